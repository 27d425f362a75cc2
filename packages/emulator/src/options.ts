import type { Eligibility, VehicleDataFailure } from "@high-mobility-ts/schema";
import type { JWK } from "jose";
import type { TimeSource } from "./control/clock.ts";
import type { Fault } from "./control/faults.ts";
import type { Latency } from "./control/latency.ts";
import type { Quirk } from "./responder/quirks.ts";
import type { RateLimits } from "./responder/rate-limiter.ts";
import type { BrandProfiles, PropertyPath } from "./vehicles/brand-profiles.ts";
import type { BrandName, ByBrand } from "./vehicles/brands.ts";
import type { Powertrain } from "./vehicles/energy.ts";

/** A public key that an application signs its assertions with. */
export interface AppKey {
  /** The key's id: the `iss` of the assertions signed with it. */
  readonly id: string;
  /** The EC P-256 public key, as SPKI PEM, JWK or `CryptoKey`. */
  readonly publicKey: string | JWK | CryptoKey;
  /** When the key stops being accepted, in milliseconds since the epoch. Default: never. */
  readonly expiresAt?: number;
}

/** Where an application receives events. */
export interface Webhook {
  /** An absolute `http:` or `https:` URL. */
  readonly url: string;
  /** Key of the HMAC-SHA-256 in `X-HM-Signature-256`; not empty. */
  readonly secret: string;
}

/** An application, as the console would know it. */
export interface App {
  /** The client id. */
  readonly clientId: string;
  /** The client secret. Default: the application has none. */
  readonly clientSecret?: string;
  /** The public keys that it signs assertions for. Default: none. */
  readonly keys?: readonly AppKey[];
  /** What its tokens may open. Default: every scope of the specification. */
  readonly scopes?: readonly string[];
  /** Whether it belongs to a fleet; without one, clearance calls answer 403. Default: true. */
  readonly fleet?: boolean;
  /**
   * Whether it is a partner of the VW Group, which has to send the tag `vw-group-customer-name` with each vehicle of
   * Volkswagen, Audi, Škoda, SEAT and Cupra. Default: false.
   */
  readonly vwGroupPartner?: boolean;
  /**
   * Where the consent page may send the browser back to, compared character by character. An application with neither
   * secret nor keys is a public client: it needs one of these, and PKCE. Default: none.
   */
  readonly redirectUris?: readonly string[];
  /** Default: no events are sent. */
  readonly webhook?: Webhook;
}

/** What differs from a vehicle that is eligible, awake and agrees to share its data. */
export interface Vehicle {
  /** 17 characters. */
  readonly vin: string;
  /** The brand it belongs to; asked for with another one, it is not eligible. Default: any. */
  readonly brand?: BrandName;
  /** Default: what `eligibilityRules` say, else true. */
  readonly eligible?: boolean;
  /** Whether every application has an approved clearance for it from the start; needs `brand`. Default: false. */
  readonly cleared?: boolean;
  /** The reason with which a clearance is rejected. Default: it is approved. */
  readonly rejection?: string;
  /** Whether its driver turned on privacy mode (data: 403). Default: false. */
  readonly privacyMode?: boolean;
  /** Whether it does not answer (data: 408). Default: false. */
  readonly asleep?: boolean;
  /** Whether its owner withdrew consent at the carmaker (data: 401). Default: false. */
  readonly consentRemoved?: boolean;
  /** Default: chosen by seed and VIN. */
  readonly powertrain?: Powertrain;
  /** Properties that fail in an answer that is otherwise fine. Default: none. */
  readonly failures?: Readonly<Partial<Record<PropertyPath, VehicleDataFailure>>>;
}

/** Which vehicles can deliver data. The first rule that fits a VIN and brand decides. */
export interface EligibilityRule {
  /** Default: every brand. */
  readonly brand?: BrandName;
  /** VINs: `*` stands for any characters, `?` for one. Default: every VIN. */
  readonly vins?: string;
  /** Default: true. */
  readonly eligible?: boolean;
  /** Default: `pull` and `push`. */
  readonly dataDelivery?: Eligibility["data_delivery"];
  /** Default: `activated`, or `unknown` for one that is not eligible. */
  readonly connectivityStatus?: NonNullable<Eligibility["connectivity_status"]>;
}

/** Options of `createEmulator`. */
export interface EmulatorOptions {
  /** The applications that may ask for tokens; at least one. */
  readonly apps: readonly [App, ...App[]];
  /** The vehicles that are special. Every other well-formed VIN is a normal vehicle of the brand asked for. */
  readonly vehicles?: readonly Vehicle[];
  /**
   * Brands that the platform knows beside those of the specification, such as `hyundai`: they are eligible and can be
   * cleared. Default: none.
   */
  readonly brands?: readonly string[];
  /** Default: every vehicle is eligible. */
  readonly eligibilityRules?: readonly EligibilityRule[];
  /** Which properties a brand delivers; replaces the emulator's own profile of that brand. */
  readonly brandProfiles?: BrandProfiles;
  /** Where time comes from. Default: the machine's clock. */
  readonly clock?: TimeSource;
  /**
   * The time that clients share with the emulator: of tokens, assertions and rate limits. Give it where `clock` runs
   * faster than the clients' own. Default: `clock`, with what it was advanced by.
   */
  readonly wallClock?: TimeSource;
  /** What the generated vehicles depend on: an integer. Default: 1. */
  readonly seed?: number;
  /** What goes wrong from the start, and again after each `reset`. Default: nothing. */
  readonly faults?: readonly Fault[];
  /** How all responses differ from the documented ones, as those of the real platform do. Default: not at all. */
  readonly quirks?: readonly Quirk[];
  /** How long each answer takes. Default: no longer than it needs. */
  readonly latency?: Latency;
  /** From request to approval or rejection of a clearance, in milliseconds, >= 0. Default: 2,000. */
  readonly approvalDelayMs?: number;
  /** The same for single brands, in milliseconds, >= 0. Default: `approvalDelayMs`. */
  readonly brandApprovalDelaysMs?: ByBrand<number>;
  /** From `revoking` to `revoked` and `canceling` to `canceled`, in milliseconds, >= 0. Default: 2,000. */
  readonly removalDelayMs?: number;
  /** The same for single brands, in milliseconds, >= 0. Default: `removalDelayMs`. */
  readonly brandRemovalDelaysMs?: ByBrand<number>;
  /** How long a pending clearance cannot be canceled, in milliseconds, >= 0. Default: one day, as documented. */
  readonly cancelableAfterMs?: number;
  /**
   * The tokens that vehicle owners give by the consent page. `jwt`: as the application's own, for 300 seconds, with the
   * scope `vehicle:data`. `opaque`: the official form, an opaque text for 3,600 seconds with a scope per property, such
   * as `diagnostics.get.odometer`; vehicle data then has these properties alone. Default: `jwt`.
   */
  readonly ownerTokens?: "jwt" | "opaque";
  /**
   * How long the applications' own tokens are accepted, in seconds, 1 to 86,400: a short life makes a test see many
   * refreshes. Owners' opaque tokens live for an hour in any case. Default: 300, as documented.
   */
  readonly tokenLifetimeSeconds?: number;
  /** Assertion audiences accepted beside `<origin>/v1` of the request. Default: none. */
  readonly audiences?: readonly string[];
  /** Origins that `handlers` answers for beside the platform's own. Default: none. */
  readonly origins?: readonly string[];
  /**
   * Whether documented rate limits are enforced; an object sets limits of its own for single operations beside them.
   * Default: true.
   */
  readonly rateLimits?: boolean | RateLimits;
  /** How many requests the journal keeps, the latest ones: an integer >= 0. Default: 1,000. */
  readonly journalSize?: number;
  /** What sends webhooks. Default: `globalThis.fetch`, looked up at each call. */
  readonly fetch?: typeof globalThis.fetch;
}

export interface EmulatorSettings extends Required<Omit<EmulatorOptions, "latency" | "wallClock">> {
  readonly latency: Latency | undefined;
  readonly wallClock?: TimeSource;
}
