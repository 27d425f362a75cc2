import type { VehicleDataFailure } from "@high-mobility-ts/schema";

/** A property as vehicle data has it. */
export interface RawProperty<Data> {
  readonly data?: Data;
  readonly failure?: VehicleDataFailure | null;
  readonly timestamp?: string;
}

interface Timed {
  /** When the vehicle measured it; undefined when it does not say. */
  readonly timestamp: Date | undefined;
}

/** What a vehicle says of one of its properties. */
export type Property<Data> =
  | (Timed & { readonly state: "available" } & PropertyValue<Data>)
  /** It could not be read. */
  | (Timed & {
      readonly state: "failed";
      readonly reason: VehicleDataFailure["reason"];
      readonly description: string;
    })
  /** The vehicle says nothing of it. */
  | { readonly state: "absent" };

/** Number and unit of a quantity; anything else as it is. */
export type PropertyValue<Data> = Data extends { value: number; unit: infer Unit extends string }
  ? { readonly value: number; readonly unit: Unit }
  : { readonly value: Data; readonly unit?: undefined };

/**
 * Reads a property of vehicle data: value, unit and time, or why there is none.
 *
 * @example
 * const odometer = property(vehicle.diagnostics?.odometer);
 * if (odometer.state === "available") console.log(toUnit(odometer, "miles").value, odometer.timestamp);
 */
export function property<Data>(raw: RawProperty<Data> | undefined): Property<Data> {
  if (raw?.data === undefined && !raw?.failure) return { state: "absent" };
  const { data, failure } = raw;
  const timestamp = readTime(raw.timestamp);
  if (data === undefined && failure)
    return { state: "failed", reason: failure.reason, description: failure.description, timestamp };
  const value: object = isQuantity(data) ? { value: data.value, unit: data.unit } : { value: data };
  const available: object = { state: "available", ...value, timestamp };
  // PropertyValue makes the same distinction.
  return available as Property<Data>;
}

function isQuantity(data: unknown): data is { readonly value: number; readonly unit: string } {
  return typeof data === "object" && data !== null && "value" in data && "unit" in data;
}

function readTime(text: string | undefined): Date | undefined {
  const time = new Date(text ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
