// Creates both sides of a contract test: an emulator, and clients with one transport and one way to
// authenticate.
import { generateKeyPairSync } from "node:crypto";
import {
  type ClientAuthenticationOptions,
  clientCredentials,
  type TokenSource,
} from "@high-mobility-ts/auth";
import { createEmulator, type Emulator } from "@high-mobility-ts/emulator";
import { setupServer } from "msw/node";
import { createClient, type HighMobilityClient } from "../../src/index.ts";
import type { Exchange } from "./bundle.ts";

export type Transport = "MSW" | "TCP";
export type Flow = "client secret" | "private key";

const { publicKey, privateKey } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "sec1", format: "pem" },
});

const apps = {
  fleet: { clientId: "fleet-app", clientSecret: "fleet-secret", keys: [{ id: "fleet-key", publicKey }] },
  /** An application that belongs to no fleet. */
  lone: {
    clientId: "lone-app",
    clientSecret: "lone-secret",
    keys: [{ id: "lone-key", publicKey }],
    fleet: false,
  },
} as const;

export const vin = "2HM00000000000001";

export interface World {
  readonly emulator: Emulator;
  /** A client of the fleet's application, or of the application without a fleet. */
  readonly hm: HighMobilityClient;
  readonly lone: HighMobilityClient;
  /** A client that uses only this access token. */
  withToken(value: string): HighMobilityClient;
  /** The exchanges since the last `reset`, including token requests. */
  readonly exchanges: readonly Exchange[];
  /** Resets the emulator and the recorded exchanges, and drops the tokens of clients. */
  reset(): void;
  close(): Promise<void>;
}

export async function openWorld(transport: Transport, flow: Flow): Promise<World> {
  const emulator = createEmulator({ apps: [apps.fleet, apps.lone] });
  const { origin, close } = transport === "MSW" ? overMsw(emulator) : await overTcp(emulator);
  let exchanges: Exchange[] = [];

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const copy = request.clone();
    const response = await globalThis.fetch(request);
    exchanges.push({ request: copy, response: response.clone() });
    return response;
  };
  const client = (auth: TokenSource) =>
    createClient({ baseUrl: origin, auth, fetch, retry: false, rateLimit: false });
  const clientOf = (name: keyof typeof apps) => {
    const place = { tokenUrl: `${origin}/v1/access_tokens`, audience: `${origin}/v1`, fetch };
    return client(clientCredentials({ ...place, ...credentials(name, flow) }));
  };

  let clients = { hm: clientOf("fleet"), lone: clientOf("lone") };
  return {
    emulator,
    get hm() {
      return clients.hm;
    },
    get lone() {
      return clients.lone;
    },
    withToken: (value) => {
      const token = { value, expiresAt: Number.MAX_SAFE_INTEGER, scopes: new Set<string>() };
      return client({ getToken: async () => token, invalidate: () => {}, resourceOrigins: [origin] });
    },
    get exchanges() {
      return exchanges;
    },
    reset: () => {
      emulator.reset();
      exchanges = [];
      clients = { hm: clientOf("fleet"), lone: clientOf("lone") };
    },
    close,
  };
}

function credentials(name: keyof typeof apps, flow: Flow): ClientAuthenticationOptions {
  const { clientId, clientSecret } = apps[name];
  const key = { id: apps[name].keys[0].id, pem: privateKey };
  return flow === "client secret" ? { clientId, clientSecret } : { clientId, privateKey: key };
}

function overMsw(emulator: Emulator): { origin: string; close(): Promise<void> } {
  const server = setupServer(...emulator.handlers);
  server.listen({ onUnhandledFrame: "error" });
  return { origin: "https://sandbox.api.high-mobility.com", close: async () => server.close() };
}

async function overTcp(emulator: Emulator): Promise<{ origin: string; close(): Promise<void> }> {
  const { url, close } = await emulator.listen();
  return { origin: url, close };
}
