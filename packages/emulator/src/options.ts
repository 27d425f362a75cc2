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

/** The webhook of an application. */
export interface Webhook {
  /** An absolute `http:` or `https:` URL. */
  readonly url: string;
  /** Key of the HMAC-SHA-256 in `X-HM-Signature-256`; not empty. */
  readonly secret: string;
}

/** An application, as it is configured in the console. */
export interface App {
  /** The client id. */
  readonly clientId: string;
  /** The client secret. Default: the application has none. */
  readonly clientSecret?: string;
  /** The public keys of its assertions. Default: none. */
  readonly keys?: readonly AppKey[];
  /** The scopes that its tokens may have. Default: every scope of the specification. */
  readonly scopes?: readonly string[];
  /** Whether it belongs to a fleet. Without a fleet, clearance calls get a 403. Default: `true`. */
  readonly fleet?: boolean;
  /**
   * Whether it is a partner of the VW Group, which has to send the tag `vw-group-customer-name` with each vehicle of
   * Volkswagen, Audi, Škoda, SEAT and Cupra. Default: false.
   */
  readonly vwGroupPartner?: boolean;
  /**
   * The URIs to which the consent page may redirect the browser, compared character by character. An application with
   * neither
   * secret nor keys is a public client: it needs one of these, and PKCE. Default: none.
   */
  readonly redirectUris?: readonly string[];
  /** The webhook. Default: no events are sent. */
  readonly webhook?: Webhook;
}

/** Settings of a vehicle. By default it is eligible, awake, and shares its data. */
export interface Vehicle {
  /** 17 characters. */
  readonly vin: string;
  /** The brand of the vehicle. It is not eligible under another brand. Default: any brand. */
  readonly brand?: BrandName;
  /** Whether it is eligible. Default: the result of `eligibilityRules`, else `true`. */
  readonly eligible?: boolean;
  /** Whether every application has an approved clearance for it from the start. Needs `brand`. Default: `false`. */
  readonly cleared?: boolean;
  /** The reason for which a clearance is rejected. Default: the clearance is approved. */
  readonly rejection?: string;
  /** Whether its driver turned on privacy mode, so that data calls get a 403. Default: `false`. */
  readonly privacyMode?: boolean;
  /** Whether it is asleep, so that data calls get a 408. Default: `false`. */
  readonly asleep?: boolean;
  /** Whether its owner withdrew consent at the carmaker, so that data calls get a 401. Default: `false`. */
  readonly consentRemoved?: boolean;
  /** The powertrain. Default: chosen by seed and VIN. */
  readonly powertrain?: Powertrain;
  /** Properties that fail in an otherwise complete response. Default: none. */
  readonly failures?: Readonly<Partial<Record<PropertyPath, VehicleDataFailure>>>;
}

/** A rule about which vehicles can deliver data. The first rule that matches a VIN and brand decides. */
export interface EligibilityRule {
  /** The brand. Default: every brand. */
  readonly brand?: BrandName;
  /** A pattern of VINs: `*` matches any characters, `?` matches one. Default: every VIN. */
  readonly vins?: string;
  /** Default: true. */
  readonly eligible?: boolean;
  /** The ways of delivery. Default: `pull` and `push`. */
  readonly dataDelivery?: Eligibility["data_delivery"];
  /** The connectivity status. Default: `activated`, or `unknown` if the vehicle is not eligible. */
  readonly connectivityStatus?: NonNullable<Eligibility["connectivity_status"]>;
}

/** Options of `createEmulator`. */
export interface EmulatorOptions {
  /** The applications that may request tokens; at least one. */
  readonly apps: readonly [App, ...App[]];
  /** Vehicles with settings. Every other valid VIN is a normal vehicle of the requested brand. */
  readonly vehicles?: readonly Vehicle[];
  /**
   * Brands in addition to the brands of the specification, such as `hyundai`. They are eligible and can be
   * cleared. Default: none.
   */
  readonly brands?: readonly string[];
  /** Which vehicles can deliver data. Default: every vehicle is eligible. */
  readonly eligibilityRules?: readonly EligibilityRule[];
  /**
   * Which properties a brand delivers. Replaces the emulator's profile of that brand. Default: the emulator's profiles.
   */
  readonly brandProfiles?: BrandProfiles;
  /** The source of time. Default: the machine's clock. */
  readonly clock?: TimeSource;
  /**
   * The clock of tokens, assertions and rate limits, which clients see. Set it if `clock` runs faster than the clocks
   * of clients. Default: `clock`, including its advances.
   */
  readonly wallClock?: TimeSource;
  /** The seed of the generated vehicles, an integer. Default: `1`. */
  readonly seed?: number;
  /** Faults from the start, and again after each `reset`. Default: none. */
  readonly faults?: readonly Fault[];
  /** Quirks of all responses, as those of the real platform. Default: none. */
  readonly quirks?: readonly Quirk[];
  /** The latency of responses. Default: none. */
  readonly latency?: Latency;
  /** Time from the request to the decision of a clearance, in milliseconds, >= 0. Default: `2000`. */
  readonly approvalDelayMs?: number;
  /** The time until a decision for single brands, in milliseconds, >= 0. Default: `approvalDelayMs`. */
  readonly brandApprovalDelaysMs?: ByBrand<number>;
  /** Time from `revoking` to `revoked` and from `canceling` to `canceled`, in milliseconds, >= 0. Default: `2000`. */
  readonly removalDelayMs?: number;
  /** The time until a decision for single brands, in milliseconds, >= 0. Default: `removalDelayMs`. */
  readonly brandRemovalDelaysMs?: ByBrand<number>;
  /** How long a pending clearance cannot be canceled, in milliseconds, >= 0. Default: one day, as documented. */
  readonly cancelableAfterMs?: number;
  /**
   * The form of tokens from the consent page. `jwt` is the form of the application's own tokens: 300 seconds,
   * with the scope `vehicle:data`. `opaque` is the official form: an opaque text for 3,600 seconds with a
   * scope per property, such as `diagnostics.get.odometer`. Vehicle data then has only these properties.
   * Default: `jwt`.
   */
  readonly ownerTokens?: "jwt" | "opaque";
  /**
   * How long the applications' own tokens are accepted, in seconds, 1 to 86,400. With a short lifetime, a test sees
   * many refreshes. Opaque tokens of owners always have an hour. Default: 300, as documented.
   */
  readonly tokenLifetimeSeconds?: number;
  /** Assertion audiences that are accepted in addition to `<origin>/v1` of the request. Default: none. */
  readonly audiences?: readonly string[];
  /** Origins for which `handlers` respond, in addition to those of the platform. Default: none. */
  readonly origins?: readonly string[];
  /**
   * Whether documented rate limits are enforced. An object sets limits for single operations in addition. Default:
   * `true`.
   */
  readonly rateLimits?: boolean | RateLimits;
  /** The number of latest requests that the journal keeps, an integer >= 0. Default: `1000`. */
  readonly journalSize?: number;
  /** The `fetch` that sends webhooks. Default: `globalThis.fetch`, looked up at each call. */
  readonly fetch?: typeof globalThis.fetch;
}

export interface EmulatorSettings extends Required<Omit<EmulatorOptions, "latency" | "wallClock">> {
  readonly latency: Latency | undefined;
  readonly wallClock?: TimeSource;
}
