import { expect, test } from "vitest";
import { plainAlternative, specification } from "../../../test/support/schema-kit.ts";
import { type JsonObject, type JsonValue, stringAt } from "../../source/json.ts";
import { type NodeAt, readAlternatives } from "./read-alternatives.ts";

const array = { type: "array" };
const number = { type: "number" };
const object = { type: "object" };
const string = { type: "string" };

/** The alternatives of a schema, with the pointers or references of the schemas inside it. */
function alternativesOf(schema: JsonValue): readonly object[] {
  const nodeAt: NodeAt = (location) => {
    const pointer = stringAt(location.value, "$ref") ?? location.pointer;
    return { id: 0, locations: [{ ...location, pointer }] };
  };
  return readAlternatives(specification().at(schema), nodeAt).map(plainAlternative);
}

interface Row {
  readonly name: string;
  readonly given: JsonValue;
  readonly want: readonly object[];
}

const closed = { ...object, additional: "closed" };
const named = { ...object, properties: { a: "/properties/a" } };
const a = { properties: { a: true } };

const contents: readonly Row[] = [
  { name: "bounds", given: { type: "number", minimum: 1 }, want: [{ ...number, bounds: { minimum: "1" } }] },
  {
    name: "bounds of whole numbers",
    given: { type: "integer", exclusiveMinimum: 1 },
    want: [{ ...number, isInteger: true, bounds: { minimum: "2" } }],
  },
  {
    name: "statements",
    given: { type: "string", format: "date" },
    want: [{ ...string, statements: { format: '"date"' } }],
  },
  {
    name: "required names",
    given: { type: "object", required: ["b", "a"] },
    want: [{ ...object, required: ["b", "a"] }],
  },
  { name: "required names that are no list", given: { type: "object", required: "a" }, want: [object] },
  { name: "properties that are no mapping", given: { type: "object", properties: "a" }, want: [object] },
  {
    name: "patterns beside properties",
    given: { ...a, patternProperties: { "^x": true } },
    want: [{ ...named, patterns: { "^x": "/patternProperties/^x" } }],
  },
  {
    name: "no other properties",
    given: { ...a, additionalProperties: false },
    want: [{ ...named, additional: "closed" }],
  },
  { name: "any other properties", given: { ...a, additionalProperties: true }, want: [named] },
  {
    name: "other properties with words",
    given: { ...a, additionalProperties: { title: "" } },
    want: [named],
  },
  {
    name: "other properties of a type",
    given: { ...a, additionalProperties: string },
    want: [{ ...named, additional: "/additionalProperties" }],
  },
  {
    name: "other properties with an unknown keyword",
    given: { ...a, additionalProperties: { b: 1 } },
    want: [{ ...named, additional: "/additionalProperties" }],
  },
  {
    name: "any other properties beside patterns",
    given: { patternProperties: { a: true }, additionalProperties: true },
    want: [{ ...object, patterns: { a: "/patternProperties/a" } }],
  },
  {
    name: "a map of anything",
    given: { type: "object", additionalProperties: true },
    want: [{ ...object, additional: "/additionalProperties" }],
  },
  {
    name: "a map of anything unevaluated",
    given: { type: "object", unevaluatedProperties: {} },
    want: [{ ...object, additional: "/unevaluatedProperties" }],
  },
  {
    name: "no unevaluated properties",
    given: { type: "object", unevaluatedProperties: false },
    want: [closed],
  },
  {
    name: "additional properties before unevaluated ones",
    given: { type: "object", additionalProperties: string, unevaluatedProperties: false },
    want: [{ ...object, additional: "/additionalProperties" }],
  },
  {
    name: "the kinds of a discriminator",
    given: { ...object, discriminator: { propertyName: "kind", mapping: { cat: "Cat" } } },
    want: [{ ...object, kinds: { "kind=cat": "#/components/schemas/Cat" } }],
  },
  {
    name: "no kinds beside the variants of a discriminator",
    given: { ...object, oneOf: [], discriminator: { propertyName: "kind", mapping: { cat: "Cat" } } },
    want: [object],
  },
  { name: "items", given: { ...array, items: string }, want: [{ ...array, rest: "/items" }] },
  { name: "any items", given: { ...array, items: {} }, want: [array] },
  { name: "any items, said twice", given: { ...array, items: true, unevaluatedItems: false }, want: [array] },
  { name: "no items", given: { ...array, items: false }, want: [{ ...array, rest: "closed" }] },
  {
    name: "no unevaluated items",
    given: { ...array, unevaluatedItems: false },
    want: [{ ...array, rest: "closed" }],
  },
  {
    name: "unevaluated items",
    given: { ...array, unevaluatedItems: string },
    want: [{ ...array, rest: "/unevaluatedItems" }],
  },
  {
    name: "a tuple",
    given: { ...array, prefixItems: [true, string], items: number },
    want: [{ ...array, prefix: ["/prefixItems/0", "/prefixItems/1"], rest: "/items" }],
  },
  { name: "a tuple that is no list", given: { ...array, prefixItems: string }, want: [array] },
];

test.each(contents)("the content of a schema: $name", ({ given, want }) => {
  expect(alternativesOf(given)).toEqual(want);
});

const branch = "then";

const conditional: JsonObject = {
  not: true,
  if: true,
  [branch]: true,
  contains: true,
  contentSchema: true,
  propertyNames: true,
  dependentSchemas: { b: true, a: true },
};

const everywhere = [
  ["not", "", "/not"],
  ["if", "", "/if", "/then", ""],
];

test.each<[string, readonly unknown[]]>([
  ["array", [...everywhere, ["contains", "", "/contains"]]],
  ["number", everywhere],
  ["string", [...everywhere, ["contentSchema", "", "/contentSchema"]]],
  [
    "object",
    [
      ...everywhere,
      ["propertyNames", "", "/propertyNames"],
      ["dependentSchemas", "b", "/dependentSchemas/b"],
      ["dependentSchemas", "a", "/dependentSchemas/a"],
    ],
  ],
])("the conditions of the type %s", (type, want) => {
  const [alternative] = alternativesOf({ ...conditional, type });
  expect(alternative).toMatchObject({ type, conditions: want });
});

test.each<[string, JsonObject, readonly unknown[]]>([
  ["no branch", { if: true }, []],
  ["no condition", { [branch]: true, else: true }, []],
  ["the other branch", { if: true, else: true }, [["if", "", "/if", "", "/else"]]],
  ["no keyword", { dependentSchemas: "a" }, []],
])("a condition with %s", (_name, keywords, conditions) => {
  expect(alternativesOf({ ...object, ...keywords })).toEqual([
    conditions.length === 0 ? object : { ...object, conditions },
  ]);
});
