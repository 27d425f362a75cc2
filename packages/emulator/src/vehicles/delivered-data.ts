import type { VehicleData } from "@high-mobility-ts/schema";
import type { PlatformState } from "../platform.ts";
import { PlatformError } from "../responder/operation-output.ts";
import { applyProfile } from "./brand-profiles.ts";
import type { BrandName } from "./brands.ts";
import { vehicleDataAt } from "./vehicle-data.ts";

interface DataQuestion {
  readonly vin: string;
  readonly brand: BrandName;
  readonly requestId: string;
  /** The properties that may be delivered; undefined means all. */
  readonly covered?: ReadonlySet<string> | undefined;
}

/** Returns why a vehicle delivers no data at the moment; undefined if it does. */
export function nonDelivery(
  { vehicles, carmakers }: PlatformState,
  { vin, brand }: Pick<DataQuestion, "vin" | "brand">,
): PlatformError | undefined {
  const vehicle = vehicles.get(vin);
  if (vehicle?.consentRemoved) return new PlatformError(401, { detail: "Consent is removed by OEM" });
  if (vehicle?.privacyMode) return new PlatformError(403, { detail: "Privacy mode is active" });
  const outage = carmakers.outageOf(brand);
  if (outage) return new PlatformError(outage, { detail: `${brand} does not deliver data at the moment` });
  if (vehicle?.asleep)
    return new PlatformError(408, { detail: "the vehicle does not respond: it is asleep or offline" });
  return undefined;
}

/** Returns the current data of a vehicle: the properties of its brand, with the failures that were set. */
export function deliveredData(
  { random, settings, vehicles }: PlatformState,
  { vin, brand, requestId, covered }: DataQuestion,
): VehicleData {
  const now = settings.clock.now();
  const { powertrain, failures = {} } = vehicles.get(vin) ?? {};
  const data = vehicleDataAt({ vin, brand, now, random, requestId, powertrain });
  const timestamp = new Date(now).toISOString();
  return applyProfile(data, { profile: settings.brandProfiles[brand], covered, failures, timestamp });
}
