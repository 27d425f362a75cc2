import type { VehicleDataFailure } from "@high-mobility-ts/schema";
import { readTimestamp } from "./read-timestamp.ts";

/** A property as vehicle data has it. */
export interface RawProperty<Data> {
  /** What the vehicle reports. */
  readonly data?: Data | null;
  /** Why the property could not be read. */
  readonly failure?: VehicleDataFailure | null;
  /** When the vehicle produced the value: RFC 3339, as text. */
  readonly timestamp?: string;
}

interface Timed {
  /** When the vehicle produced the value. `undefined` if the vehicle does not report a time. */
  readonly timestamp: Date | undefined;
}

/** What a vehicle reports about one of its properties. */
export type Property<Data> =
  | (Timed & {
      /** There is a value. */
      readonly state: "available";
    } & PropertyValue<Data>)
  | (Timed & {
      /** The property could not be read. */
      readonly state: "failed";
      /** Why there is no value, for programs. */
      readonly reason: VehicleDataFailure["reason"];
      /** Why there is no value, in a sentence. */
      readonly description: string;
    })
  | {
      /** The vehicle reports nothing about the property. */
      readonly state: "absent";
    };

/** Number and unit of a quantity. Any other value as it is. */
export type PropertyValue<Data> = Data extends { value: number; unit: infer Unit extends string }
  ? {
      /** The number, in `unit`. */
      readonly value: number;
      /** The unit of `value`, such as `kilometers`. */
      readonly unit: Unit;
    }
  : {
      /** The value as the vehicle reports it. */
      readonly value: Data;
      readonly unit?: undefined;
    };

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
