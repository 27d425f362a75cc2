import type { App } from "../options.ts";
import type { PlatformState } from "../platform.ts";
import { PlatformError } from "../responder/operation-output.ts";
import type { BrandName } from "../vehicles/brands.ts";
import { eligibilityOf } from "../vehicles/eligibility.ts";
import type { ClearanceView, NewClearance, StatusName } from "./clearances.ts";

const cancelableBrands: ReadonlySet<BrandName> = new Set<BrandName>([
  ...(["mercedes-benz", "volkswagen", "audi", "skoda", "seat", "cupra", "sandbox"] as const),
  ...(["citroen", "ds", "opel", "peugeot", "vauxhall", "jeep", "fiat", "alfaromeo", "maserati"] as const),
]);

const endedStatuses: ReadonlySet<StatusName> = new Set<StatusName>(["rejected", "revoked", "canceled"]);
const decidedStatuses: ReadonlySet<StatusName> = new Set<StatusName>(["approved", "revoking", "canceling"]);

/** Returns whether the specification lists a status. */
export function isDocumented(status: StatusName): boolean {
  return status === "pending" || endedStatuses.has(status) || decidedStatuses.has(status);
}

/** Returns whether a clearance has ended, so that it has to be requested again. */
export function hasEnded(status: StatusName): boolean {
  return endedStatuses.has(status);
}

/** Returns whether a clearance waits for its carmaker: it is pending, or has a status that no specification lists. */
export function isUndecided(status: StatusName | undefined): boolean {
  return status !== undefined && (status === "pending" || !isDocumented(status));
}

/** The brands whose partners must name their customer in a tag. */
const vwGroupBrands: ReadonlySet<BrandName> = new Set<BrandName>([
  "volkswagen",
  "audi",
  "skoda",
  "seat",
  "cupra",
]);
const vwGroupTag = "vw-group-customer-name";

/** Returns the missing tag of a vehicle: partners of the VW Group must send one with each of its vehicles. */
export function missingTag(
  { vwGroupPartner = false }: App,
  { brand, tags = {} }: Pick<NewClearance, "brand" | "tags">,
): string | undefined {
  return vwGroupPartner && vwGroupBrands.has(brand) && !tags[vwGroupTag] ? vwGroupTag : undefined;
}

/**
 * Returns how the platform will decide a clearance: a vehicle of another brand, or one that is not eligible, is
 * rejected.
 */
export function decideClearance(
  platform: PlatformState,
  vin: string,
  brand: BrandName,
): NewClearance["outcome"] {
  const vehicle = platform.vehicles.get(vin);
  if (vehicle?.rejection !== undefined) return { status: "rejected", reason: vehicle.rejection };
  if (vehicle?.brand !== undefined && vehicle.brand !== brand)
    return { status: "rejected", reason: "the vehicle is of another brand" };
  return eligibilityOf(platform, { vin, brand }).eligible
    ? { status: "approved" }
    : { status: "rejected", reason: "the vehicle is not eligible" };
}

/**
 * Returns the transition status of a clearance that is removed; undefined if it is not pending or approved.
 *
 * @throws {PlatformError} 422 if the carmaker does not allow a cancellation, or not yet.
 */
export function removalStatus(
  { settings }: PlatformState,
  clearance: ClearanceView,
): "revoking" | "canceling" | undefined {
  const { status, brand, insertedAt } = clearance;
  if (status === "approved") return "revoking";
  if (status !== "pending") return undefined;
  if (!cancelableBrands.has(brand))
    throw new PlatformError(422, {
      title: "not supported",
      detail: "cancellation is not supported for this vin",
      source: "vin",
    });
  if (settings.clock.now() < insertedAt + settings.cancelableAfterMs)
    throw new PlatformError(422, {
      title: "too early",
      detail: `cancelable from ${new Date(insertedAt + settings.cancelableAfterMs).toISOString()}`,
      source: "status",
    });
  return "canceling";
}
