import type { Brand, ClearanceStatus, VehicleData } from "@high-mobility-ts/schema";
import type { ClearanceView } from "./clearances.ts";
import type { App, Vehicle } from "./options.ts";
import type { Platform } from "./platform.ts";
import { vehicleDataAt } from "./vehicle-data.ts";

/** A vehicle as it stands now, seen past the API: no consent is needed, and no request counted. */
export interface VehicleView {
  readonly vin: string;
  readonly brand: Brand | undefined;
  /** The application that asked for its clearance; absent, like `status`, when none did. */
  readonly clientId: string | undefined;
  readonly status: ClearanceStatus | undefined;
  /** When it reached that status, in milliseconds since the epoch. */
  readonly since: number | undefined;
  /** Why it was rejected. */
  readonly reason: string | undefined;
  readonly privacyMode: boolean;
  readonly asleep: boolean;
  /** What a call would answer; absent where it would be refused. */
  readonly data: VehicleData | undefined;
}

export interface FleetView {
  /** How many there are; `vehicles` has the first of them. */
  readonly total: number;
  readonly vehicles: readonly VehicleView[];
}

/** Configured vehicles without a clearance come last. */
export function inspectFleet(platform: Platform, limit: number): FleetView {
  const { settings, vehicles } = platform;
  const views: VehicleView[] = [];
  const enrolled = new Set<string>();
  let total = 0;
  for (const app of settings.apps)
    for (const clearance of platform.clearancesOf(app).list()) {
      total += 1;
      if (vehicles.has(clearance.vin)) enrolled.add(clearance.vin);
      if (views.length < limit) views.push(viewOf(platform, app, clearance));
    }
  for (const vehicle of vehicles.values()) {
    if (enrolled.has(vehicle.vin)) continue;
    total += 1;
    if (views.length < limit) views.push(idle(vehicle));
  }
  return { total, vehicles: views };
}

function viewOf(platform: Platform, app: App, clearance: ClearanceView): VehicleView {
  const { vin, brand, status, changelog } = clearance;
  const vehicle = platform.vehicles.get(vin);
  const { privacyMode = false, asleep = false } = vehicle ?? {};
  const last = changelog?.at(-1);
  const answers = status === "approved" && !privacyMode && !asleep;
  const now = platform.settings.clock.now();
  return {
    vin,
    brand,
    clientId: app.clientId,
    status,
    since: last && Date.parse(last.timestamp),
    reason: last?.reason,
    privacyMode,
    asleep,
    data: answers ? vehicleDataAt({ vin, brand, now, random: platform.random, requestId: "" }) : undefined,
  };
}

const idle = ({ vin, brand, privacyMode = false, asleep = false }: Vehicle): VehicleView => ({
  vin,
  brand,
  clientId: undefined,
  status: undefined,
  since: undefined,
  reason: undefined,
  privacyMode,
  asleep,
  data: undefined,
});
