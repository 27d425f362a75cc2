import { expect, test } from "vitest";
import { components, nodeText, plainMeaning, specification } from "../../../test/support/schema-kit.ts";
import type { JsonObject } from "../../source/json.ts";
import { schemaBelow } from "./schema-node.ts";

const string = { type: "string" };
const types = ["array", "boolean", "null", "number", "object", "string"];

/** A list of different objects. */
function objects(count: number): JsonObject {
  return {
    anyOf: Array.from({ length: count }, (_, index) => ({ type: "object", required: [String(index)] })),
  };
}

test("a schema has one node, and a node one meaning", () => {
  const { graph, nodeOf, meaningOf } = specification();
  const node = nodeOf(string);
  expect(nodeOf(string)).toBe(node);
  expect(graph.meaningOf(node)).toBe(meaningOf(string));
  expect(plainMeaning(graph.meaningOf(node))).toEqual({ alternatives: [string] });
});

test("there is a node for any value, without a place", () => {
  const { graph, nodeOf } = specification();
  expect(plainMeaning(graph.meaningOf(graph.anything))).toEqual({
    alternatives: types.map((type) => ({ type })),
  });
  expect(nodeOf(true)).toBe(graph.anything);
  expect(graph.anything.locations).toEqual([{ value: true, document: { id: "", value: {} }, pointer: "" }]);
});

test("a node without schemas accepts any value", () => {
  const { graph } = specification();
  expect(graph.meaningOf({ id: 99, locations: [] })).toEqual(graph.meaningOf(graph.anything));
});

test("a value of a node with several schemas satisfies all of them", () => {
  const { graph, at } = specification();
  const locations = [string, { minLength: 1, readOnly: true }, { maxLength: 2 }].map(at);
  expect(plainMeaning(graph.meaningOf({ id: 99, locations }))).toEqual({
    alternatives: [{ ...string, bounds: { minLength: "1", maxLength: "2" } }],
    marks: { readOnly: true },
  });
});

test("a product of lists may have 2000 alternatives and no more", () => {
  const { meaningOf } = specification();
  expect(meaningOf({ allOf: [objects(40), objects(50)] }).alternatives).toHaveLength(2000);
  const schema = { items: { allOf: [objects(3), objects(667)] } };
  const { graph, at } = specification();
  const items = graph.nodeAt(schemaBelow(at(schema), "items"));
  expect(() => graph.meaningOf(items)).toThrow("spec #/items: this schema has more than 2000 alternatives");
});

test("a product of the schemas of a node is reported at the first schema", () => {
  const { graph, at } = specification();
  const locations = [3, 667].map((count) => ({ ...at(objects(count)), pointer: `/${count}` }));
  expect(() => graph.meaningOf({ id: 99, locations })).toThrow(
    "spec #/3: this schema has more than 2000 alternatives",
  );
});

test.each<[string, JsonObject, string]>([
  [
    "itself",
    { Self: { allOf: [string, { $ref: `${components}Self` }] } },
    "spec #/components/schemas/Self: this schema consists of itself",
  ],
  [
    "another schema that consists of it",
    { Self: { anyOf: [{ $ref: `${components}Other` }] }, Other: { oneOf: [{ $ref: `${components}Self` }] } },
    "spec #/components/schemas/Self: this schema consists of itself",
  ],
])("a schema must not consist of %s", (_name, schemas, want) => {
  const { meaningOf } = specification(schemas);
  expect(() => meaningOf({ $ref: `${components}Self` })).toThrow(want);
});

test.each<[string, JsonObject, object]>([
  ["3.0.3", { ...string, nullable: true }, { alternatives: [string, { type: "null" }] }],
  ["3.0.3", { ...string, nullable: false }, { alternatives: [string] }],
  [
    "3.0.3",
    { ...string, nullable: true, deprecated: true },
    { alternatives: [string, { type: "null" }], marks: { deprecated: true } },
  ],
  ["3.1.0", { type: ["string", "null"] }, { alternatives: [string, { type: "null" }] }],
])("in OpenAPI %s, %j has the alternatives of its types", (openapi, schema, want) => {
  expect(plainMeaning(specification({}, openapi).meaningOf(schema))).toEqual(want);
});

test("in OpenAPI 3.0, the parts of a schema count if it is nullable", () => {
  const { meaningOf } = specification({}, "3.0.3");
  expect(plainMeaning(meaningOf({ allOf: [string, { minLength: 1 }], nullable: true }))).toEqual({
    alternatives: [{ ...string, bounds: { minLength: "1" } }, { type: "null" }],
  });
});

test("a missing schema accepts any value and has the place of the schema around it", () => {
  const { at } = specification();
  const parent = { ...at({ items: string }), pointer: "/a" };
  expect(schemaBelow(parent, "items")).toEqual({ ...parent, value: string, pointer: "/a/items" });
  expect(schemaBelow(parent, "not")).toEqual({ ...parent, value: true });
});

test("a property under two schemas has a node of both", () => {
  const { meaningOf } = specification();
  const parts = [{ properties: { a: { minLength: 1 } } }, { properties: { a: string } }];
  const [object] = meaningOf({ allOf: parts }).alternatives;
  const node = object?.members?.properties.get("a");
  expect(node && nodeText(node)).toBe("/allOf/0/properties/a + /allOf/1/properties/a");
});
