import type { Brand } from "@high-mobility-ts/schema";
import type { PlatformState } from "../platform.ts";
import { PlatformError } from "../responder/operation-result.ts";
import { eligibilityOf } from "../vehicles/eligibility.ts";
import type { ClearanceView, NewClearance } from "./clearances.ts";

const cancelableBrands: ReadonlySet<Brand> = new Set<Brand>([
  ...(["mercedes-benz", "volkswagen", "audi", "skoda", "seat", "cupra", "sandbox"] as const),
  ...(["citroen", "ds", "opel", "peugeot", "vauxhall", "jeep", "fiat", "alfaromeo", "maserati"] as const),
]);

/** Returns how the platform will decide a clearance: a vehicle of another brand is rejected, and so is one that is not eligible. */
export function decideClearance(platform: PlatformState, vin: string, brand: Brand): NewClearance["outcome"] {
  const vehicle = platform.vehicles.get(vin);
  if (vehicle?.rejection !== undefined) return { status: "rejected", reason: vehicle.rejection };
  if (vehicle?.brand !== undefined && vehicle.brand !== brand)
    return { status: "rejected", reason: "the vehicle is of another brand" };
  return eligibilityOf(platform, { vin, brand }).eligible
    ? { status: "approved" }
    : { status: "rejected", reason: "the vehicle is not eligible" };
}

/**
 * Returns the status through which a clearance leaves; undefined if it is not pending or approved.
 *
 * @throws {PlatformError} 422 if the carmaker does not allow a cancellation (yet).
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
