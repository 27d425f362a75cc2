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

const viewOfIdle = ({ vin, brand, privacyMode = false, asleep = false }: Vehicle): VehicleView => ({
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
