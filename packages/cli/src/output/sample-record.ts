import type { Sample } from "@high-mobility-ts/client";
import type { OutputRecord } from "./record.ts";

/** The columns of a sample in a table. */
export const shortColumns: readonly string[] = ["property", "value", "unit", "time"];

/** Returns a sample as a record for a table. */
export function sampleRecord(sample: Sample): OutputRecord {
  const { vin, capability, property, item, unit, timestamp } = sample;
  const name = `${capability}.${property}${item === undefined ? "" : ` ${item}`}`;
  return { vin, property: name, value: valueText(sample), unit, time: timestamp?.toISOString() };
}

function valueText({ value, failure }: Sample): string {
  if (failure) return `(${failure.reason})`;
  if (typeof value === "number") return String(Math.round(value * 1e6) / 1e6);
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
