import { lateFetch, systemClock } from "@high-mobility-ts/guards";
import type { Eligibility, VehicleDataFailure } from "@high-mobility-ts/schema";
import type { JWK } from "jose";
import type { TimeSource } from "./control/clock.ts";
import { checkQuirk, type Fault } from "./control/faults.ts";
import type { Latency } from "./control/latency.ts";
import type { Quirk } from "./responder/quirks.ts";
import type { RateLimits } from "./responder/rate-limiter.ts";
import { type BrandProfiles, defaultProfiles, type PropertyPath } from "./vehicles/brand-profiles.ts";
import { type BrandName, type ByBrand, checkBrand } from "./vehicles/brands.ts";
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
  readonly clientId: string;
  readonly clientSecret?: string;
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

/** @throws {TypeError} that names the option and what it must be. */
export function readOptions(options: EmulatorOptions): EmulatorSettings {
  if (!Array.isArray(options.apps) || options.apps.length === 0)
    throw new TypeError("`apps` must be a list of at least one application, got none.");
  options.apps.forEach(checkApp);
  checkBrands(options);
  options.vehicles?.forEach((vehicle, index) => {
    checkVehicle(vehicle, `vehicles[${index}]`, options.brands);
  });
  const { ownerTokens = "jwt" } = options;
  if (ownerTokens !== "jwt" && ownerTokens !== "opaque")
    throw new TypeError(`\`ownerTokens\` must be "jwt" or "opaque", got ${shown(ownerTokens)}.`);
  for (const quirk of options.quirks ?? []) checkQuirk("quirks", quirk);
  return {
    vehicles: [],
    brands: [],
    eligibilityRules: [],
    clock: systemClock,
    audiences: [],
    faults: [],
    quirks: [],
    ownerTokens: "jwt",
    brandApprovalDelaysMs: {},
    brandRemovalDelaysMs: {},
    rateLimits: true,
    ...options,
    fetch: lateFetch(options.fetch),
    latency: options.latency,
    brandProfiles: { ...defaultProfiles, ...options.brandProfiles },
    origins: (options.origins ?? []).map((origin) => new URL(origin).origin),
    seed: whole("seed", options.seed ?? 1, Number.MIN_SAFE_INTEGER),
    approvalDelayMs: whole("approvalDelayMs", options.approvalDelayMs ?? 2_000),
    removalDelayMs: whole("removalDelayMs", options.removalDelayMs ?? 2_000),
    cancelableAfterMs: whole("cancelableAfterMs", options.cancelableAfterMs ?? 86_400_000),
    journalSize: whole("journalSize", options.journalSize ?? 1_000),
  };
}

function checkBrands({ brands = [], eligibilityRules = [], ...options }: EmulatorOptions): void {
  for (const brand of brands)
    if (typeof brand !== "string" || brand === "")
      throw new TypeError(`\`brands\` must be non-empty strings, got ${shown(brand)}.`);
  eligibilityRules.forEach(({ brand }, index) => {
    if (brand !== undefined) checkBrand(`eligibilityRules[${index}].brand`, brand, brands);
  });
  for (const name of ["brandApprovalDelaysMs", "brandRemovalDelaysMs"] as const)
    for (const [brand, delayMs] of Object.entries(options[name] ?? {})) {
      checkBrand(`${name}.${brand}`, brand, brands);
      whole(`${name}.${brand}`, delayMs ?? Number.NaN);
    }
}

function checkApp(app: App, index: number): void {
  const { clientId, clientSecret, keys, redirectUris = [], webhook } = app;
  if (typeof clientId !== "string" || clientId === "")
    throw new TypeError(`\`apps[${index}].clientId\` must be a non-empty string, got ${shown(clientId)}.`);
  if (clientSecret === "" || (clientSecret === undefined && !keys?.length && redirectUris.length === 0))
    throw new TypeError(
      `\`apps[${index}]\` must be an application with a \`clientSecret\`, with \`keys\` or with \`redirectUris\`, got one with none of them.`,
    );
  for (const uri of redirectUris)
    if (!URL.canParse(uri))
      throw new TypeError(`\`apps[${index}].redirectUris\` must be absolute URIs, got ${shown(uri)}.`);
  if (!webhook) return;
  if (!/^https?:\/\//.test(webhook.url) || !URL.canParse(webhook.url))
    throw new TypeError(
      `\`apps[${index}].webhook.url\` must be an absolute http or https URL, got another text.`,
    );
  // Its URL is shown in the delivery log, and `fetch` refuses credentials in one.
  if (new URL(webhook.url).username !== "" || new URL(webhook.url).password !== "")
    throw new TypeError(
      `\`apps[${index}].webhook.url\` must be a URL without credentials, got one with them.`,
    );
  if (webhook.secret === "")
    throw new TypeError(`\`apps[${index}].webhook.secret\` must be a non-empty string, got "".`);
}

/** @throws {TypeError} that names the field of `name` and what was expected. */
export function checkVehicle(
  { vin, cleared, brand }: Vehicle,
  name: string,
  furtherBrands: readonly string[] = [],
): void {
  if (typeof vin !== "string" || vin.length !== 17)
    throw new TypeError(`\`${name}.vin\` must be a text of 17 characters, got ${shown(vin)}.`);
  if (brand !== undefined) checkBrand(`${name}.brand`, brand, furtherBrands);
  if (cleared && brand === undefined)
    throw new TypeError(`\`${name}.brand\` must be a brand where \`cleared\` is true, got none.`);
}

/** @throws {TypeError} unless the value is a whole number of at least `least`. */
function whole(name: string, value: number, least = 0): number {
  if (!Number.isSafeInteger(value) || value < least)
    throw new TypeError(
      `\`${name}\` must be a whole number${least === 0 ? " >= 0" : ""}, got ${shown(value)}.`,
    );
  return value;
}

/** Returns a value as a message shows it: short, and on one line. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}… (${text.length} characters)` : text;
}
