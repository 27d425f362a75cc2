import { type Change, describeWhere } from "../../src/diff/codes/change.ts";
import type { JsonValue } from "../../src/source/json.ts";

/** The code, the places, the old value and the new value of a change. */
export type ChangeRow = readonly [code: string, places: string, old: JsonValue, next: JsonValue];

/** Returns the changes without their levels and reasons; places are separated by commas. */
export function rowsOf(changes: readonly Change[]): readonly ChangeRow[] {
  return changes.map(({ code, where, alsoAt, old, new: next }) => [
    code,
    [where, ...alsoAt].map(describeWhere).join(", "),
    old,
    next,
  ]);
}
