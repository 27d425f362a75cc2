import { checkKnownOptions } from "@high-mobility-ts/guards";
import type { Brand, ClearanceFilter, ClearanceStatus } from "@high-mobility-ts/schema";
import type { AnyBrand } from "./brand.ts";

/** A moment to compare with. Set one of these. */
export type TimeComparison =
  | {
      /** At this moment. */
      readonly eq: Date;
    }
  | {
      /** Before this moment. */
      readonly lt: Date;
    }
  | {
      /** After this moment. */
      readonly gt: Date;
    }
  | {
      /** At this moment or before it. */
      readonly lte: Date;
    }
  | {
      /** At this moment or after it. */
      readonly gte: Date;
    };

/** A status that this version knows, or any other text. */
export type AnyStatus = ClearanceStatus | (string & {});

/** Selects the clearances that match every field. A list matches any of its values. */
export interface ClearanceQuery {
  /** The VIN. */
  readonly vin?: string | readonly string[] | undefined;
  /** The status of the clearance. */
  readonly status?: AnyStatus | readonly AnyStatus[] | undefined;
  /** The brand of the vehicle, as clearances write it. */
  readonly brand?: AnyBrand | readonly AnyBrand[] | undefined;
  /** Tags of the application's own, by name. */
  readonly tags?:
    | {
        /** Only clearances that have exactly these tags. */
        readonly eq: Readonly<Record<string, string>>;
      }
    | {
        /** Only clearances that have these tags. They may have others, too. */
        readonly contains: Readonly<Record<string, string>>;
      }
    | undefined;
  /** When the clearance was created. */
  readonly insertedAt?: TimeComparison | undefined;
  /** When the clearance was approved. */
  readonly approvedAt?: TimeComparison | undefined;
}

/** A misspelled field would not filter: every clearance would be selected. */
const knownFields: { readonly [Name in keyof ClearanceQuery]-?: true } = {
  approvedAt: true,
  brand: true,
  insertedAt: true,
  status: true,
  tags: true,
  vin: true,
};

/**
 * Returns the filter of the platform from a shorter form. The client sends it as URL-encoded JSON.
 *
 * @example clearanceFilter({ status: "approved", brand: ["bmw", "mini"], insertedAt: { gte: new Date("2026-01-01") } })
 * @throws {TypeError} if a date is not valid.
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
