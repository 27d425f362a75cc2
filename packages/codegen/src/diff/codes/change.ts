import type { JsonValue } from "../../source/json.ts";
import { type ChangeCode, ratingOf } from "./change-codes.ts";
import { type Level, levels, type Side } from "./change-rule.ts";

/** The place of the change for a caller. */
export interface Where {
  /** `METHOD path`; for messages and lone schemas the kind and the name. */
  readonly operation: string;
  readonly side: Side;
  /** The status of a response, as the specification writes it: `200`, `default`. */
  readonly status?: string;
  /** In the caller's terms: `body.vehicles[].brand`, `.diagnostics.odometer.data.unit`; empty for the whole. */
  readonly path: string;
}

export interface Change {
  readonly code: ChangeCode;
  readonly level: Level;
  readonly where: Where;
  /** The other places of the same change, such as those of a schema that several operations use. */
  readonly alsoAt: readonly Where[];
  /** `null` if there was no value. */
  readonly old: JsonValue;
  readonly new: JsonValue;
  /** One sentence. */
  readonly reason: string;
}

/** Returns a change with the level and the reason that its code has on its side. */
export function changeOf(
  code: ChangeCode,
  where: Where,
  values: { readonly old?: JsonValue; readonly new?: JsonValue } = {},
  alsoAt: readonly Where[] = [],
): Change {
  const { level, reason } = ratingOf(code, where.side);
  return { code, level, where, alsoAt, old: values.old ?? null, new: values.new ?? null, reason };
}

/** Returns the highest level among the changes; `none` without any. */
export function levelOf(changes: readonly Change[]): Level | "none" {
  return levels.findLast((level) => changes.some((change) => change.level === level)) ?? "none";
}

export function isAtLeast(level: Level | "none", threshold: Level): boolean {
  return levels.slice(levels.indexOf(threshold)).some((sufficient) => sufficient === level);
}

/** `request body.brand`, `response 200 .vin`. */
export function describeWhere({ side, status, path }: Where): string {
  return [side, status, path].filter(Boolean).join(" ");
}
