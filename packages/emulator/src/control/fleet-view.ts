import type { VehicleData } from "@high-mobility-ts/schema";
import type { ClearanceView, StatusName } from "../clearances/clearances.ts";
import type { App, Vehicle } from "../options.ts";
import type { PlatformState } from "../platform.ts";
import type { BrandName } from "../vehicles/brands.ts";
import { vehicleDataAt } from "../vehicles/vehicle-data.ts";

/** The current state of a vehicle, without the API: no consent is needed, and no request is counted. */
export interface VehicleView {
  /** The vehicle. */
  readonly vin: string;
  /** Its brand, if it is known. */
  readonly brand: BrandName | undefined;
  /** The application that requested its clearance; absent, like `status`, if there is none. */
  readonly clientId: string | undefined;
  /** The status of its clearance. */
  readonly status: StatusName | undefined;
  /** When the status began, in milliseconds since the epoch. */
  readonly since: number | undefined;
  /** Why it was rejected. */
  readonly reason: string | undefined;
  /** Whether its driver has switched off data. */
  readonly privacyMode: boolean;
  /** Whether it does not respond. */
  readonly asleep: boolean;
  /** Whether the owner has withdrawn the consent at the carmaker. */
  readonly consentRemoved: boolean;
  /**
   * All simulated data of the vehicle, regardless of brand and permissions; absent without an approved clearance.
   */
  readonly data: VehicleData | undefined;
}

/** The current state of the first vehicles of the fleet. */
export interface FleetView {
  /** The number of all vehicles; `vehicles` has the first of them. */
  readonly total: number;
  /** The first vehicles. */
  readonly vehicles: readonly VehicleView[];
}

/** Configured vehicles without a clearance come last. */
export function inspectFleet(platform: PlatformState, limit: number): FleetView {
  const { apps } = platform.settings;
  const fleets = apps.map((app) => ({ app, clearances: platform.clearancesOf(app) }));
  const idle = [...platform.vehicles.values()].filter(
    ({ vin }) => !fleets.some(({ clearances }) => clearances.has(vin)),
  );
  const total = fleets.reduce((sum, { clearances }) => sum + clearances.size, idle.length);
  const vehicles: VehicleView[] = [];
  for (const { app, clearances } of fleets)
    for (const clearance of clearances.list()) {
      if (vehicles.length >= limit) return { total, vehicles };
      vehicles.push(viewOf(platform, app, clearance));
    }
  return { total, vehicles: [...vehicles, ...idle.slice(0, limit - vehicles.length).map(viewOfIdle)] };
}

function viewOf(platform: PlatformState, app: App, clearance: ClearanceView): VehicleView {
  const { vin, brand, status, changes } = clearance;
  const vehicle = platform.vehicles.get(vin);
  const { privacyMode = false, asleep = false, consentRemoved = false, powertrain } = vehicle ?? {};
  const last = changes.at(-1);
  const { random, settings } = platform;
  const now = settings.clock.now();
  return {
    vin,
    brand,
    clientId: app.clientId,
    status,
    since: last?.at,
    reason: last?.reason,
    privacyMode,
    asleep,
    consentRemoved,
    data:
      status === "approved"
        ? vehicleDataAt({ vin, brand, now, random, requestId: "", powertrain })
        : undefined,
  };
}

function viewOfIdle({
  vin,
  brand,
  privacyMode = false,
  asleep = false,
  consentRemoved = false,
}: Vehicle): VehicleView {
  return {
    vin,
    brand,
    clientId: undefined,
    status: undefined,
    since: undefined,
    reason: undefined,
    privacyMode,
    asleep,
    consentRemoved,
    data: undefined,
  };
}
