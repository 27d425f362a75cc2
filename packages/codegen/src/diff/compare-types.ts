import { compareText, type JsonValue } from "../source/json.ts";
import type { Difference, Pair } from "./difference.ts";
import type { Shape } from "./schema-shape.ts";

/** Types, `null` and listed values: what the compiler sees of a value that is no object. */
export function compareTypes(shapes: Pair<Shape>, path: string): readonly Difference[] {
  const types = typeDifference(shapes, path);
  const nullability = nullDifference(shapes, path);
  if (types?.code === "type-changed") return [types];
  return [...(types ? [types] : []), ...nullability, ...valueDifferences(shapes, path)];
}

function typeDifference(shapes: Pair<Shape>, path: string): Difference | undefined {
  const before = shapes.old.types;
  const after = shapes.new.types;
  const at = { path, old: typeText(shapes.old), new: typeText(shapes.new) };
  if (isSubset(before, after) && isSubset(after, before)) return undefined;
  if (isIntegerOnly(before) && isSubset(asNumbers(before), after) && isSubset(after, asNumbers(before)))
    return { code: "no-longer-integer", ...at };
  if (isIntegerOnly(after) && isSubset(asNumbers(after), before) && isSubset(before, asNumbers(after)))
    return { code: "became-integer", ...at };
  if (isSubset(before, after)) return { code: "type-widened", ...at };
  if (isSubset(after, before)) return { code: "type-narrowed", ...at };
  return { code: "type-changed", ...at };
}

type Types = ReadonlySet<string> | undefined;

/** `undefined` is any type; every integer is a number. */
function isSubset(small: Types, large: Types): boolean {
  if (large === undefined) return true;
  if (small === undefined) return false;
  return [...small].every((type) => large.has(type) || (type === "integer" && large.has("number")));
}

function isIntegerOnly(types: Types): types is ReadonlySet<string> {
  return types?.has("integer") === true && !types.has("number");
}

function asNumbers(types: ReadonlySet<string>): Types {
  return new Set([...types].map((type) => (type === "integer" ? "number" : type)));
}

function nullDifference({ old, new: next }: Pair<Shape>, path: string): readonly Difference[] {
  const was = old.nullable || old.types === undefined;
  const is = next.nullable || next.types === undefined;
  if (was === is) return [];
  const code = is ? "became-nullable" : "no-longer-nullable";
  // Any type includes null: that change is called widened or narrowed already.
  if (old.types === undefined || next.types === undefined) return [];
  return [{ code, path, old: was, new: is }];
}

function valueDifferences({ old, new: next }: Pair<Shape>, path: string): readonly Difference[] {
  const before = old.values;
  const after = next.values;
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ code: "enum-introduced", path, old: null, new: listed(after) }];
  if (after === undefined) return [{ code: "enum-lifted", path, old: listed(before), new: null }];
  return [
    ...missingFrom(after, before).map((value) => difference("enum-value-removed", path, value)),
    ...missingFrom(before, after).map((value) => difference("enum-value-added", path, value)),
  ];
}

function difference(
  code: "enum-value-added" | "enum-value-removed",
  path: string,
  value: JsonValue,
): Difference {
  return code === "enum-value-added"
    ? { code, path, old: null, new: value }
    : { code, path, old: value, new: null };
}

function missingFrom(there: ReadonlySet<string>, here: ReadonlySet<string>): readonly JsonValue[] {
  return listed(new Set([...here].filter((value) => !there.has(value))));
}

function listed(values: ReadonlySet<string> | undefined): readonly JsonValue[] {
  return [...(values ?? [])].sort(compareText).map((text): JsonValue => JSON.parse(text));
}

/** The type in one word or two: `integer | string`, `any`. */
export function typeText({ types, nullable, variants }: Shape): string {
  if (variants.length > 0) return `one of ${variants.length} forms`;
  if (types === undefined) return "any";
  return [...[...types].sort(compareText), ...(nullable ? ["null"] : [])].join(" | ");
}
