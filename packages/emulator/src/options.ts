import type { Brand } from "@high-mobility-ts/schema";
import type { JWK } from "jose";
import type { Clock } from "./clock.ts";

/** A public key that an application signs its assertions with. */
export interface AppKey {
  /** The key's id: the `iss` of the assertions signed with it. */
  readonly id: string;
  /** The EC P-256 public key, as SPKI PEM, JWK or `CryptoKey`. */
  readonly publicKey: string | JWK | CryptoKey;
  /** When the key stops being accepted, in milliseconds since the epoch. Default: never. */
  readonly expiresAt?: number;
}

/** An application, as the console would know it. */
export interface App {
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly keys?: readonly AppKey[];
  /** What its tokens may open. Default: every scope of the specification. */
  readonly scopes?: readonly string[];
  /** Whether it belongs to a fleet; without one, clearance calls answer 403. Default: true. */
  readonly fleet?: boolean;
}

/** What differs from a vehicle that is eligible, awake and agrees to share its data. */
export interface Vehicle {
  /** 17 characters. */
  readonly vin: string;
  /** The brand it belongs to; asked for with another one, it is not eligible. Default: any. */
  readonly brand?: Brand;
  /** Default: true. */
  readonly eligible?: boolean;
  /** The reason with which a clearance is rejected. Default: it is approved. */
  readonly rejection?: string;
  /** Whether its driver turned on privacy mode (data: 403). Default: false. */
  readonly privacyMode?: boolean;
  /** Whether it does not answer (data: 408). Default: false. */
  readonly asleep?: boolean;
}

export interface EmulatorOptions {
  /** The applications that may ask for tokens; at least one. */
  readonly apps: readonly [App, ...App[]];
  /** The vehicles that are special. Every other well-formed VIN is a normal vehicle of the brand asked for. */
  readonly vehicles?: readonly Vehicle[];
  /** Where time comes from. Default: the machine's clock. */
  readonly clock?: Clock;
  /**
   * The time that clients share with the emulator: of tokens, assertions and rate limits. Give it where `clock` runs
   * faster than the clients' own. Default: `clock`, with what it was advanced by.
   */
  readonly wallClock?: Clock;
  /** What the generated vehicles depend on: an integer. Default: 1. */
  readonly seed?: number;
  /** From request to approval or rejection of a clearance, in milliseconds, >= 0. Default: 2,000. */
  readonly approvalDelayMs?: number;
  /** The same for single brands, in milliseconds, >= 0. Default: `approvalDelayMs`. */
  readonly brandApprovalDelaysMs?: Readonly<Partial<Record<Brand, number>>>;
  /** From `revoking` to `revoked` and `canceling` to `canceled`, in milliseconds, >= 0. Default: 2,000. */
  readonly removalDelayMs?: number;
  /** How long a pending clearance cannot be canceled, in milliseconds, >= 0. Default: one day, as documented. */
  readonly cancelableAfterMs?: number;
  /** Assertion audiences accepted beside `<origin>/v1` of the request. Default: none. */
  readonly audiences?: readonly string[];
  /** Origins that `handlers` answers for beside the platform's two. Default: none. */
  readonly origins?: readonly string[];
  /** Whether documented rate limits are enforced. Default: true. */
  readonly rateLimits?: boolean;
  /** How many requests the journal keeps, the latest ones: an integer >= 0. Default: 1,000. */
  readonly journalSize?: number;
}

export interface Settings extends Required<Omit<EmulatorOptions, "clock" | "wallClock">> {
  readonly clock: Clock;
  readonly wallClock?: Clock;
}

/** @throws TypeError that names the field and what was expected. */
export function readOptions(options: EmulatorOptions): Settings {
  if (!Array.isArray(options.apps) || options.apps.length === 0)
    throw new TypeError("apps: expected at least one application");
  options.apps.forEach(checkApp);
  (options.vehicles ?? []).forEach(({ vin }, index) => {
    if (typeof vin !== "string" || vin.length !== 17)
      throw new TypeError(`vehicles[${index}].vin: expected 17 characters`);
  });
  for (const [brand, delayMs] of Object.entries(options.brandApprovalDelaysMs ?? {}))
    whole(`brandApprovalDelaysMs.${brand}`, delayMs);
  return {
    vehicles: [],
    clock: { now: () => Date.now() },
    audiences: [],
    brandApprovalDelaysMs: {},
    rateLimits: true,
    ...options,
    origins: (options.origins ?? []).map((origin) => new URL(origin).origin),
    seed: whole("seed", options.seed ?? 1, Number.MIN_SAFE_INTEGER),
    approvalDelayMs: whole("approvalDelayMs", options.approvalDelayMs ?? 2_000),
    removalDelayMs: whole("removalDelayMs", options.removalDelayMs ?? 2_000),
    cancelableAfterMs: whole("cancelableAfterMs", options.cancelableAfterMs ?? 86_400_000),
    journalSize: whole("journalSize", options.journalSize ?? 1_000),
  };
}

function checkApp(app: App, index: number): void {
  if (typeof app.clientId !== "string" || app.clientId === "")
    throw new TypeError(`apps[${index}].clientId: expected a non-empty string`);
  if (app.clientSecret === "" || (app.clientSecret === undefined && !app.keys?.length))
    throw new TypeError(`apps[${index}]: expected a clientSecret, at least one key, or both`);
}

function whole(name: string, value: number, least = 0): number {
  if (!Number.isSafeInteger(value) || value < least)
    throw new TypeError(`${name}: expected a whole number${least === 0 ? " >= 0" : ""}, got ${value}`);
  return value;
}
