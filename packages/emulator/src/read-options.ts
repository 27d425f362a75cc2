import { lateFetch, systemClock } from "@high-mobility-ts/guards";
import { checkQuirk } from "./control/faults.ts";
import type { App, EmulatorOptions, EmulatorSettings, Vehicle } from "./options.ts";
import { defaultProfiles } from "./vehicles/brand-profiles.ts";
import { checkBrand } from "./vehicles/brands.ts";

/** @throws {TypeError} that names the option and the expected value. */
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
    seed: whole("seed", options.seed ?? 1, { least: Number.MIN_SAFE_INTEGER }),
    approvalDelayMs: whole("approvalDelayMs", options.approvalDelayMs ?? 2_000),
    removalDelayMs: whole("removalDelayMs", options.removalDelayMs ?? 2_000),
    cancelableAfterMs: whole("cancelableAfterMs", options.cancelableAfterMs ?? 86_400_000),
    tokenLifetimeSeconds: whole("tokenLifetimeSeconds", options.tokenLifetimeSeconds ?? 300, {
      least: 1,
      most: 86_400,
    }),
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
      `\`apps[${index}]\` must be an application with a \`clientSecret\`, with \`keys\` or with \`redirectUris\`, got an application without them.`,
    );
  for (const uri of redirectUris)
    if (!URL.canParse(uri))
      throw new TypeError(`\`apps[${index}].redirectUris\` must be absolute URIs, got ${shown(uri)}.`);
  if (!webhook) return;
  if (!/^https?:\/\//.test(webhook.url) || !URL.canParse(webhook.url))
    throw new TypeError(
      `\`apps[${index}].webhook.url\` must be an absolute http or https URL, got another text.`,
    );
  // The URL is shown in the delivery log, and `fetch` does not accept credentials in URLs.
  if (new URL(webhook.url).username !== "" || new URL(webhook.url).password !== "")
    throw new TypeError(
      `\`apps[${index}].webhook.url\` must be a URL without credentials, got a URL with credentials.`,
    );
  if (webhook.secret === "")
    throw new TypeError(`\`apps[${index}].webhook.secret\` must be a non-empty string, got "".`);
}

/** @throws {TypeError} that names the field of `name` and the expected value. */
export function checkVehicle(
  { vin, cleared, brand }: Vehicle,
  name: string,
  furtherBrands: readonly string[] = [],
): void {
  if (typeof vin !== "string" || vin.length !== 17)
    throw new TypeError(`\`${name}.vin\` must be a text of 17 characters, got ${shown(vin)}.`);
  if (brand !== undefined) checkBrand(`${name}.brand`, brand, furtherBrands);
  if (cleared && brand === undefined)
    throw new TypeError(`\`${name}.brand\` must be a brand if \`cleared\` is true, got none.`);
}

/** @throws {TypeError} if the value is not a whole number within the bounds. */
function whole(
  name: string,
  value: number,
  { least = 0, most = Number.MAX_SAFE_INTEGER }: { readonly least?: number; readonly most?: number } = {},
): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  const bounds = most < Number.MAX_SAFE_INTEGER ? ` from ${least} to ${most}` : least === 0 ? " >= 0" : "";
  throw new TypeError(`\`${name}\` must be a whole number${bounds}, got ${shown(value)}.`);
}

/** Returns a value for a message: short, and on one line. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}… (${text.length} characters)` : text;
}
