import type { JsonValue } from "../source/json.ts";
import type { ChangeCode } from "./change-codes.ts";
import type { Difference, Pair } from "./difference.ts";
import type { Shape } from "./schema-shape.ts";

/** The keywords that the generated types do not show, `readOnly` and marks aside. */
export function compareKeywords({ old, new: next }: Pair<Shape>, path: string): readonly Difference[] {
  const names = [...new Set([...Object.keys(old.keywords), ...Object.keys(next.keywords)])].sort();
  return names.flatMap((name) => {
    const before = old.keywords[name];
    const after = next.keywords[name];
    if (isSame(before, after)) return [];
    const code = codeFor(name, before, after);
    return code === undefined ? [] : [{ code, path, ...shown(name, before, after) }];
  });
}

function shown(
  name: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): { old: JsonValue; new: JsonValue } {
  const isBound = lowerBounds.has(name) || upperBounds.has(name) || conditions.has(name);
  const say = (value: JsonValue | undefined): JsonValue => {
    if (value === undefined) return null;
    return isBound ? { [name]: value } : value;
  };
  return { old: say(before), new: say(after) };
}

const lowerBounds = new Set(["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"]);
const upperBounds = new Set(["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"]);
const conditions = new Set(["pattern", "multipleOf", "uniqueItems", "not"]);

const marks: Readonly<Record<string, readonly [on: ChangeCode, off: ChangeCode]>> = {
  readOnly: ["became-read-only", "no-longer-read-only"],
  writeOnly: ["became-write-only", "no-longer-write-only"],
  deprecated: ["property-deprecated", "property-undeprecated"],
};

function codeFor(
  name: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): ChangeCode | undefined {
  const mark = marks[name];
  if (mark) return markChange(mark, before ?? false, after ?? false);
  if (name === "format" || name === "default") return `${name}-${kindOfChange(before, after)}`;
  if (name === "uniqueItems") return after === true ? "constraint-tightened" : "constraint-loosened";
  if (conditions.has(name)) return conditionCodes[kindOfChange(before, after)];
  if (!lowerBounds.has(name) && !upperBounds.has(name)) return undefined;
  return isTighter(name, before, after) ? "constraint-tightened" : "constraint-loosened";
}

function markChange(
  [on, off]: readonly [ChangeCode, ChangeCode],
  before: JsonValue,
  after: JsonValue,
): ChangeCode | undefined {
  if (before === after) return undefined;
  return after === true ? on : off;
}

const conditionCodes = {
  added: "constraint-tightened",
  removed: "constraint-loosened",
  changed: "constraint-changed",
} as const;

function kindOfChange(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): "added" | "removed" | "changed" {
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
}

function isTighter(name: string, before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  if (after === undefined) return false;
  if (before === undefined) return true;
  return lowerBounds.has(name) ? Number(after) > Number(before) : Number(after) < Number(before);
}

function isSame(before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}
