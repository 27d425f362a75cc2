import type { Brand, VehicleData, VehicleDataFailure } from "@high-mobility-ts/schema";
import type { ByBrand } from "./brands.ts";

type Capability = Exclude<keyof VehicleData, "vin" | "brand" | "request_id">;

/** A property of vehicle data, as `capability.property`. */
export type PropertyPath = {
  readonly [C in Capability]: `${C}.${Extract<keyof NonNullable<VehicleData[C]>, string>}`;
}[Capability];

/** Properties, by brand. */
export type BrandProfiles = ByBrand<readonly PropertyPath[]>;

const essential = [
  "diagnostics.odometer",
  "diagnostics.estimated_range",
  "diagnostics.fuel_level",
  "charging.battery_level",
  "charging.estimated_range",
  "charging.status",
  "vehicle_location.coordinates",
] as const satisfies readonly PropertyPath[];

const common = [
  ...essential,
  "charging.plugged_in",
  "charging.time_to_complete_charge",
  "diagnostics.fuel_volume",
  "doors.locks_state",
  "doors.positions",
  "maintenance.distance_to_next_service",
  "usage.last_trip_date",
  "usage.odometer_after_last_trip",
  "windows.positions",
] as const satisfies readonly PropertyPath[];

const rich = [
  ...common,
  "charging.charging_rate",
  "charging.max_range",
  "diagnostics.battery_voltage",
  "diagnostics.tire_pressures",
  "doors.locks",
  "engine.status",
  "hood.position",
  "ignition.state",
  "parking_brake.status",
  "trunk.lock",
  "trunk.position",
  "vehicle_location.heading",
] as const satisfies readonly PropertyPath[];

/**
 * The properties of each brand that does not deliver all of them. No official document lists them: the groups are the
 * emulator's own choice, so that applications are tested with different brands.
 */
export const defaultProfiles: BrandProfiles = {
  ...forEach(["mercedes-benz", "bmw", "mini", "porsche", "tesla", "volvo-cars", "polestar"], rich),
  ...forEach(["audi", "volkswagen", "skoda", "seat", "cupra", "kia", "ford", "toyota", "lexus"], common),
  ...forEach(["citroen", "ds", "opel", "peugeot", "vauxhall", "jeep", "fiat"], essential),
  ...forEach(["alfaromeo", "maserati", "renault", "dacia"], essential),
};

function forEach(brands: readonly Brand[], properties: readonly PropertyPath[]): BrandProfiles {
  return Object.fromEntries(brands.map((brand) => [brand, properties]));
}

interface ProfileOptions {
  /** Returns the properties of a brand; undefined if the brand delivers all properties. */
  readonly profile: readonly PropertyPath[] | undefined;
  /** The properties that the token's scopes cover; undefined means all. */
  readonly covered: ReadonlySet<string> | undefined;
  readonly failures: Readonly<Partial<Record<PropertyPath, VehicleDataFailure>>>;
  /** The time of the failures, as RFC 3339. */
  readonly timestamp: string;
}

/** Returns the part of the data that the brand delivers, with failures instead of values if they are set. */
export function applyProfile(
  data: VehicleData,
  { profile, covered, failures, timestamp }: ProfileOptions,
): VehicleData {
  const delivered = profile && new Set<string>(profile);
  const capabilities = Object.entries(data).map(([capability, properties]): [string, unknown] => {
    if (typeof properties !== "object") return [capability, properties];
    const kept = Object.entries(properties)
      .map(([name, value]) => ({ name, value, path: `${capability}.${name}` }))
      .filter(({ path }) => (delivered?.has(path) ?? true) && (covered?.has(path) ?? true))
      .map(({ name, value, path }) => [name, Object.hasOwn(failures, path) ? failed(path, value) : value]);
    return [capability, kept.length > 0 ? Object.fromEntries(kept) : undefined];
  });

  function failed(path: string, value: unknown): unknown {
    const failure = { timestamp, failure: failures[path as PropertyPath] };
    return Array.isArray(value) ? [failure] : failure;
  }

  // The result still matches the schema: properties were only omitted, or replaced by failures.
  return Object.fromEntries(
    capabilities.filter(([, value]) => value !== undefined),
  ) as unknown as VehicleData;
}
