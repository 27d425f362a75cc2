import { allowClientSecretInBrowser } from "@high-mobility-ts/auth";
import { createClient, type HighMobilityClient } from "@high-mobility-ts/client";
import { createEmulator } from "@high-mobility-ts/emulator";

/** The platform as this page sees it. */
export interface PagePlatform {
  readonly hm: HighMobilityClient;
  readonly vins: readonly string[];
  /** Advances the time, which is possible only with an emulator. */
  advance(): void;
}

/**
 * Returns an emulator in this page, with five vehicles. In production a page must not have the client secret: let your
 * server call the platform, and let the page call your server.
 */
export function emulatedPlatform(): PagePlatform {
  const vins = [1, 2, 3, 4, 5].map((number) => `2HM0000000000000${number}`);
  const emulator = createEmulator({
    apps: [{ clientId: "page", clientSecret: "only-for-this-emulator" }],
    vehicles: vins.map((vin) => ({ vin, brand: "sandbox", cleared: true })),
  });
  emulator.vehicles.sleep("2HM00000000000005");
  return {
    hm: createClient({ ...emulator.clientOptions(), [allowClientSecretInBrowser]: true, retry: false }),
    vins,
    advance: () => emulator.clock.advance("10m"),
  };
}
