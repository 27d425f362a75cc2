import { describe, expect, test } from "vitest";
import { answering, diff, object, text } from "../../../test/diff-kit.ts";
import { type ChangeRow, rowsOf } from "../../../test/support/change-rows.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";

type Row = readonly [code: string, path: string, old: JsonValue, next: JsonValue];

function found(old: JsonValue, next: JsonValue): readonly ChangeRow[] {
  return rowsOf(diff(answering(old), answering(next)));
}

function inResponse(rows: readonly Row[]): readonly ChangeRow[] {
  return rows.map(([code, path, old, next]) => [code, `response 200 ${path}`.trim(), old, next]);
}

const number: JsonObject = { type: "number" };

function types(...type: string[]): JsonObject {
  return { type };
}

function tuple(...prefixItems: JsonValue[]): JsonObject {
  return { type: "array", prefixItems };
}

function kind(name: string, more: JsonObject = {}): JsonObject {
  return object({ kind: { const: name }, ...more }, { required: ["kind"] });
}

interface Case {
  readonly name: string;
  readonly given: readonly [JsonValue, JsonValue];
  readonly want: readonly Row[];
}

const ofTypes: readonly Case[] = [
  {
    name: "one more type, and null",
    given: [text, types("string", "number", "null")],
    want: [
      ["became-nullable", "", false, true],
      ["type-widened", "", "string", "number | string | null"],
    ],
  },
  {
    name: "one type less, and no null",
    given: [types("string", "number", "null"), text],
    want: [
      ["no-longer-nullable", "", true, false],
      ["type-narrowed", "", "number | string | null", "string"],
    ],
  },
  {
    name: "another type, and null",
    given: [text, types("number", "null")],
    want: [["type-changed", "", "string", "number | null"]],
  },
  { name: "any type instead of one", given: [text, {}], want: [["type-widened", "", "string", "any"]] },
  { name: "one type instead of any", given: [{}, text], want: [["type-narrowed", "", "any", "string"]] },
  {
    name: "any type but null",
    given: [{}, types("array", "boolean", "number", "object", "string")],
    want: [["no-longer-nullable", "", true, false]],
  },
  {
    name: "other keywords beside a type less, which is compared on its own",
    given: [
      { type: ["string", "number"], maxLength: 3 },
      { ...text, maxLength: 2 },
    ],
    want: [
      ["constraint-tightened", "", { maxLength: 3 }, { maxLength: 2 }],
      ["type-narrowed", "", "number | string", "string"],
    ],
  },
  {
    name: "another keyword of a schema that became any type",
    given: [{ ...text, maxLength: 3 }, { maxLength: 2 }],
    want: [["type-widened", "", "string", "any"]],
  },
  {
    name: "another keyword of a schema for any type",
    given: [{ maxLength: 3 }, { maxLength: 2 }],
    want: [["constraint-tightened", "", { maxLength: 3 }, { maxLength: 2 }]],
  },
  {
    name: "two references to nothing in another order",
    given: [{ allOf: [{ $ref: "#/a" }, { $ref: "#/b" }] }, { allOf: [{ $ref: "#/b" }, { $ref: "#/a" }] }],
    want: [],
  },
  {
    name: "a keyword beside a reference to nothing",
    given: [
      { ...text, $ref: "#/a", maxLength: 3 },
      { ...text, $ref: "#/b", maxLength: 2 },
    ],
    want: [["type-changed", "", "#/a", "#/b"]],
  },
  {
    name: "several valid variants",
    given: [
      { oneOf: [object({ a: text }), object({ b: text })] },
      { anyOf: [object({ a: text }), object({ b: text })] },
    ],
    want: [["constraint-loosened", "", "oneOf", "anyOf"]],
  },
  {
    name: "several valid variants of which one is new",
    given: [
      { oneOf: [object({ a: text }), object({ b: text })] },
      { anyOf: [object({ a: text }), object({ b: text }), kind("c")] },
    ],
    want: [["variant-added", "", null, "kind=c"]],
  },
  {
    name: "several valid variants that exclude each other",
    given: [{ oneOf: [kind("a"), kind("b")] }, { anyOf: [kind("a"), kind("b")] }],
    want: [],
  },
];

const ofArrays: readonly Case[] = [
  {
    name: "a shorter tuple",
    given: [tuple(text, text), tuple(text)],
    want: [
      ["type-changed", "", "array that begins with 2 own elements", "array that begins with 1 own elements"],
    ],
  },
  {
    name: "a list instead of a tuple",
    given: [tuple(text), { type: "array" }],
    want: [["type-changed", "", "array that begins with 1 own elements", "array"]],
  },
  {
    name: "elements of a tuple, which is closed now",
    given: [tuple(text, number), { ...tuple(number, number), items: false }],
    want: [
      ["constraint-tightened", "", null, { items: false }],
      ["type-changed", "[0]", "string", "number"],
    ],
  },
  {
    name: "further elements of a tuple that was closed",
    given: [
      { ...tuple(text), items: false },
      { ...tuple(text), items: number },
    ],
    want: [["constraint-loosened", "", { items: false }, null]],
  },
  {
    name: "an element of a closed tuple",
    given: [
      { ...tuple(text), items: false },
      { ...tuple(number), items: false },
    ],
    want: [["type-changed", "[0]", "string", "number"]],
  },
  {
    name: "further elements of any type",
    given: [
      { ...tuple(text), items: number },
      { ...tuple(number), items: {} },
    ],
    want: [
      ["type-changed", "[0]", "string", "number"],
      ["type-widened", "[]", "number", "any"],
    ],
  },
  {
    name: "elements that are listed, and were of any type",
    given: [{ type: "array" }, { type: "array", items: number }],
    want: [["type-narrowed", "[]", "any", "number"]],
  },
];

const ofVariants: readonly Case[] = [
  {
    name: "the same property less in each variant",
    given: [{ oneOf: [kind("a", { x: text }), kind("b", { x: text })] }, { oneOf: [kind("a"), kind("b")] }],
    want: [["property-removed", ".x", "string", null]],
  },
  {
    name: "a property of the only variant of a type",
    given: [{ oneOf: [text, kind("a", { x: text })] }, { oneOf: [text, kind("a", { x: number })] }],
    want: [["type-changed", ".x", "string", "number"]],
  },
  {
    name: "the same required name in each variant",
    given: [{ oneOf: [kind("a"), kind("b")] }, { oneOf: [kind("a"), kind("b")], required: ["x"] }],
    want: [["constraint-tightened", "", null, { required: "x" }]],
  },
  {
    name: "a property in one variant",
    given: [
      { oneOf: [kind("a", { x: text }), kind("b", { x: text })] },
      { oneOf: [kind("a", { x: text }), kind("b", { x: number })] },
    ],
    want: [["type-changed", "(kind=b).x", "string", "number"]],
  },
  {
    name: "a variant more and a variant less",
    given: [
      { oneOf: [kind("a"), kind("b"), kind("c")] },
      { oneOf: [kind("d"), kind("a"), kind("e"), kind("f")] },
    ],
    want: [
      ["variant-added", "", null, "kind=d"],
      ["variant-added", "", null, "kind=e"],
      ["variant-added", "", null, "kind=f"],
      ["variant-removed", "", "kind=b", null],
      ["variant-removed", "", "kind=c", null],
    ],
  },
  {
    name: "one variant left on each side, which is compared",
    given: [{ oneOf: [kind("a"), kind("b", { x: text })] }, { oneOf: [kind("a"), kind("c", { x: number })] }],
    want: [
      ["enum-value-added", "(kind=b).kind", null, "c"],
      ["enum-value-removed", "(kind=b).kind", "b", null],
      ["type-changed", "(kind=b).x", "string", "number"],
    ],
  },
];

describe.each([
  { part: "types", table: ofTypes },
  { part: "arrays", table: ofArrays },
  { part: "variants", table: ofVariants },
])("a change of $part has a code, a place and both values", ({ table }) => {
  test.each(table)("$name", ({ given: [old, next], want }) => {
    expect(found(old, next)).toEqual(inResponse(want));
  });
});
