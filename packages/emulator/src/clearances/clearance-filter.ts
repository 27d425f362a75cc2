import type { ClearanceFilter } from "@high-mobility-ts/schema";
import type { ClearanceView } from "./clearances.ts";

/** Returns whether a clearance matches every field of a filter. */
export function matches(clearance: ClearanceView, filter: ClearanceFilter): boolean {
  const { vin, status, brand, tags, approved_at: approvedAt, inserted_at: insertedAt } = filter;
  return (
    (!vin || isOneOf(clearance.vin, vin.value)) &&
    (!status || isOneOf(clearance.status, status.value)) &&
    (!brand || isOneOf(clearance.brand, brand.value)) &&
    (!tags || hasTags(clearance.tags ?? {}, tags)) &&
    (!approvedAt || isAt(clearance.approvedAt, approvedAt)) &&
    (!insertedAt || isAt(clearance.insertedAt, insertedAt))
  );
}

function isOneOf(actual: string, wanted: string | readonly string[]): boolean {
  return typeof wanted === "string" ? actual === wanted : wanted.includes(actual);
}

function hasTags(
  actual: Readonly<Record<string, string>>,
  wanted: NonNullable<ClearanceFilter["tags"]>,
): boolean {
  const entries = Object.entries(wanted.value);
  const contains = entries.every(([key, value]) => actual[key] === value);
  return contains && (wanted.operator === "contains" || entries.length === Object.keys(actual).length);
}

function isAt(
  actual: number | undefined,
  { operator, value }: NonNullable<ClearanceFilter["approved_at"]>,
): boolean {
  if (actual === undefined) return false;
  const wanted = Date.parse(value);
  switch (operator) {
    case "eq":
      return actual === wanted;
    case "lt":
      return actual < wanted;
    case "gt":
      return actual > wanted;
    case "lte":
      return actual <= wanted;
    case "gte":
      return actual >= wanted;
    default:
      return operator satisfies never;
  }
}
