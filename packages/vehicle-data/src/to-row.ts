import { canonicalJson } from "./canonical-json.ts";
import type { Sample } from "./sample.ts";

/** A sample as one row of a table. Every column has one type, so it fits SQL, Parquet and time-series stores. */
export interface SampleRow {
  /** The vehicle. */
  readonly vin: string;
  /** For example `diagnostics`. */
  readonly capability: string;
  /** For example `odometer`. */
  readonly property: string;
  /** The name of the item, if the property has several, such as `front_left`. */
  readonly item: string | null;
  /** RFC 3339, in UTC, with milliseconds. */
  readonly timestamp: string | null;
  /** The value, if it is a number. */
  readonly value_number: number | null;
  /** The value, if it is not a number: a text as it is, `true`, `false`, or JSON. */
  readonly value_text: string | null;
  /** The unit of a quantity, such as `kilometers`. */
  readonly unit: string | null;
  /** Why there is no value: the reason, for programs. */
  readonly failure: string | null;
  /** The `message_id` of a push message. */
  readonly message_id: string | null;
}

/** Turns a sample into one flat row. */
export function toRow(sample: Sample): SampleRow {
  const { vin, capability, property, value } = sample;
  return {
    vin,
    capability,
    property,
    item: sample.item ?? null,
    timestamp: sample.timestamp?.toISOString() ?? null,
    value_number: typeof value === "number" ? value : null,
    value_text: textOf(value),
    unit: sample.unit ?? null,
    failure: sample.failure?.reason ?? null,
    message_id: sample.messageId ?? null,
  };
}

function textOf(value: unknown): string | null {
  if (value === undefined || typeof value === "number") return null;
  return typeof value === "string" ? value : canonicalJson(value);
}
