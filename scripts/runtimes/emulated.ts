// The data of the scenario's emulator on every runtime.
import type { Emulator, EmulatorOptions } from "@high-mobility-ts/emulator";

export interface AppCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly key: { readonly id: string };
  readonly publicKey: string;
}

export function emulatorOptions({ clientId, clientSecret, key, publicKey }: AppCredentials): EmulatorOptions {
  return { apps: [{ clientId, clientSecret, keys: [{ id: key.id, publicKey }] }], approvalDelayMs: 0 };
}

/** The prepared state that the scenario expects. */
export function arm(emulator: Emulator): void {
  emulator.fail({ operation: "getClearance", status: 401 });
  emulator.fail({ operation: "getVehicleData", status: 503 });
}
