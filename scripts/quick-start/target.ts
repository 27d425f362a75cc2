// The server of the quick start: its own emulator, or the platform if HM_* variables are set.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import {
  type ClientCredentialsOptions,
  clientCredentials,
  consoleKey,
  environmentOrigin,
  type TokenSource,
} from "@high-mobility-ts/auth";
import type { EnvClientOptions } from "@high-mobility-ts/client/env";
import { createEmulator } from "@high-mobility-ts/emulator";
import type { ConsumerOptions } from "@high-mobility-ts/push/mqtt";
import type { FleetVehicle } from "@high-mobility-ts/schema";
import { type QuickStartSettings, readSettings, sandboxVehicles } from "./settings.ts";

export interface QuickStartTarget {
  readonly name: string;
  readonly baseUrl: string;
  /** Ways to get a token, at least one. */
  readonly flows: readonly { readonly name: string; readonly tokens: TokenSource }[];
  readonly vehicles: readonly FleetVehicle[];
  /**
   * The broker of the emulator. The platform's broker needs a certificate, which the variables do not
   * contain.
   */
  readonly push?: PushTarget;
  close(): Promise<void>;
}

export interface PushTarget {
  readonly consumer: ConsumerOptions;
  /** Advances the time, so that vehicles have something to report. */
  drive(): void;
}

/** @throws {TypeError} if a variable is missing or wrong. */
export async function chooseTarget(variables: NodeJS.ProcessEnv): Promise<QuickStartTarget> {
  const settings = readSettings(variables);
  return settings ? platform(settings) : emulator();
}

function platform({ client, vehicles }: QuickStartSettings): QuickStartTarget {
  const baseUrl = "environment" in client ? environmentOrigin(client.environment) : client.baseUrl;
  const name = "clientSecret" in client ? "client secret" : "private key";
  return {
    name: "environment" in client ? `the platform (${client.environment})` : baseUrl,
    baseUrl,
    flows: [{ name, tokens: clientCredentials(tokenOptions(client)) }],
    vehicles,
    close: async () => {},
  };
}

function tokenOptions(client: EnvClientOptions): ClientCredentialsOptions {
  if ("environment" in client) return client;
  const { baseUrl, ...credentials } = client;
  return { ...tokenPlace(baseUrl), ...credentials };
}

function tokenPlace(baseUrl: string) {
  return { tokenUrl: `${baseUrl}/v1/access_tokens`, audience: `${baseUrl}/v1` };
}

async function emulator(): Promise<QuickStartTarget> {
  const [clientId, clientSecret, keyId] = [randomUUID(), randomUUID(), randomUUID()];
  const { publicKey, privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "sec1", format: "pem" },
  });
  const keyFile = { client_id: clientId, id: keyId, private_key: privateKey, inserted_at: new Date() };
  const emulated = createEmulator({ apps: [{ clientId, clientSecret, keys: [{ id: keyId, publicKey }] }] });
  const server = await emulated.listen();
  const broker = await emulated.push.listen({ everyMs: 100 });
  return {
    name: `an emulator at ${server.url}`,
    baseUrl: server.url,
    flows: [
      {
        name: "client secret",
        tokens: clientCredentials({ ...tokenPlace(server.url), clientId, clientSecret }),
      },
      {
        name: "private key",
        tokens: clientCredentials({ ...tokenPlace(server.url), ...consoleKey(keyFile) }),
      },
    ],
    vehicles: sandboxVehicles,
    push: {
      consumer: emulated.push.clientOptions({ format: "v2" }),
      drive: () => emulated.clock.advance("1h"),
    },
    close: async () => {
      await broker.close();
      await server.close();
    },
  };
}
