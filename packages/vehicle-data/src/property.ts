import type { VehicleDataFailure } from "@high-mobility-ts/schema";
import { readTimestamp } from "./read-timestamp.ts";

/** A property as vehicle data has it. */
export interface RawProperty<Data> {
  readonly data?: Data | null;
  readonly failure?: VehicleDataFailure | null;
  readonly timestamp?: string;
}

interface Timed {
  /** When the vehicle produced the value. `undefined` if the vehicle does not say it. */
  readonly timestamp: Date | undefined;
}

/** What a vehicle reports about one of its properties. */
export type Property<Data> =
  | (Timed & { readonly state: "available" } & PropertyValue<Data>)
  /** The property could not be read. */
  | (Timed & {
      readonly state: "failed";
      readonly reason: VehicleDataFailure["reason"];
      readonly description: string;
    })
  /** The vehicle reports nothing about it. */
  | { readonly state: "absent" };

/** Number and unit of a quantity. Any other value as it is. */
export type PropertyValue<Data> = Data extends { value: number; unit: infer Unit extends string }
  ? { readonly value: number; readonly unit: Unit }
  : { readonly value: Data; readonly unit?: undefined };

/**
 * Reads a property of vehicle data: its value, unit and time, or why there is no value. The `timestamp` of the result is a
 * `Date`, the one of the property is text.
 *
 * @example
 * const odometer = property(vehicle.diagnostics?.odometer);
 * if (odometer.state === "available") console.log(toUnit(odometer, "miles").value, odometer.timestamp);
 */
export function property<Data>(raw: RawProperty<Data> | undefined): Property<Data> {
  const data = raw?.data ?? undefined;
  const timestamp = readTimestamp(raw?.timestamp);
  if (data === undefined) {
    if (!raw?.failure) return { state: "absent" };
    const { reason, description } = raw.failure;
    return { state: "failed", reason, description, timestamp };
  }
  const value: object = isQuantity(data) ? { value: data.value, unit: data.unit } : { value: data };
  const available: object = { state: "available", ...value, timestamp };
  // PropertyValue makes the same distinction.
  return available as Property<Data>;
}

function isQuantity(data: unknown): data is { readonly value: number; readonly unit: string } {
  return typeof data === "object" && data !== null && "value" in data && "unit" in data;
}
