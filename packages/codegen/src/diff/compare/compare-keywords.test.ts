import { describe, expect, test } from "vitest";
import { answering, diff, object, text } from "../../../test/diff-kit.ts";
import { type ChangeRow, rowsOf } from "../../../test/support/change-rows.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";

type Row = readonly [code: string, old: JsonValue, next: JsonValue];

/** The changes of a schema in a response, which is at one place. */
function found(old: JsonValue, next: JsonValue): readonly ChangeRow[] {
  return rowsOf(diff(answering(old), answering(next)));
}

function here(rows: readonly Row[]): readonly ChangeRow[] {
  return rows.map(([code, old, next]) => [code, "response 200", old, next]);
}

const number: JsonObject = { type: "number" };

function multiples(...values: number[]): JsonObject {
  return { allOf: [number, ...values.map((multipleOf) => ({ multipleOf }))] };
}

describe("a change of a keyword has the code of its effect", () => {
  const table: { name: string; given: readonly [JsonValue, JsonValue]; want: readonly Row[] }[] = [
    {
      name: "a removed format",
      given: [{ ...text, format: "date" }, text],
      want: [["format-removed", "date", null]],
    },
    {
      name: "a changed format",
      given: [
        { ...text, format: "date" },
        { ...text, format: "time" },
      ],
      want: [["format-changed", "date", "time"]],
    },
    {
      name: "two formats of which one stays",
      given: [
        { allOf: [{ ...text, format: "a" }, { format: "b" }] },
        { allOf: [{ ...text, format: "b" }, { format: "c" }, { format: "d" }] },
      ],
      want: [["format-changed", "a", ["c", "d"]]],
    },
    {
      name: "a new media type",
      given: [text, { ...text, contentMediaType: "text/csv" }],
      want: [["format-added", null, { contentMediaType: "text/csv" }]],
    },
    {
      name: "a new encoding",
      given: [text, { ...text, contentEncoding: "base64" }],
      want: [["format-changed", null, { contentEncoding: "base64" }]],
    },
    {
      name: "a name in XML",
      given: [text, { ...text, xml: { name: "a" } }],
      want: [["format-changed", null, { xml: { name: "a" } }]],
    },
    {
      name: "a new step",
      given: [number, multiples(2)],
      want: [["constraint-tightened", null, { multipleOf: 2 }]],
    },
    {
      name: "a removed step",
      given: [multiples(2), number],
      want: [["constraint-loosened", { multipleOf: 2 }, null]],
    },
    {
      name: "a larger step",
      given: [multiples(2), multiples(4)],
      want: [["constraint-tightened", { multipleOf: 2 }, { multipleOf: 4 }]],
    },
    {
      name: "a smaller step",
      given: [multiples(4), multiples(2)],
      want: [["constraint-loosened", { multipleOf: 4 }, { multipleOf: 2 }]],
    },
    {
      name: "another step",
      given: [multiples(4), multiples(3)],
      want: [["constraint-changed", { multipleOf: 4 }, { multipleOf: 3 }]],
    },
    {
      name: "two steps instead of one",
      given: [multiples(2), multiples(4, 6)],
      want: [["constraint-changed", { multipleOf: 2 }, { multipleOf: [4, 6] }]],
    },
    {
      name: "one step instead of two",
      given: [multiples(4, 6), multiples(2)],
      want: [["constraint-changed", { multipleOf: [4, 6] }, { multipleOf: 2 }]],
    },
    {
      name: "a new pattern",
      given: [text, { ...text, pattern: "a" }],
      want: [["constraint-tightened", null, { pattern: "a" }]],
    },
    {
      name: "a removed pattern",
      given: [{ ...text, pattern: "a" }, text],
      want: [["constraint-loosened", { pattern: "a" }, null]],
    },
    {
      name: "a changed pattern",
      given: [
        { ...text, pattern: "a" },
        { ...text, pattern: "b" },
      ],
      want: [["constraint-changed", { pattern: "a" }, { pattern: "b" }]],
    },
    {
      name: "unique items",
      given: [{ type: "array" }, { type: "array", uniqueItems: true }],
      want: [["constraint-tightened", null, { uniqueItems: true }]],
    },
    {
      name: "a removed `not` schema",
      given: [{ ...text, not: { const: "a" } }, text],
      want: [["constraint-loosened", { not: "string" }, null]],
    },
    {
      name: "a changed `not` schema",
      given: [
        { ...text, not: { const: "a" } },
        { ...text, not: { const: "b" } },
      ],
      want: [["constraint-changed", { not: "string" }, { not: "string" }]],
    },
    {
      name: "one more `not` schema",
      given: [
        { allOf: [text, { not: { const: "a" } }] },
        { allOf: [text, { not: { const: 1 } }, { not: { const: "a" } }] },
      ],
      want: [["constraint-tightened", null, { not: "number" }]],
    },
    {
      name: "one of two schemas that depend on properties",
      given: [
        object({}, { dependentSchemas: { a: object({ c: text }), b: object({ c: text }) } }),
        object({}, { dependentSchemas: { a: object({ c: text }), b: object({ d: text }) } }),
      ],
      want: [["constraint-changed", { "dependentSchemas b": "object" }, { "dependentSchemas b": "object" }]],
    },
    {
      name: "a bound that is the same and exclusive",
      given: [
        { ...number, maximum: 1 },
        { ...number, exclusiveMaximum: 1 },
      ],
      want: [["constraint-tightened", { maximum: 1 }, { exclusiveMaximum: 1 }]],
    },
    {
      name: "a bound that is the same and no longer exclusive",
      given: [
        { ...number, exclusiveMaximum: 1 },
        { ...number, maximum: 1 },
      ],
      want: [["constraint-loosened", { exclusiveMaximum: 1 }, { maximum: 1 }]],
    },
    {
      name: "two bounds",
      given: [
        { ...number, minimum: 1, maximum: 5 },
        { ...number, minimum: 2, maximum: 6 },
      ],
      want: [
        ["constraint-loosened", { maximum: 5 }, { maximum: 6 }],
        ["constraint-tightened", { minimum: 1 }, { minimum: 2 }],
      ],
    },
    {
      name: "values added and removed",
      given: [{ enum: ["a", "b", "c"] }, { enum: ["d", "b", "e"] }],
      want: [
        ["enum-value-added", null, "d"],
        ["enum-value-added", null, "e"],
        ["enum-value-removed", "a", null],
        ["enum-value-removed", "c", null],
      ],
    },
    {
      name: "whole numbers",
      given: [number, { type: "integer" }],
      want: [["became-integer", "number", "integer"]],
    },
    {
      name: "fractions",
      given: [{ type: "integer" }, number],
      want: [["no-longer-integer", "integer", "number"]],
    },
    {
      name: "whole numbers that are listed",
      given: [number, { type: "integer", enum: [1] }],
      want: [["enum-introduced", null, [1]]],
    },
    {
      name: "whole numbers that were listed",
      given: [{ type: "integer", enum: [1] }, number],
      want: [["enum-lifted", [1], null]],
    },
    {
      name: "marks",
      given: [
        { ...text, readOnly: true, default: "a" },
        { ...text, writeOnly: true, default: "b" },
      ],
      want: [
        ["became-write-only", null, true],
        ["default-changed", "a", "b"],
        ["no-longer-read-only", true, null],
      ],
    },
    { name: "a new default", given: [text, { ...text, default: "a" }], want: [["default-added", null, "a"]] },
    {
      name: "a removed default",
      given: [{ ...text, default: "a" }, text],
      want: [["default-removed", "a", null]],
    },
  ];
  test.each(table)("$name", ({ given: [old, next], want }) => {
    expect(found(old, next)).toEqual(here(want));
  });
});
