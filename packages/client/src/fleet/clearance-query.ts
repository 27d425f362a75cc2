import { checkKnownOptions } from "@high-mobility-ts/guards";
import type { Brand, ClearanceFilter, ClearanceStatus } from "@high-mobility-ts/schema";
import type { AnyBrand } from "./brand.ts";

/** A moment to compare with: one of these. */
export type TimeComparison =
  | { readonly eq: Date }
  | { readonly lt: Date }
  | { readonly gt: Date }
  | { readonly lte: Date }
  | { readonly gte: Date };

/** A status that this version knows, or any other text. */
export type AnyStatus = ClearanceStatus | (string & {});

/** Which clearances are meant: those that satisfy every field. A list means any of its values. */
export interface ClearanceQuery {
  readonly vin?: string | readonly string[] | undefined;
  readonly status?: AnyStatus | readonly AnyStatus[] | undefined;
  readonly brand?: AnyBrand | readonly AnyBrand[] | undefined;
  /** `eq`: exactly these tags. `contains`: these, and maybe others. */
  readonly tags?:
    | { readonly eq: Readonly<Record<string, string>> }
    | { readonly contains: Readonly<Record<string, string>> }
    | undefined;
  readonly insertedAt?: TimeComparison | undefined;
  readonly approvedAt?: TimeComparison | undefined;
}

/** A misspelled field would not filter: every clearance would be meant. */
const knownFields: { readonly [Name in keyof ClearanceQuery]-?: true } = {
  approvedAt: true,
  brand: true,
  insertedAt: true,
  status: true,
  tags: true,
  vin: true,
};

/**
 * The filter that the platform takes, from a shorter form of it. The client sends it as URL-encoded JSON.
 *
 * @example clearanceFilter({ status: "approved", brand: ["bmw", "mini"], insertedAt: { gte: new Date("2026-01-01") } })
 * @throws {TypeError} when a date is none.
 */
export function clearanceFilter(query: ClearanceQuery): ClearanceFilter {
  checkKnownOptions("A clearance query", query, knownFields);
  const { vin, status, brand, tags, insertedAt, approvedAt } = query;
  return {
    ...(vin !== undefined && { vin: oneOf(vin) }),
    ...(status !== undefined && { status: oneOf(status as ClearanceStatus | readonly ClearanceStatus[]) }),
    ...(brand !== undefined && { brand: oneOf(brand as Brand | readonly Brand[]) }),
    ...(tags && { tags: tagsFilter(tags) }),
    ...(insertedAt && { inserted_at: timeFilter("insertedAt", insertedAt) }),
    ...(approvedAt && { approved_at: timeFilter("approvedAt", approvedAt) }),
  };
}

type OneOf<T> = { operator: "eq"; value: T } | { operator: "in"; value: T[] };

function oneOf<T extends string>(wanted: T | readonly T[]): OneOf<T> {
  return typeof wanted === "string"
    ? { operator: "eq", value: wanted }
    : { operator: "in", value: [...wanted] };
}

function tagsFilter(tags: NonNullable<ClearanceQuery["tags"]>): NonNullable<ClearanceFilter["tags"]> {
  return "eq" in tags
    ? { operator: "eq", value: { ...tags.eq } }
    : { operator: "contains", value: { ...tags.contains } };
}

type TimeFilter = NonNullable<ClearanceFilter["inserted_at"]>;

function timeFilter(field: string, comparison: TimeComparison): TimeFilter {
  for (const operator of operators) {
    const date: unknown = Reflect.get(comparison, operator);
    if (date instanceof Date && !Number.isNaN(date.getTime())) return { operator, value: date.toISOString() };
    if (date !== undefined) throw new TypeError(`${field}.${operator} must be a valid Date`);
  }
  throw new TypeError(`${field} must have one of ${operators.join(", ")}`);
}

const operators = ["eq", "lt", "gt", "lte", "gte"] as const satisfies readonly TimeFilter["operator"][];
