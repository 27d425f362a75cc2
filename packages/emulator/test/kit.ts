import type { Clearance, ClearanceResult, Valuation, VehicleData } from "@high-mobility-ts/schema";
import { createEmulator, type Emulator, type EmulatorOptions } from "../src/index.ts";

/**
 * All members of the responses of the tested operations: a test reads the members that its operation
 * documents.
 */
export interface AnswerBody extends Readonly<Pick<Clearance, "status">> {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly scope: string;
  readonly error_description: string;
  readonly errors: readonly { readonly detail: string }[];
  readonly vehicles: readonly ClearanceResult[];
  readonly changelog: NonNullable<Clearance["changelog"]>;
  readonly diagnostics: NonNullable<VehicleData["diagnostics"]>;
  readonly doors?: VehicleData["doors"];
  readonly vehicle: { readonly specs: { readonly weight: { readonly unloaded: string } } };
  readonly manufacturer: { readonly model: string };
  readonly valuation: NonNullable<Valuation["valuation"]>;
}

export interface TestAnswer {
  readonly status: number;
  readonly body: AnswerBody;
}

export const origin: string = "https://sandbox.api.high-mobility.com";
export const app: { readonly clientId: string; readonly clientSecret: string } = {
  clientId: "fleet-app",
  clientSecret: "s3cret-of-the-app",
};
export const vin: string = "2HM00000000000001";
export const start: number = Date.UTC(2026, 2, 3, 6, 0, 0);

export function build(options: Partial<EmulatorOptions> = {}): Emulator {
  return createEmulator({ apps: [app], clock: { now: () => start }, ...options });
}

export interface CallOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

export async function call(emulator: Emulator, path: string, options: CallOptions = {}): Promise<TestAnswer> {
  const { method = "GET", body, token, headers } = options;
  const response = await emulator.fetch(
    new Request(`${origin}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

export const credentials: Readonly<Record<string, string>> = {
  grant_type: "client_credentials",
  client_id: app.clientId,
  client_secret: app.clientSecret,
};

export async function tokenOf(emulator: Emulator): Promise<string> {
  const { body } = await call(emulator, "/v1/access_tokens", { method: "POST", body: credentials });
  return body.access_token;
}

export function clear(
  emulator: Emulator,
  token: string,
  vehicle: object = { vin, brand: "sandbox" },
): Promise<TestAnswer> {
  return call(emulator, "/v1/fleets/vehicles", { method: "POST", token, body: { vehicles: [vehicle] } });
}
