import { isRecord } from "./read-item.ts";
import type { Sample } from "./sample.ts";
import { toUnit } from "./to-unit.ts";
import type { VehicleState } from "./vehicle-state.ts";

/** RFC 7946: one point per vehicle. */
export interface VehicleFeatures {
  /** The type in GeoJSON. */
  readonly type: "FeatureCollection";
  /** One point per vehicle. */
  readonly features: VehicleFeature[];
}

/** The last known position of one vehicle. */
export interface VehicleFeature {
  /** The type in GeoJSON. */
  readonly type: "Feature";
  /** The VIN. */
  readonly id: string;
  /** Where the vehicle was. */
  readonly geometry: {
    /** The type in GeoJSON. */
    readonly type: "Point";
    /** Longitude and latitude, in degrees. */
    readonly coordinates: [longitude: number, latitude: number];
  };
  /** Other known facts about the position. */
  readonly properties: {
    /** The VIN. */
    readonly vin: string;
    /** When the vehicle was there: RFC 3339, in UTC. */
    readonly timestamp: string | null;
    /** Degrees clockwise from north. */
    readonly heading: number | null;
    /** Whether the position is only approximate. */
    readonly fuzzy: boolean;
  };
}

/**
 * Returns the last known positions of vehicles as GeoJSON. A vehicle that has never reported its position is
 * left out.
 */
export function toGeoJson(state: VehicleState): VehicleFeatures {
  const features: VehicleFeature[] = [];
  for (const vin of state.vins()) {
    const feature =
      featureOf(state, vin, state.get(vin, "vehicle_location", "coordinates")) ??
      featureOf(state, vin, state.get(vin, "vehicle_location", "fuzzy_coordinates"));
    if (feature) features.push(feature);
  }
  return { type: "FeatureCollection", features };
}

function featureOf(state: VehicleState, vin: string, sample: Sample | undefined): VehicleFeature | undefined {
  const coordinates = coordinatesOf(sample?.value);
  if (!sample || !coordinates) return undefined;
  return {
    type: "Feature",
    id: vin,
    geometry: { type: "Point", coordinates },
    properties: {
      vin,
      timestamp: sample.timestamp?.toISOString() ?? null,
      heading: headingOf(state.get(vin, "vehicle_location", "heading")),
      fuzzy: sample.property === "fuzzy_coordinates",
    },
  };
}

function coordinatesOf(value: unknown): [longitude: number, latitude: number] | undefined {
  if (!isRecord(value)) return undefined;
  const { longitude, latitude } = value as { readonly longitude: unknown; readonly latitude: unknown };
  return isWithin(longitude, 180) && isWithin(latitude, 90) ? [longitude, latitude] : undefined;
}

function isWithin(value: unknown, bound: number): value is number {
  return typeof value === "number" && Math.abs(value) <= bound;
}

function headingOf(sample: Sample<"vehicle_location", "heading"> | undefined): number | null {
  const { value, unit } = sample ?? {};
  if (value === undefined || unit === undefined) return null;
  try {
    return toUnit({ value, unit }, "degrees").value;
  } catch {
    // This version does not know the unit.
    return null;
  }
}
