import type { ValueType } from "./value-types.ts";

export type BoundName =
  | "minimum"
  | "maximum"
  | "minLength"
  | "maxLength"
  | "minItems"
  | "maxItems"
  | "minContains"
  | "maxContains"
  | "minProperties"
  | "maxProperties";

/** Bounds of numbers, lengths and counts, each with its type. */
export const boundTypes: Readonly<Record<BoundName, ValueType>> = {
  minimum: "number",
  maximum: "number",
  minLength: "string",
  maxLength: "string",
  minItems: "array",
  maxItems: "array",
  minContains: "array",
  maxContains: "array",
  minProperties: "object",
  maxProperties: "object",
};

export interface Bound {
  readonly limit: number;
  /** Whether the limit itself is not allowed. */
  readonly isExclusive: boolean;
}

export type Bounds = ReadonlyMap<BoundName, Bound>;

function isLowerBound(name: BoundName): boolean {
  return name.startsWith("min");
}

/** Returns whether the first bound allows less than the second one. */
export function isTighter(name: BoundName, bound: Bound, than: Bound): boolean {
  if (bound.limit === than.limit) return bound.isExclusive && !than.isExclusive;
  return isLowerBound(name) ? bound.limit > than.limit : bound.limit < than.limit;
}

/** Returns the bounds of values that satisfy both. */
export function meetBounds(left: Bounds, right: Bounds): Bounds {
  const met = new Map(left);
  for (const [name, bound] of right) {
    const other = met.get(name);
    if (other === undefined || isTighter(name, bound, other)) met.set(name, bound);
  }
  return met;
}

/** Returns the bounds of whole numbers as inclusive whole bounds. */
export function wholeBounds(bounds: Bounds): Bounds {
  return new Map(
    [...bounds].map(([name, { limit, isExclusive }]) => {
      const next = isLowerBound(name) ? Math.floor(limit) + 1 : Math.ceil(limit) - 1;
      const nearest = isLowerBound(name) ? Math.ceil(limit) : Math.floor(limit);
      return [name, { limit: isExclusive ? next : nearest, isExclusive: false }];
    }),
  );
}
