import { expect, test } from "vitest";
import { specification } from "../../../test/support/schema-kit.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import { isOverlapping, valuesOf } from "./exclusive.ts";

const string = { type: "string" };

function object(properties: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: "object", properties, ...more };
}

/** An object that must have the property. */
function having(name: string, schema: JsonValue, more: JsonObject = {}): JsonObject {
  return object({ [name]: schema }, { required: [name], ...more });
}

const closed: JsonObject = { additionalProperties: false };
const patterned: JsonObject = { ...closed, patternProperties: { "^a": string } };

test.each<[string, JsonObject, JsonObject, boolean]>([
  ["of two types", string, { type: "number" }, false],
  ["of the same type", { ...string, maxLength: 1 }, { ...string, minLength: 1 }, true],
  ["a listed one and any", { const: "a", minLength: 1 }, string, true],
  ["any and a listed one", string, { const: "a", minLength: 1 }, true],
  ["listed ones", { enum: ["a", "b"] }, { enum: ["c", "b"], minLength: 1 }, true],
  ["other listed ones", { enum: ["a", "b"] }, { enum: ["c", "d"], minLength: 1 }, false],
  ["lists", { type: "array", items: string }, { type: "array", maxItems: 1 }, true],
  ["objects with optional properties", object({ a: string }), object({ b: string }), true],
  ["objects with another constant", having("a", { const: "x" }), object({ a: { const: "y" } }), false],
  [
    "objects with another constant, in another order",
    object({ a: { const: "y" } }),
    having("a", { const: "x" }),
    false,
  ],
  [
    "objects with another optional constant",
    object({ a: { const: "x" } }),
    object({ a: { const: "y" } }),
    true,
  ],
  ["objects with the same constant", having("a", { const: "x" }), having("a", { enum: ["y", "x"] }), true],
  ["objects with a constant and any value", having("a", { const: "x" }), having("a", string), true],
  ["objects with a constant and null", having("a", { const: "x" }), having("a", { type: "null" }), false],
  [
    "objects that may be null in a property",
    having("a", { enum: ["x", null] }),
    having("a", { enum: ["y", null] }),
    true,
  ],
  [
    "objects with another property of two",
    having("a", string, { required: ["a", "b"], properties: { a: string, b: { const: 1 } } }),
    object({ a: string, b: { const: 2 } }),
    false,
  ],
  ["open objects without the property", having("a", string), object({}), true],
  ["closed objects without the property", having("a", string), object({}, closed), false],
  [
    "closed objects without a property that is not described",
    { type: "object", required: ["a"] },
    object({ b: string }, closed),
    false,
  ],
  [
    "a property that is not described and a constant",
    { type: "object", required: ["a"] },
    object({ a: { const: 1 } }),
    true,
  ],
  ["objects that have the property by a pattern", having("a", string), object({}, patterned), true],
  [
    "objects whose other properties have a schema",
    having("a", string),
    object({}, { additionalProperties: string }),
    true,
  ],
])("values of two variants: %s", (_name, left, right, want) => {
  const { meaningOf, graph } = specification();
  expect(isOverlapping(meaningOf({ oneOf: [left, right] }), graph)).toBe(want);
});

test("looks at each pair of variants", () => {
  const { meaningOf, graph } = specification();
  const [a, b, c] = ["x", "y", "z"].map((value) => having("a", { const: value }));
  if (!a || !b || !c) throw new Error("no variants");
  const again = { ...b, maxProperties: 3 };
  expect(isOverlapping(meaningOf({ oneOf: [a, b, c] }), graph)).toBe(false);
  expect(isOverlapping(meaningOf({ oneOf: [a, b, c, again] }), graph)).toBe(true);
  expect(isOverlapping(meaningOf({ oneOf: [a] }), graph)).toBe(false);
});

test.each<[JsonValue, readonly string[] | undefined]>([
  [{ enum: ["a", 1, null, true] }, ["null", "1", '"a"', "true"]],
  [{ type: "null" }, ["null"]],
  [false, []],
  [string, undefined],
  [{ anyOf: [{ const: 1 }, string] }, undefined],
])("the valid values of %j are %j", (schema, want) => {
  const { nodeOf, graph } = specification();
  const values = valuesOf(nodeOf(schema), graph);
  expect(values).toEqual(want && new Set(want));
});
