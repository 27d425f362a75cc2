import { expect, test } from "vitest";
import { components, nodeText, specification } from "../../../test/support/schema-kit.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import type { SchemaNode } from "./schema-node.ts";
import { alternativeSignature, nodesIn, type Signature, signatureOf, signatureText } from "./signature.ts";

const string = { type: "string" };
const schemas: JsonObject = { A: string, B: { type: "number" }, C: { type: "boolean" } };
const a = { $ref: `${components}A` };
const b = { $ref: `${components}B` };
const c = { $ref: `${components}C` };

/** The class of a component is its place; other inner schemas have the class of the first component. */
function classOf(node: SchemaNode): number {
  return Math.max(1, "-ABC".indexOf(nodeText(node).slice(-1)));
}

function signed(schema: JsonValue): Signature {
  const { meaningOf, graph } = specification(schemas);
  return signatureOf(meaningOf(schema), graph);
}

function textOf(schema: JsonValue): string {
  return signatureText(signed(schema), classOf);
}

test("the text has the marks and each alternative, followed by the classes of its inner schemas", () => {
  const object: JsonObject = {
    type: "object",
    properties: { b: a, a: b },
    required: ["b", "a"],
    patternProperties: { "^x": c },
    additionalProperties: a,
    not: b,
    dependentSchemas: { a: c },
    minProperties: 1,
    xml: {},
    readOnly: true,
    default: {},
  };
  expect(textOf(object)).toBe(
    '[[["default","{}"],["readOnly",true]],[],false]|' +
      '[["object",false,null,[]],[[["minProperties",{"limit":1,"isExclusive":false}]],[["xml",["{}"]]]],' +
      '[["a","b"],["a","b"]],[["^x"],"schema",[]],[null,""]]2,1,3,1' +
      '&["dependentSchemas","a"]3&["not",""]2',
  );
  expect(textOf({ type: "array", prefixItems: [a, true], items: false })).toBe(
    '[[],[],false]|[["array",false,null,[]],[[],[]],[[],[]],[[],"",[]],[["schema","schema"],"closed"]]1,1',
  );
});

/** Pairs of schemas that differ in one part. */
const pairs: readonly (readonly [string, JsonValue, JsonValue])[] = [
  ["type", string, { type: "number" }],
  ["whole numbers", { type: "integer" }, { type: "number" }],
  ["listed values", { enum: ["a"] }, { enum: ["b"] }],
  ["no values and any", { const: "a" }, string],
  ["mark", { ...string, readOnly: true }, string],
  ["default", { ...string, default: "a" }, { ...string, default: "b" }],
  ["bound", { ...string, minLength: 1 }, { ...string, minLength: 2 }],
  ["name of a bound", { ...string, minLength: 1 }, { ...string, maxLength: 1 }],
  ["statement", { ...string, pattern: "a" }, { ...string, pattern: "b" }],
  ["name of a statement", { ...string, pattern: "a" }, { ...string, format: "a" }],
  ["keyword of a condition", { ...string, not: a }, { ...string, contentSchema: a }],
  [
    "subject of a condition",
    { type: "object", dependentSchemas: { a } },
    { type: "object", dependentSchemas: { b: a } },
  ],
  ["schema of a condition", { ...string, not: a }, { ...string, not: b }],
  ["name of a property", { properties: { a } }, { properties: { b: a } }],
  ["schema of a property", { properties: { a } }, { properties: { a: b } }],
  ["required name", { type: "object", required: ["a"] }, { type: "object", required: ["b"] }],
  ["pattern", { patternProperties: { a } }, { patternProperties: { b: a } }],
  ["pattern and property", { patternProperties: { a } }, { properties: { a } }],
  ["other properties", { type: "object", additionalProperties: false }, { type: "object" }],
  ["schema of other properties", { additionalProperties: a }, { additionalProperties: b }],
  ["kind", kinds({ a: "A" }), kinds({ b: "A" })],
  ["schema of a kind", kinds({ a: "A" }), kinds({ a: "B" })],
  ["length of a tuple", { type: "array", prefixItems: [a] }, { type: "array", prefixItems: [a, a] }],
  ["tuple and elements", { type: "array", prefixItems: [a] }, { type: "array", items: a }],
  ["end of elements", { type: "array", items: false }, { type: "array" }],
  ["schema of elements", { type: "array", items: a }, { type: "array", items: b }],
  ["unknown reference", { $ref: "#/a" }, { $ref: "#/b" }],
  [
    "mark of an alternative",
    { anyOf: [{ ...string, deprecated: true }, { type: "null" }, { type: "number" }] },
    { anyOf: [string, { type: "null" }, { type: "number" }] },
  ],
  [
    "overlap of variants",
    { oneOf: [{ properties: { a } }, { properties: { b } }] },
    { anyOf: [{ properties: { a } }, { properties: { b } }] },
  ],
];

function kinds(mapping: JsonObject): JsonObject {
  return { type: "object", discriminator: { propertyName: "kind", mapping } };
}

test.each(pairs)("schemas have other texts if they differ in this: %s", (_name, left, right) => {
  expect(textOf(left)).not.toBe(textOf(right));
});

test.each<[string, JsonValue, JsonValue]>([
  [
    "marks",
    { ...string, readOnly: true, default: "a" },
    { allOf: [{ ...string, default: "a" }, { readOnly: true }] },
  ],
  ["listed values", { enum: ["a", "b"] }, { enum: ["b", "a"] }],
  [
    "bounds",
    { ...string, minLength: 1, maxLength: 2 },
    { allOf: [{ ...string, maxLength: 2 }, { minLength: 1 }] },
  ],
  [
    "statements",
    { ...string, pattern: "a", format: "b" },
    { allOf: [{ ...string, pattern: "a" }, { format: "b" }] },
  ],
  [
    "texts",
    { allOf: [{ ...string, pattern: "a" }, { pattern: "b" }] },
    { allOf: [{ ...string, pattern: "b" }, { pattern: "a" }] },
  ],
  ["properties", { properties: { a, b } }, { properties: { b, a } }],
  ["required names", { type: "object", required: ["a", "b"] }, { type: "object", required: ["b", "a"] }],
  ["patterns", { patternProperties: { a, b } }, { patternProperties: { b: b, a: a } }],
  ["kinds", kinds({ a: "A", b: "B" }), kinds({ b: "B", a: "A" })],
  [
    "conditions",
    { allOf: [{ ...string, not: a }, { not: b }] },
    { allOf: [{ ...string, not: b }, { not: a }] },
  ],
  [
    "equal conditions",
    { ...string, not: a },
    { allOf: [{ ...string, not: a }, { not: { $ref: `${components}A`, minLength: 0 } }] },
  ],
  ["alternatives", { type: ["null", "string"] }, { type: ["string", "null"] }],
  ["equal alternatives", { type: "object" }, { anyOf: [{ type: "object" }, { type: "object" }] }],
  ["unknown types", { type: ["x", "y"] }, { type: ["y", "x"] }],
  [
    "variants that exclude each other",
    { oneOf: [string, { type: "null" }, { type: "number" }] },
    { anyOf: [string, { type: "null" }, { type: "number" }] },
  ],
])("schemas have the same text in any order of their %s", (_name, left, right) => {
  expect(textOf(left)).toBe(textOf(right));
  expect(signed(left).unknown).toEqual(signed(right).unknown);
});

test("lists the inner schemas of each alternative, with those of its conditions", () => {
  const schema = { type: ["array", "object"], items: a, properties: { b }, not: c };
  expect(nodesIn(signed(schema)).map((node) => nodeText(node).slice(-1))).toEqual(["A", "C", "B", "C"]);
});

test("equivalent alternatives have the same text", () => {
  const { meaningOf } = specification(schemas);
  const texts = [
    { properties: { a, b }, not: c },
    { properties: { b, a }, not: c },
    { properties: { a, b }, not: a },
  ].map((schema) => meaningOf(schema).alternatives.map((one) => alternativeSignature(one, classOf)));
  expect(texts[0]).toEqual(texts[1]);
  expect(texts[0]).not.toEqual(texts[2]);
});
