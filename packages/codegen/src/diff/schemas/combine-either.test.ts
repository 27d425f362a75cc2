import { expect, test } from "vitest";
import { components, plainMeaning, specification } from "../../../test/support/schema-kit.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import { eitherOf, ofKind, withoutKinds } from "./combine.ts";
import type { Meaning } from "./meaning.ts";
import { anyValue } from "./read-alternatives.ts";

const array = { type: "array" };
const boolean = { type: "boolean" };
const nothing = { type: "null" };
const number = { type: "number" };
const object = { type: "object" };
const string = { type: "string" };

const long: JsonObject = { $ref: `${components}Long` };
const short: JsonObject = { $ref: `${components}Short` };

function meaningOf(schema: JsonValue): Meaning {
  return specification({ Long: { minLength: 2 }, Short: { maxLength: 1 } }).meaningOf(schema);
}

/** The alternatives of an `anyOf`, with the schemas inside them as in `/anyOf/0/items`. */
function either(...anyOf: readonly JsonValue[]): object {
  return plainMeaning(meaningOf({ anyOf }));
}

test.each<[string, readonly JsonValue[], readonly object[]]>([
  ["listed values", [{ const: "a" }, { enum: ["b", "a"] }], [{ ...string, values: '"a","b"' }]],
  ["a value and any value of its type", [{ const: "a" }, string], [string]],
  ["any value of a type and one of its values", [string, { const: "a" }], [string]],
  ["both values of a boolean", [{ const: true }, { const: false }], [boolean]],
  ["a value of a boolean twice", [{ const: true }, { const: true }], [{ ...boolean, values: "true" }]],
  [
    "values of two types",
    [{ const: "a" }, { const: 1 }],
    [
      { ...number, values: "1" },
      { ...string, values: '"a"' },
    ],
  ],
  ["whole numbers and any numbers", [{ type: "integer" }, number], [number]],
  [
    "whole numbers and listed numbers",
    [{ type: "integer" }, { const: 1.5 }],
    [
      { ...number, isInteger: true },
      { ...number, values: "1.5" },
    ],
  ],
  [
    "whole numbers and larger numbers",
    [{ type: "integer" }, { ...number, minimum: 1 }],
    [
      { ...number, isInteger: true },
      { ...number, bounds: { minimum: "1" } },
    ],
  ],
  [
    "lists",
    [
      { ...array, items: {} },
      { ...array, items: string },
    ],
    [array, { ...array, rest: "/anyOf/1/items" }],
  ],
  ["objects", [object, { ...object, required: ["a"] }], [object, { ...object, required: ["a"] }]],
  ["the same object twice", [object, object], [object, object]],
])("a value of either schema has alternatives: %s", (_name, variants, alternatives) => {
  expect(either(...variants)).toEqual({ alternatives });
});

test.each<[string, readonly JsonObject[]]>([
  ["bounds", [{ minLength: 1 }, { maxLength: 5 }]],
  ["statements", [{ pattern: "a" }, { format: "f" }]],
  ["texts of a statement", [{ pattern: "a" }, { pattern: "b" }]],
  ["conditions", [{ not: long }, { contentSchema: long }]],
  ["conditions with different schemas", [{ not: long }, { not: short }]],
])("listed values are one list even if their %s are in another order", (_name, parts) => {
  const variants = [
    { const: "a", allOf: parts },
    { const: "b", allOf: parts.toReversed() },
  ];
  expect(meaningOf({ anyOf: variants }).alternatives.map(({ values }) => values)).toEqual([
    new Set(['"a"', '"b"']),
  ]);
});

test.each<[string, JsonObject, JsonObject]>([
  ["bound", { minLength: 1 }, { minLength: 2 }],
  ["statement", { pattern: "a" }, { format: "a" }],
  ["text of a statement", { pattern: "a" }, { pattern: "b" }],
  ["condition", { not: long }, { contentSchema: long }],
  ["schema of a condition", { not: long }, { not: short }],
  ["mark", { deprecated: true }, { readOnly: true }],
])("listed values with another %s are separate", (_name, one, other) => {
  const { alternatives } = meaningOf({
    anyOf: [
      { const: "a", ...one },
      { const: "b", ...other },
    ],
  });
  expect(alternatives.map(({ values }) => values)).toEqual([new Set(['"a"']), new Set(['"b"'])]);
});

const old = { deprecated: true };

test.each<[string, JsonValue, object]>([
  [
    "each of two variants",
    { anyOf: [{ ...string, ...old }, number] },
    { alternatives: [number, { ...string, marks: old }] },
  ],
  [
    "each of two variants beside null",
    { anyOf: [{ ...string, ...old }, number, nothing] },
    { alternatives: [nothing, number, { ...string, marks: old }] },
  ],
  [
    "the whole if the other variant is null",
    { anyOf: [nothing, { ...string, ...old }] },
    { alternatives: [nothing, string], marks: old },
  ],
  [
    "the whole if there is one variant",
    { anyOf: [{ ...string, ...old }] },
    { alternatives: [string], marks: old },
  ],
  [
    "the variant if the other one accepts nothing",
    { anyOf: [false, { ...string, ...old }] },
    { alternatives: [{ ...string, marks: old }] },
  ],
  [
    "each of two variants of which one may be null",
    { anyOf: [{ type: ["null", "string"], ...old }, number] },
    { alternatives: [{ ...nothing, marks: old }, number, { ...string, marks: old }] },
  ],
  [
    "the inner alternative before the variant",
    { anyOf: [{ anyOf: [{ ...string, default: "a" }, number], default: "b" }, boolean] },
    {
      alternatives: [
        boolean,
        { ...number, marks: { default: '"b"' } },
        { ...string, marks: { default: '"a"' } },
      ],
    },
  ],
])("marks belong to %s", (_name, schema, want) => {
  expect(plainMeaning(meaningOf(schema))).toEqual(want);
});

test.each<[string, JsonValue, boolean]>([
  ["two variants of a oneOf", { oneOf: [string, number] }, true],
  ["one variant of a oneOf", { oneOf: [string] }, false],
  ["one variant of a oneOf beside null", { oneOf: [string, nothing] }, false],
  ["an anyOf", { anyOf: [string, number] }, false],
  ["a oneOf in an anyOf", { anyOf: [boolean, { oneOf: [string, number] }] }, true],
])("a value that fits two alternatives may be invalid: %s", (_name, schema, want) => {
  expect(meaningOf(schema).isExclusive).toBe(want);
});

test("what is unknown in a variant is unknown in the whole", () => {
  expect(plainMeaning(meaningOf({ anyOf: [{ $ref: "#/a" }, { type: "b" }] }))).toMatchObject({
    unknown: ["#/a", "type b"],
  });
});

test("no meaning is a meaning without values", () => {
  expect(plainMeaning(eitherOf([], true))).toEqual({});
});

test("the kind of a discriminator replaces a property and is required; other types are unchanged", () => {
  const meaning = meaningOf({
    type: ["string", "object"],
    properties: { a: {}, kind: {} },
    required: ["a"],
    additionalProperties: false,
    description: "",
  });
  const property = { type: "object", properties: { kind: { const: "cat" } }, required: ["kind"] };
  const { at, graph } = specification();
  const kind = graph.meaningOf(graph.nodeAt({ ...at(property), pointer: "/kind" }));
  const want = {
    ...object,
    properties: { a: "/properties/a", kind: "/kind/properties/kind" },
    required: ["a", "kind"],
    additional: "closed",
  };
  expect(plainMeaning(ofKind(meaning, kind))).toEqual({ alternatives: [string, want] });
  const second = { ...kind, alternatives: [anyValue("string"), ...kind.alternatives] };
  expect(plainMeaning(ofKind(meaning, second))).toEqual({ alternatives: [string, want] });
  expect(ofKind(meaning, meaningOf(string))).toEqual(meaning);
});

test("a schema does not inherit the other kinds of its base", () => {
  const base = meaningOf({
    type: ["string", "object"],
    required: ["kind"],
    discriminator: { propertyName: "kind", mapping: { long: "Long" } },
    deprecated: true,
  });
  const kinds = { "kind=long": "/components/schemas/Long" };
  expect(plainMeaning(base)).toEqual({
    alternatives: [string, { ...object, required: ["kind"], kinds }],
    marks: old,
  });
  expect(plainMeaning(withoutKinds(base))).toEqual({
    alternatives: [string, { ...object, required: ["kind"] }],
    marks: old,
  });
});

test("objects with a kind of their own keep it in the order of their parts", () => {
  const part = (propertyName: string): JsonObject => ({
    ...object,
    discriminator: { propertyName, mapping: { long: "Long" } },
  });
  expect(plainMeaning(meaningOf({ ...part("a"), $ref: "#/components/schemas/Kinds" }))).toMatchObject({
    unknown: ["#/components/schemas/Kinds"],
  });
  const { meaningOf: read } = specification({ Long: {}, Kinds: part("b") });
  expect(plainMeaning(read({ ...part("a"), $ref: `${components}Kinds` }))).toEqual({
    alternatives: [
      {
        ...object,
        kinds: { "a=long": "/components/schemas/Long", "b=long": "/components/schemas/Long" },
      },
    ],
  });
});
