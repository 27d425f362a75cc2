import { describe, expect, test } from "vitest";
import { schemaKeywords } from "../src/diff/schemas/keywords.ts";
import type { JsonObject, JsonValue } from "../src/source/json.ts";
import { answering, diff, object, text } from "./diff-kit.ts";

const number: JsonObject = { type: "number" };
const list: JsonObject = { type: "array", items: text };
const components: JsonObject = { A: object({ a: text }), B: object({ b: text }) };
const toA: JsonObject = { $ref: "#/components/schemas/A" };
const toB: JsonObject = { $ref: "#/components/schemas/B" };

/** A schema whose `if` has one branch. */
function branch(name: string, maximum: number): JsonObject {
  return { ...number, if: { minimum: 1 }, ...Object.fromEntries([[name, { maximum }]]) };
}

/** For each keyword, two schemas that differ only in this keyword. */
const schemaPairs: Readonly<Record<string, readonly [old: JsonValue, next: JsonValue]>> = {
  $ref: [toA, toB],
  allOf: [{ allOf: [toA] }, { allOf: [toA, toB] }],
  anyOf: [{ anyOf: [toA, toB] }, { anyOf: [toA] }],
  oneOf: [{ oneOf: [toA, text] }, { oneOf: [toA, number] }],
  not: [text, { ...text, not: { const: "a" } }],
  if: [branch("then", 9), { ...branch("then", 9), if: { minimum: 2 } }],
  ...Object.fromEntries(["then", "else"].map((name) => [name, [branch(name, 9), branch(name, 8)] as const])),
  type: [text, number],
  enum: [{ enum: ["a"] }, { enum: ["b"] }],
  const: [{ const: "a" }, { const: "b" }],
  discriminator: [
    { ...object({ kind: text }), discriminator: { propertyName: "kind", mapping: { a: "A" } } },
    { ...object({ kind: text }), discriminator: { propertyName: "kind", mapping: { b: "A" } } },
  ],
  properties: [object({ a: text }), object({ a: number })],
  patternProperties: [
    object({}, { patternProperties: { "^a": text } }),
    object({}, { patternProperties: { "^a": number } }),
  ],
  additionalProperties: [
    object({}, { additionalProperties: text }),
    object({}, { additionalProperties: number }),
  ],
  unevaluatedProperties: [object({ a: text }), object({ a: text }, { unevaluatedProperties: false })],
  propertyNames: [object({}), object({}, { propertyNames: { pattern: "^a" } })],
  required: [object({ a: text }), object({ a: text }, { required: ["a"] })],
  dependentRequired: [
    object({ a: text, b: text }),
    object({ a: text, b: text }, { dependentRequired: { a: ["b"] } }),
  ],
  dependentSchemas: [
    object({ a: text }),
    object({ a: text }, { dependentSchemas: { a: { required: ["b"] } } }),
  ],
  minProperties: [object({}), object({}, { minProperties: 1 })],
  maxProperties: [object({}), object({}, { maxProperties: 1 })],
  items: [list, { type: "array", items: number }],
  prefixItems: [
    { type: "array", prefixItems: [text, number] },
    { type: "array", prefixItems: [number, text] },
  ],
  unevaluatedItems: [
    { type: "array", prefixItems: [text] },
    { type: "array", prefixItems: [text], unevaluatedItems: false },
  ],
  contains: [list, { ...list, contains: { const: "a" } }],
  minContains: [
    { ...list, contains: { const: "a" } },
    { ...list, contains: { const: "a" }, minContains: 2 },
  ],
  maxContains: [
    { ...list, contains: { const: "a" } },
    { ...list, contains: { const: "a" }, maxContains: 2 },
  ],
  minItems: [list, { ...list, minItems: 1 }],
  maxItems: [list, { ...list, maxItems: 1 }],
  uniqueItems: [list, { ...list, uniqueItems: true }],
  minimum: [number, { ...number, minimum: 0 }],
  maximum: [number, { ...number, maximum: 0 }],
  exclusiveMinimum: [number, { ...number, exclusiveMinimum: 0 }],
  exclusiveMaximum: [number, { ...number, exclusiveMaximum: 0 }],
  multipleOf: [number, { ...number, multipleOf: 2 }],
  minLength: [text, { ...text, minLength: 1 }],
  maxLength: [text, { ...text, maxLength: 1 }],
  pattern: [text, { ...text, pattern: "^a" }],
  format: [text, { ...text, format: "date" }],
  contentEncoding: [text, { ...text, contentEncoding: "base64" }],
  contentMediaType: [text, { ...text, contentMediaType: "image/png" }],
  contentSchema: [text, { ...text, contentSchema: number }],
  xml: [text, { ...text, xml: { attribute: true } }],
  default: [text, { ...text, default: "a" }],
  deprecated: [text, { ...text, deprecated: true }],
  readOnly: [text, { ...text, readOnly: true }],
  writeOnly: [text, { ...text, writeOnly: true }],
};

describe("no keyword of a schema is skipped", () => {
  test.each(Object.entries(schemaKeywords))("%s", (name, { treatment }) => {
    const at = (schema: JsonValue) => answering(object({ value: schema }), components);
    const pair = schemaPairs[name];
    if (treatment === "compared") {
      if (!pair) throw new Error(`no example of ${name}`);
      const [old, next] = pair;
      expect(diff(at(old), at(old))).toEqual([]);
      expect(diff(at(old), at(next))).not.toEqual([]);
      expect(diff(at(next), at(old))).not.toEqual([]);
      return;
    }
    expect(pair).toBeUndefined();
    const stated = at({ ...text, allOf: [toA], [name]: {} });
    if (treatment === "no meaning") expect(diff(at({ ...text, allOf: [toA] }), stated)).toEqual([]);
    else
      expect(() => diff(stated, stated)).toThrow(
        `old #/paths/~1cars~1{vin}/post/responses/200/content/application~1json/schema/properties/value/${name}: keyword \`${name}\` cannot be compared: `,
      );
  });
});

test.each([
  {
    name: "an unknown keyword",
    schema: { typ: "string" },
    want: "/typ: keyword `typ` of a schema cannot be compared: it is unknown",
  },
  {
    name: "a keyword of another kind",
    schema: { minLength: "1" },
    want: '/minLength: `minLength` must be a whole number that is not negative, got "1"',
  },
  {
    name: "a list of items",
    schema: { type: "array", items: [text] },
    want: "/items: `items` must be a schema, got a list",
  },
  {
    name: "a single schema in the place of a list",
    schema: { allOf: text },
    want: "/allOf: `allOf` must be a list of schemas, got a mapping",
  },
  {
    name: "a list with a value that is not a schema",
    schema: { anyOf: [text, "string"] },
    want: "/anyOf: `anyOf` must be a list of schemas, got a list",
  },
  {
    name: "a value that is not a schema",
    schema: { properties: { a: "string" } },
    want: "/properties: `properties` must be a mapping to schemas, got a mapping",
  },
  {
    name: "nullable of OpenAPI 3.0 in OpenAPI 3.1",
    schema: { ...text, nullable: true },
    want: '/nullable: keyword `nullable` cannot be compared: OpenAPI 3.1 has the type "null" instead',
  },
])("rejects $name", ({ schema, want }) => {
  const document = answering(schema);
  const place = "old #/paths/~1cars~1{vin}/post/responses/200/content/application~1json/schema";
  expect(() => diff(document, answering(text))).toThrow(`${place}${want}`);
});
