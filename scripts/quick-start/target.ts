// Where the quick start runs: on an emulator of its own, or, with HM_* variables set, on the platform.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { clientCredentials, consoleKey, environmentOrigin, type TokenSource } from "@high-mobility-ts/auth";
import { createEmulator } from "@high-mobility-ts/emulator";
import type { FleetVehicle } from "@high-mobility-ts/schema";
import { type QuickStartSettings, readSettings, sandboxVehicles } from "./settings.ts";

export interface QuickStartTarget {
  readonly name: string;
  readonly baseUrl: string;
  /** Ways to get a token, at least one. */
  readonly flows: readonly { readonly name: string; readonly tokens: TokenSource }[];
  readonly vehicles: readonly FleetVehicle[];
  close(): Promise<void>;
}

/** @throws {Error} When variables are set by halves. */
export async function chooseTarget(variables: NodeJS.ProcessEnv): Promise<QuickStartTarget> {
  const settings = readSettings(variables);
  return settings ? platform(settings) : emulator();
}

function platform({ environment, credentials, vehicles }: QuickStartSettings): QuickStartTarget {
  const flow =
    "clientSecret" in credentials
      ? { name: "client secret", tokens: clientCredentials({ environment, ...credentials }) }
      : {
          name: "private key",
          tokens: clientCredentials({
            environment,
            ...consoleKey(readFileSync(credentials.privateKeyFile, "utf8")),
          }),
        };
  return {
    name: `the platform (${environment})`,
    baseUrl: environmentOrigin(environment),
    flows: [flow],
    vehicles,
    close: async () => {},
  };
}

async function emulator(): Promise<QuickStartTarget> {
  const [clientId, clientSecret, keyId] = [randomUUID(), randomUUID(), randomUUID()];
  const { publicKey, privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "sec1", format: "pem" },
  });
  const keyFile = { client_id: clientId, id: keyId, private_key: privateKey, inserted_at: new Date() };
  const server = await createEmulator({
    apps: [{ clientId, clientSecret, keys: [{ id: keyId, publicKey }] }],
  }).listen();
  const place = { tokenUrl: `${server.url}/v1/access_tokens`, audience: `${server.url}/v1` };
  return {
    name: `an emulator at ${server.url}`,
    baseUrl: server.url,
    flows: [
      { name: "client secret", tokens: clientCredentials({ ...place, clientId, clientSecret }) },
      { name: "private key", tokens: clientCredentials({ ...place, ...consoleKey(keyFile) }) },
    ],
    vehicles: sandboxVehicles,
    close: server.close,
  };
}
