import { jsonText } from "../../source/escape.ts";
import { compareText } from "../../source/json.ts";
import type { Change } from "../codes/change.ts";
import { levels } from "../codes/change-rule.ts";

/** `3 changes: 1 major, 2 minor`. */
export function summary(changes: readonly Change[]): string {
  if (changes.length === 0) return "No change for callers.";
  const counts = levels
    .toReversed()
    .map((level) => ({ level, count: changes.filter((change) => change.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${level}`);
  return `${changes.length} ${changes.length === 1 ? "change" : "changes"}: ${counts.join(", ")}`;
}

/** Returns the sentence about unknown references and types, each written by `format`; empty if there are none. */
export function unknownText(unknown: readonly string[], format: (name: string) => string): readonly string[] {
  const [only, ...more] = unknown;
  if (only === undefined) return [];
  const what =
    more.length === 0
      ? "1 reference or type is unknown, so its meaning was not compared"
      : `${unknown.length} references or types are unknown, so their meaning was not compared`;
  return [`${what}: ${unknown.map(format).join(", ")}`];
}

/** Returns `"a" -> "b"`; empty if the code needs no values. */
export function valuesText({ old, new: next }: Change): string {
  if (old === null && next === null) return "";
  if (old === null) return `+ ${jsonText(next)}`;
  if (next === null) return `- ${jsonText(old)}`;
  return `${jsonText(old)} -> ${jsonText(next)}`;
}

/** Groups the changes by the first operation of each. */
export function byOperation(changes: readonly Change[]): readonly (readonly [string, readonly Change[]])[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const group = groups.get(change.where.operation) ?? [];
    group.push(change);
    groups.set(change.where.operation, group);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b));
}

/** The number of shown places; `--json` has all of them. */
const maxPlaces = 4;

/** Returns the other places of a change, each formatted with `format`, and the number of other ones. */
export function otherPlaces(
  { alsoAt }: Change,
  format: (place: Change["where"]) => string,
): readonly string[] {
  const rest = alsoAt.length - maxPlaces;
  return [
    ...alsoAt.slice(0, maxPlaces).map(format),
    ...(rest > 0 ? [`${rest} more ${rest === 1 ? "place" : "places"}`] : []),
  ];
}
