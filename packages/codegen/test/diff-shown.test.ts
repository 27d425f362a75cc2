import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../src/source/json.ts";
import { answering, diff, object, text } from "./diff-kit.ts";

const number: JsonObject = { type: "number" };
const list: JsonObject = { type: "array", items: text };

describe("a change shows the old and the new value", () => {
  const table: {
    name: string;
    given: readonly [JsonValue, JsonValue];
    want: readonly [JsonValue, JsonValue];
  }[] = [
    {
      name: "a pattern",
      given: [
        { ...text, pattern: "^a" },
        { ...text, pattern: "^b" },
      ],
      want: [{ pattern: "^a" }, { pattern: "^b" }],
    },
    {
      name: "a new pattern",
      given: [text, { ...text, pattern: "^b" }],
      want: [null, { pattern: "^b" }],
    },
    {
      name: "a removed pattern",
      given: [{ ...text, pattern: "^a" }, text],
      want: [{ pattern: "^a" }, null],
    },
    {
      name: "one of two patterns",
      given: [{ allOf: [{ ...text, pattern: "^a" }, { pattern: "^b" }] }, { ...text, pattern: "^a" }],
      want: [{ pattern: "^b" }, null],
    },
    {
      name: "two patterns",
      given: [{ allOf: [{ ...text, pattern: "^b" }, { pattern: "^a" }] }, text],
      want: [{ pattern: ["^a", "^b"] }, null],
    },
    {
      name: "a format",
      given: [
        { ...text, format: "date" },
        { ...text, format: "time" },
      ],
      want: ["date", "time"],
    },
    {
      name: "a new format",
      given: [text, { ...text, format: "time" }],
      want: [null, "time"],
    },
    {
      name: "an exclusive bound",
      given: [
        { ...number, minimum: 1 },
        { ...number, exclusiveMinimum: 1 },
      ],
      want: [{ minimum: 1 }, { exclusiveMinimum: 1 }],
    },
    {
      name: "a lower bound of a length",
      given: [text, { ...text, minLength: 2 }],
      want: [null, { minLength: 2 }],
    },
    {
      name: "an upper bound of a length",
      given: [{ ...text, maxLength: 2 }, text],
      want: [{ maxLength: 2 }, null],
    },
    {
      name: "a `not` schema",
      given: [text, { ...text, not: { type: "string", const: "a" } }],
      want: [null, { not: "string" }],
    },
    {
      name: "a schema that depends on a property",
      given: [object({ a: text }), object({ a: text }, { dependentSchemas: { a: object({ b: text }) } })],
      want: [null, { "dependentSchemas a": "object" }],
    },
    {
      name: "a property that requires another one",
      given: [object({ a: text }), object({ a: text }, { dependentRequired: { a: ["b"] } })],
      want: [null, { dependentRequired: ["a", "b"] }],
    },
    {
      name: "a type",
      given: [{ type: ["string", "null"] }, { type: ["number", "boolean"] }],
      want: ["string | null", "boolean | number"],
    },
    { name: "a type of whole numbers", given: [{ type: "integer" }, number], want: ["integer", "number"] },
    { name: "any type", given: [{}, text], want: ["any", "string"] },
    { name: "no type", given: [text, false], want: ["string", "nothing"] },
    {
      name: "a reference that resolves to nothing",
      given: [{ $ref: "#/a" }, { $ref: "#/b" }],
      want: ["#/a", "#/b"],
    },
    { name: "null", given: [text, { type: ["string", "null"] }], want: [false, true] },
    {
      name: "a default",
      given: [
        { ...text, default: "a" },
        { ...text, default: { b: [1] } },
      ],
      want: ["a", { b: [1] }],
    },
    { name: "a default that is null", given: [text, { ...text, default: null }], want: [null, null] },
    { name: "a mark", given: [text, { ...text, deprecated: true }], want: [null, true] },
    { name: "a new list of values", given: [text, { enum: ["b", "a"] }], want: [null, ["a", "b"]] },
    { name: "a removed list of values", given: [{ enum: [2, 1] }, number], want: [[1, 2], null] },
    { name: "a value more", given: [{ enum: [1] }, { enum: [1, 2] }], want: [null, 2] },
    { name: "a property", given: [object({}), object({ a: list })], want: [null, "array"] },
    {
      name: "a property less",
      given: [object({ a: { type: ["integer", "null"] } }), object({})],
      want: ["integer | null", null],
    },
    {
      name: "whether a property is required",
      given: [object({ a: text }), object({ a: text }, { required: ["a"] })],
      want: ["optional", "required"],
    },
    {
      name: "a name that is required",
      given: [object({}), object({}, { required: ["a"] })],
      want: [null, { required: "a" }],
    },
    {
      name: "a map",
      given: [object({}), object({}, { additionalProperties: number })],
      want: [null, "number"],
    },
    {
      name: "a map less",
      given: [object({}, { additionalProperties: number }), object({})],
      want: ["number", null],
    },
    {
      name: "additional properties",
      given: [object({ a: text }), object({ a: text }, { additionalProperties: false })],
      want: ["open", "closed"],
    },
    {
      name: "a variant",
      given: [
        { oneOf: [object({ a: { const: "x" }, b: { const: 1 } })] },
        { oneOf: [object({ a: { const: "x" }, b: { const: 1 } }), object({ a: { const: "y" } })] },
      ],
      want: [null, "a=y"],
    },
    {
      name: "a variant with two constants",
      given: [
        { oneOf: [object({ b: { const: 1 }, a: { const: "x" } }), object({ a: { const: "y" } })] },
        object({ a: { const: "y" } }),
      ],
      want: ["a=x,b=1", null],
    },
    {
      name: "a variant of text",
      given: [
        {
          oneOf: [
            { ...text, format: "date" },
            { ...text, maxLength: 3 },
          ],
        },
        {
          oneOf: [
            { ...text, format: "date" },
            { ...text, maxLength: 3 },
            { ...text, format: "uuid" },
          ],
        },
      ],
      want: [null, "string uuid"],
    },
    {
      name: "a tuple",
      given: [{ type: "array" }, { type: "array", prefixItems: [text, text] }],
      want: ["array", "array that begins with 2 own elements"],
    },
    {
      name: "elements after a tuple",
      given: [
        { type: "array", prefixItems: [text], items: false },
        { type: "array", prefixItems: [text] },
      ],
      want: [{ items: false }, null],
    },
    {
      name: "the rejected values of a combination",
      given: [
        { anyOf: [object({ a: text }), object({ b: text })] },
        { oneOf: [object({ a: text }), object({ b: text })] },
      ],
      want: ["anyOf", "oneOf"],
    },
    {
      name: "the step of a number",
      given: [
        { ...number, multipleOf: 2 },
        { ...number, multipleOf: 4 },
      ],
      want: [{ multipleOf: 2 }, { multipleOf: 4 }],
    },
  ];
  test.each(table)("$name", ({ given: [old, next], want }) => {
    const [change, ...others] = diff(answering(old), answering(next));
    expect([change?.old, change?.new]).toEqual(want);
    expect(others).toEqual([]);
  });
});
