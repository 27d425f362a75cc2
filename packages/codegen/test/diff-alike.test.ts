import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../src/source/json.ts";
import { answering, diff, object, text } from "./diff-kit.ts";

const number: JsonObject = { type: "number" };

describe("schemas that are alike in spelling and differ in meaning", () => {
  const closed = (more: JsonObject): JsonObject =>
    object({ a: text }, { required: ["a"], additionalProperties: false, ...more });
  const table: { name: string; given: readonly [old: JsonValue, next: JsonValue] }[] = [
    { name: "names that are not types", given: [{ type: "capability" }, { type: "capabilities" }] },
    { name: "a name that is not a type, and a type", given: [{ type: "capability" }, text] },
    { name: "a name that is not a type, and any value", given: [{ type: "capability" }, {}] },
    {
      name: "whole numbers beside a fraction",
      given: [{ anyOf: [{ type: "integer" }, { const: 1.5 }] }, { const: 1.5 }],
    },
    {
      name: "a bound of whole numbers and any numbers",
      given: [
        {
          anyOf: [
            { type: "integer", minimum: 1 },
            { ...number, maximum: 0 },
          ],
        },
        { ...number, maximum: 0 },
      ],
    },
    { name: "no value that is text and a number", given: [{ allOf: [text, number] }, text] },
    {
      name: "a value that only one list has",
      given: [{ allOf: [{ enum: ["a", "b"] }, { enum: ["b", "c"] }] }, { enum: ["a", "b", "c"] }],
    },
    {
      name: "whole values of a list",
      given: [{ allOf: [{ enum: [1, 1.5] }, { type: "integer" }] }, { enum: [1, 1.5] }],
    },
    {
      name: "closed objects that fit nothing else, and open ones",
      given: [{ oneOf: [closed({}), object({ b: text })] }, { anyOf: [closed({}), object({ b: text })] }],
    },
    {
      name: "closed objects with a pattern",
      given: [
        { oneOf: [closed({ patternProperties: { "^x": text } }), object({ x: text }, { required: ["x"] })] },
        { anyOf: [closed({ patternProperties: { "^x": text } }), object({ x: text }, { required: ["x"] })] },
      ],
    },
    {
      name: "lists that share a value",
      given: [
        {
          oneOf: [
            object({ a: { enum: ["x", "y"] } }, { required: ["a"] }),
            object({ a: { enum: ["y", "z"] } }),
          ],
        },
        {
          anyOf: [
            object({ a: { enum: ["x", "y"] } }, { required: ["a"] }),
            object({ a: { enum: ["y", "z"] } }),
          ],
        },
      ],
    },
    {
      name: "a property under two schemas",
      given: [{ allOf: [object({ a: { maxLength: 3 } }), object({ a: text })] }, object({ a: text })],
    },
    {
      name: "elements under two schemas",
      given: [
        { allOf: [{ type: "array", items: text }, { items: { maxLength: 3 } }] },
        { type: "array", items: text },
      ],
    },
    {
      name: "a tuple under two schemas",
      given: [
        { allOf: [{ type: "array", prefixItems: [text] }, { prefixItems: [{}, number] }] },
        { type: "array", prefixItems: [text, text] },
      ],
    },
    {
      name: "a tuple beside elements",
      given: [
        { allOf: [{ type: "array", prefixItems: [text] }, { items: { maxLength: 3 } }] },
        { type: "array", prefixItems: [text], items: { maxLength: 3 } },
      ],
    },
    {
      name: "no additional elements in one part",
      given: [{ allOf: [{ type: "array", items: false }, { items: text }] }, { type: "array", items: text }],
    },
    {
      name: "no additional members in one part",
      given: [{ allOf: [object({ a: text }), { additionalProperties: false }] }, object({ a: text })],
    },
    {
      name: "members of two types",
      given: [
        {
          allOf: [
            object({}, { additionalProperties: text }),
            object({}, { additionalProperties: { maxLength: 3 } }),
          ],
        },
        object({}, { additionalProperties: text }),
      ],
    },
    {
      name: "a mark of one variant",
      given: [{ oneOf: [text, number] }, { oneOf: [{ ...text, deprecated: true }, number] }],
    },
    {
      name: "a mark of the only variant",
      given: [
        { oneOf: [text, { type: "null" }] },
        { oneOf: [{ ...text, deprecated: true }, { type: "null" }] },
      ],
    },
  ];
  test.each(table)("$name", ({ given: [old, next] }) => {
    expect(diff(answering(old), answering(next))).not.toEqual([]);
    expect(diff(answering(next), answering(old))).not.toEqual([]);
  });
});
