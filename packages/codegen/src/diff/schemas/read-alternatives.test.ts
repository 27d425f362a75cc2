import { expect, test } from "vitest";
import { plainAlternative, specification } from "../../../test/support/schema-kit.ts";
import type { JsonValue } from "../../source/json.ts";
import { anyValue, readAlternatives, readMarks, unknownTypes } from "./read-alternatives.ts";

const array = { type: "array" };
const boolean = { type: "boolean" };
const nothing = { type: "null" };
const number = { type: "number" };
const object = { type: "object" };
const string = { type: "string" };
const any = [array, boolean, nothing, number, object, string];

function alternativesOf(schema: JsonValue): readonly object[] {
  const { at, graph } = specification();
  return readAlternatives(at(schema), graph.nodeAt).map(plainAlternative);
}

interface Row {
  readonly name: string;
  readonly given: JsonValue;
  readonly want: readonly object[];
}

const types: readonly Row[] = [
  { name: "true", given: true, want: any },
  { name: "false", given: false, want: [] },
  { name: "no keyword", given: {}, want: any },
  { name: "one type", given: string, want: [string] },
  { name: "two types", given: { type: ["string", "null"] }, want: [string, nothing] },
  { name: "a type twice", given: { type: ["string", "string"] }, want: [string] },
  { name: "no type of a list", given: { type: [] }, want: [] },
  { name: "whole numbers", given: { type: "integer" }, want: [{ ...number, isInteger: true }] },
  {
    name: "whole numbers and text",
    given: { type: ["integer", "string"] },
    want: [{ ...number, isInteger: true }, string],
  },
  { name: "whole numbers and any numbers", given: { type: ["integer", "number"] }, want: [number] },
  { name: "an unknown type", given: { type: "float" }, want: any },
  { name: "an unknown type beside a known one", given: { type: ["float", "string"] }, want: any },
  {
    name: "listed values of several types",
    given: { enum: ["b", "a", 2, null, { c: [1] }, [2]] },
    want: [
      { ...array, values: "[2]" },
      nothing,
      { ...number, values: "2" },
      { ...object, values: '{"c":[1]}' },
      { ...string, values: '"b","a"' },
    ],
  },
  { name: "a constant", given: { const: false, enum: [1] }, want: [{ ...boolean, values: "false" }] },
  { name: "a constant null", given: { const: null }, want: [nothing] },
  { name: "both values of a boolean", given: { enum: [true, false] }, want: [boolean] },
  {
    name: "one value of a boolean twice",
    given: { enum: [true, true] },
    want: [{ ...boolean, values: "true" }],
  },
  { name: "two texts", given: { enum: ["a", "b"] }, want: [{ ...string, values: '"a","b"' }] },
  { name: "an enum that is no list", given: { type: "string", enum: "a" }, want: [string] },
  {
    name: "listed values of a type",
    given: { type: "string", enum: ["a", 1] },
    want: [{ ...string, values: '"a"' }],
  },
  {
    name: "no listed value of a type",
    given: { type: ["string", "number"], enum: ["a"] },
    want: [{ ...string, values: '"a"' }],
  },
  {
    name: "null among listed values",
    given: { type: "string", enum: ["a", null] },
    want: [{ ...string, values: '"a"' }, nothing],
  },
  {
    name: "null twice",
    given: { type: ["null", "string"], enum: ["a", null] },
    want: [nothing, { ...string, values: '"a"' }],
  },
  {
    name: "null as a type beside listed values",
    given: { type: ["string", "null"], enum: ["a"] },
    want: [{ ...string, values: '"a"' }, nothing],
  },
  {
    name: "whole numbers of a list",
    given: { type: "integer", enum: [1, 1.5] },
    want: [{ ...number, values: "1" }],
  },
  {
    name: "any numbers of a list",
    given: { type: "number", enum: [1, 1.5] },
    want: [{ ...number, values: "1,1.5" }],
  },
  {
    name: "properties",
    given: { properties: { a: {} } },
    want: [{ ...object, properties: { a: "/properties/a" } }],
  },
  { name: "no properties", given: { properties: {} }, want: any },
  {
    name: "a map",
    given: { additionalProperties: string },
    want: [{ ...object, additional: "/additionalProperties" }],
  },
  {
    name: "no additional properties",
    given: { additionalProperties: false },
    want: any.map((one) => (one === object ? { ...object, additional: "closed" } : one)),
  },
  { name: "patterns", given: { patternProperties: {} }, want: [object] },
];

test.each(types)("the types of a schema: $name", ({ given, want }) => {
  expect(alternativesOf(given)).toEqual(want);
});

test("names each type that is unknown", () => {
  expect(unknownTypes({ type: ["float", "string", "int", "integer"] })).toEqual(["type float", "type int"]);
  expect([unknownTypes({ type: 1 }), unknownTypes({}), unknownTypes(true)]).toEqual([["type 1"], [], []]);
});

test.each<[JsonValue, object]>([
  [true, {}],
  [{}, {}],
  [{ readOnly: false, writeOnly: false, deprecated: false }, {}],
  [{ readOnly: true }, { readOnly: true }],
  [{ writeOnly: true }, { writeOnly: true }],
  [{ deprecated: true }, { deprecated: true }],
  [{ default: { b: 1, a: null } }, { default: '{"a":null,"b":1}' }],
  [{ default: null }, { default: "null" }],
])("the marks of %j are %j", (schema, want) => {
  expect(readMarks(schema)).toEqual(want);
});

test("any value of a type has members only if it is an object, and elements only if it is a list", () => {
  const empty = { values: undefined, bounds: new Map(), statements: new Map(), conditions: [], marks: {} };
  const other = { ...empty, isInteger: false, members: undefined, elements: undefined };
  const members = {
    properties: new Map(),
    required: new Set(),
    patterns: new Map(),
    additional: "open",
    kinds: new Map(),
  };
  expect(anyValue("string")).toEqual({ ...other, type: "string" });
  expect(anyValue("object")).toEqual({ ...other, type: "object", members });
  expect(anyValue("array")).toEqual({ ...other, type: "array", elements: { prefix: [], rest: "open" } });
});
