// The emulator and its credentials, for a runtime that reaches it over TCP.
import { generateKeyPairSync } from "node:crypto";
import { createEmulator } from "@high-mobility-ts/emulator";
import { type AppCredentials, arm, emulatorOptions } from "./emulated.ts";
import type { ScenarioSetting } from "./scenario.ts";

export function makeCredentials(): AppCredentials & Omit<ScenarioSetting, "url"> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    clientId: "runtimes",
    clientSecret: crypto.randomUUID(),
    key: { id: crypto.randomUUID(), pem: privateKey.export({ type: "pkcs8", format: "pem" }).toString() },
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

/** Runs `use` against an emulator of its own. */
export async function withEmulator<T>(use: (setting: ScenarioSetting) => Promise<T>): Promise<T> {
  const { publicKey, ...credentials } = makeCredentials();
  const emulator = createEmulator(emulatorOptions({ ...credentials, publicKey }));
  const server = await emulator.listen({ port: 0 });
  try {
    arm(emulator);
    return await use({ ...credentials, url: server.url });
  } finally {
    await server.close();
  }
}
