// Starts an emulator with credentials for a runtime that connects over TCP.
import { generateKeyPairSync } from "node:crypto";
import { createEmulator } from "@high-mobility-ts/emulator";
import { type AppCredentials, arm, emulatorOptions } from "./emulated.ts";
import type { MqttSetting } from "./mqtt-scenario.ts";
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

/** Runs `use` with its own emulator. */
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

/** Runs `use` with a broker that continuously publishes messages of a vehicle. */
export async function withBroker<T>(use: (setting: MqttSetting) => Promise<T>): Promise<T> {
  const emulator = createEmulator({
    apps: [{ clientId: "runtimes", clientSecret: crypto.randomUUID() }],
    vehicles: [{ vin: "2HM00000000000001", brand: "sandbox", cleared: true }],
  });
  const broker = await emulator.push.listen({ everyMs: 50 });
  const driving = setInterval(() => emulator.clock.advance("1h"), 50);
  try {
    return await use(broker.clientOptions({ format: "v2" }));
  } finally {
    clearInterval(driving);
    await broker.close();
  }
}
