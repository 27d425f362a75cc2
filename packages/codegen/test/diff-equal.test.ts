import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../src/source/json.ts";
import { answering, diff, object, sending, text } from "./diff-kit.ts";

const number: JsonObject = { type: "number" };
const nothing: JsonObject = { type: "null" };
const cat = object({ kind: { const: "cat" }, lives: { type: "integer" } }, { required: ["kind"] });
const dog = object(
  { kind: { const: "dog" }, tricks: { type: "array", items: text } },
  { required: ["kind"] },
);
const schemas: JsonObject = {
  Cat: cat,
  Dog: dog,
  "A B": text,
  List: { allOf: [text] },
  Kinds: { anyOf: [cat, dog] },
  Loop: object({ next: { $ref: "#/components/schemas/Loop" } }),
};

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

/** Each row is the same schema in two spellings. */
const spellings: readonly { name: string; given: JsonValue; want: JsonValue }[] = [
  {
    name: "parts of an allOf in another order",
    given: { allOf: [cat, object({ a: text })] },
    want: { allOf: [object({ a: text }), cat] },
  },
  {
    name: "an allOf written out",
    given: { allOf: [object({ a: text }), object({ b: text }, { required: ["a"] })] },
    want: object({ a: text, b: text }, { required: ["a"] }),
  },
  {
    name: "nested allOf",
    given: { allOf: [{ allOf: [object({ a: text })] }, object({ b: text })] },
    want: object({ a: text, b: text }),
  },
  { name: "the same part twice", given: { allOf: [cat, cat] }, want: cat },
  { name: "variants in another order", given: { oneOf: [cat, dog] }, want: { oneOf: [dog, cat] } },
  { name: "the same variant twice", given: { anyOf: [cat, dog, cat] }, want: { anyOf: [cat, dog] } },
  {
    name: "nested oneOf",
    given: { oneOf: [{ oneOf: [cat, dog] }, text] },
    want: { oneOf: [cat, dog, text] },
  },
  {
    name: "nested anyOf",
    given: { anyOf: [text, { anyOf: [number, { type: "boolean" }] }] },
    want: { type: ["string", "number", "boolean"] },
  },
  { name: "a single variant", given: { oneOf: [cat] }, want: cat },
  { name: "variants that exclude each other", given: { oneOf: [cat, dog] }, want: { anyOf: [cat, dog] } },
  {
    name: "common parts of all variants next to them",
    given: object({ id: text }, { oneOf: [cat, dog] }),
    want: { oneOf: [cat, dog].map((part) => ({ allOf: [object({ id: text }), part] })) },
  },
  {
    name: "enum as constants",
    given: { enum: ["a", "b"] },
    want: { oneOf: [{ const: "b" }, { const: "a" }] },
  },
  {
    name: "an enum of two lists",
    given: { enum: ["a", "b", "c"] },
    want: { anyOf: [{ enum: ["a"] }, { enum: ["b", "c"] }] },
  },
  {
    name: "an enum with its type",
    given: { enum: ["a", "b"] },
    want: { type: "string", enum: ["b", "a", "a"] },
  },
  {
    name: "whole numbers in an enum",
    given: { type: "integer", enum: [1, 2] },
    want: { anyOf: [{ const: 2 }, { const: 1 }] },
  },
  { name: "both values of a boolean", given: { type: "boolean" }, want: { enum: [true, false] } },
  { name: "a constant", given: { const: "a" }, want: { type: "string", enum: ["a"] } },
  { name: "a list of types", given: { type: ["string", "number"] }, want: { anyOf: [number, text] } },
  { name: "a list of one type", given: { type: ["string"] }, want: text },
  { name: "whole numbers and any numbers", given: { type: ["integer", "number"] }, want: number },
  {
    name: "whole numbers and any numbers, as variants",
    given: { anyOf: [{ type: "integer" }, number] },
    want: number,
  },
  {
    name: "both values of a boolean, as variants",
    given: { oneOf: [{ const: true }, { const: false }] },
    want: { type: "boolean" },
  },
  {
    name: "both values of a boolean, in parts",
    given: { allOf: [{ type: "boolean" }, { enum: [true, false] }] },
    want: { type: "boolean" },
  },
  { name: "null as a type", given: { type: ["string", "null"] }, want: { oneOf: [nothing, text] } },
  {
    name: "null in an enum",
    given: { type: ["string", "null"], enum: ["a", null] },
    want: { anyOf: [{ const: "a" }, nothing] },
  },
  {
    name: "null and a nullable variant",
    given: { oneOf: [{ type: ["string", "null"] }, nothing] },
    want: { type: ["string", "null"] },
  },
  { name: "items of any kind", given: { type: "array" }, want: { type: "array", items: {} } },
  { name: "any value", given: {}, want: true },
  { name: "any value, with a description", given: { title: "Anything" }, want: true },
  {
    name: "the bounds of whole numbers",
    given: { type: "integer", minimum: 1, maximum: 9 },
    want: { type: "integer", exclusiveMinimum: 0, exclusiveMaximum: 10 },
  },
  {
    name: "a bound that another one implies",
    given: { ...number, minimum: 1, exclusiveMinimum: 1 },
    want: { ...number, exclusiveMinimum: 1 },
  },
  {
    name: "bounds in parts",
    given: { ...number, minimum: 1, maximum: 5 },
    want: {
      allOf: [
        { ...number, minimum: 1 },
        { minimum: 0, maximum: 5 },
      ],
    },
  },
  { name: "bounds that exclude nothing", given: text, want: { ...text, minLength: 0 } },
  {
    name: "no uniqueness",
    given: { type: "array" },
    want: { type: "array", uniqueItems: false, minItems: 0 },
  },
  {
    name: "additional members with properties",
    given: object({ a: text }),
    want: object({ a: text }, { additionalProperties: true }),
  },
  {
    name: "additional members of any kind",
    given: object({ a: text }),
    want: object({ a: text }, { additionalProperties: {} }),
  },
  {
    name: "no unevaluated members",
    given: object({ a: text }, { additionalProperties: false }),
    want: object({ a: text }, { unevaluatedProperties: false }),
  },
  { name: "properties without a type", given: object({ a: text }), want: { properties: { a: text } } },
  {
    name: "marks that are not set",
    given: text,
    want: { ...text, deprecated: false, readOnly: false, writeOnly: false },
  },
  { name: "a condition without branches", given: number, want: { ...number, if: { minimum: 1 } } },
  {
    name: "the order of required names",
    given: object({ a: text, b: text }, { required: ["a", "b"] }),
    want: object({ b: text, a: text }, { required: ["b", "a", "a"] }),
  },
  {
    name: "at least one element",
    given: { type: "array", contains: text },
    want: { type: "array", contains: text, minContains: 1 },
  },
  { name: "base64", given: { ...text, format: "byte" }, want: { ...text, contentEncoding: "base64" } },
  { name: "an extension", given: text, want: { ...text, "x-order": 1 } },
  { name: "a reference with a percent-encoded name", given: text, want: ref("A%20B") },
  { name: "a reference into a list", given: text, want: { $ref: "#/components/schemas/List/allOf/0" } },
  { name: "a reference with words", given: cat, want: { ...ref("Cat"), description: "A cat." } },
  {
    name: "a recursive schema with one unrolled level",
    given: ref("Loop"),
    want: object({ next: object({ next: ref("Loop") }) }),
  },
  {
    name: "a discriminator with unnamed variants",
    given: { oneOf: [{ $ref: "#/components/schemas/Kinds/anyOf/0" }, dog] },
    want: {
      oneOf: [{ $ref: "#/components/schemas/Kinds/anyOf/0" }, dog],
      discriminator: { propertyName: "kind" },
    },
  },
  {
    name: "a discriminator with the same values as the variants",
    given: { oneOf: [ref("Cat"), ref("Dog")] },
    want: {
      oneOf: [ref("Cat"), ref("Dog")],
      discriminator: { propertyName: "kind", mapping: { cat: ref("Cat")["$ref"] ?? "", dog: "Dog" } },
    },
  },
];

describe("the same meaning is not a change", () => {
  test.each(spellings)("$name", ({ given, want }) => {
    for (const place of [answering, sending]) {
      const at = (schema: JsonValue) => place(object({ value: schema }), schemas);
      expect(diff(at(given), at(want))).toEqual([]);
      expect(diff(at(want), at(given))).toEqual([]);
    }
  });
});
