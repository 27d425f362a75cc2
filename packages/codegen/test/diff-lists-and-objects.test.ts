import { describe, expect, test } from "vitest";
import type { JsonObject } from "../src/source/json.ts";
import { type ChangeRow, foundIn, object, text } from "./diff-kit.ts";

const number: JsonObject = { type: "number" };

const rows: readonly ChangeRow[] = [
  {
    name: "positions of a tuple swapped",
    given: [
      { type: "array", prefixItems: [text, number] },
      { type: "array", prefixItems: [number, text] },
    ],
    request: ["major [0] type-changed", "major [1] type-changed"],
    response: ["major [0] type-changed", "major [1] type-changed"],
  },
  {
    name: "a longer tuple",
    given: [
      { type: "array", prefixItems: [text] },
      { type: "array", prefixItems: [text, text] },
    ],
    request: ["major type-changed"],
    response: ["major type-changed"],
  },
  {
    name: "no element after the tuple",
    given: [
      { type: "array", prefixItems: [text] },
      { type: "array", prefixItems: [text], items: false },
    ],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "elements of a stated type",
    given: [{ type: "array" }, { type: "array", items: text }],
    request: ["major [] type-narrowed"],
    response: ["major [] type-narrowed"],
  },
  {
    name: "the values of a pattern",
    given: [
      object({}, { patternProperties: { "^x-": text } }),
      object({}, { patternProperties: { "^x-": number } }),
    ],
    request: ["major [/^x-/] type-changed"],
    response: ["major [/^x-/] type-changed"],
  },
  {
    name: "a pattern more",
    given: [object({ a: text }), object({ a: text }, { patternProperties: { "^x-": text } })],
    request: ["major [/^x-/] index-signature-added"],
    response: ["major [/^x-/] index-signature-added"],
  },
  {
    name: "a pattern less",
    given: [object({ a: text }, { patternProperties: { "^x-": text } }), object({ a: text })],
    request: ["major [/^x-/] map-values-removed"],
    response: ["major [/^x-/] map-values-removed"],
  },
  {
    name: "a property that needs another one",
    given: [object({ a: text, b: text }), object({ a: text, b: text }, { dependentRequired: { a: ["b"] } })],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "a required element of a list",
    given: [
      { type: "array", contains: { const: "a" } },
      { type: "array", contains: { const: "b" } },
    ],
    request: ["major constraint-changed"],
    response: ["minor constraint-changed"],
  },
  {
    name: "the number of required elements of a list",
    given: [
      { type: "array", contains: text },
      { type: "array", contains: text, minContains: 0 },
    ],
    request: ["minor constraint-loosened"],
    response: ["minor constraint-loosened"],
  },
  {
    name: "names that properties may have",
    given: [
      object({}, { additionalProperties: text, propertyNames: { maxLength: 5 } }),
      object({}, { additionalProperties: text, propertyNames: { maxLength: 6 } }),
    ],
    request: ["major constraint-changed"],
    response: ["minor constraint-changed"],
  },
  {
    name: "uniqueness",
    given: [{ type: "array", uniqueItems: true }, { type: "array" }],
    request: ["minor constraint-loosened"],
    response: ["minor constraint-loosened"],
  },
  {
    name: "a name that is required and not described",
    given: [object({}), object({}, { required: ["a"] })],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "a name that is no longer required and not described",
    given: [object({}, { required: ["a"] }), object({})],
    request: ["minor constraint-loosened"],
    response: ["minor constraint-loosened"],
  },
  {
    name: "a map of anything",
    given: [object({}), object({}, { additionalProperties: true })],
    request: ["minor [name] map-values-added"],
    response: ["major [name] map-values-added"],
  },
  {
    name: "no further members",
    given: [object({ a: text }), object({ a: text }, { additionalProperties: false })],
    request: ["patch unknown-properties-rejected"],
    response: ["patch unknown-properties-rejected"],
  },
  {
    name: "a member of a map that becomes a named property",
    given: [
      object({}, { additionalProperties: text }),
      object({ a: number }, { additionalProperties: text }),
    ],
    request: ["minor .a property-added", "major .a type-changed"],
    response: ["minor .a property-added", "major .a type-changed"],
  },
];

describe("a change has the level of its effect on callers", () => {
  test.each(rows)("$name", (row) => {
    expect(foundIn(row)).toEqual({ request: row.request, response: row.response });
  });
});
