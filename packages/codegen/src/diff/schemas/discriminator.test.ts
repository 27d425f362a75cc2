import { expect, test } from "vitest";
import { components, specification } from "../../../test/support/schema-kit.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import type { Located } from "../documents/located.ts";
import { discriminatorValues, impliedKind, isUnion, mappedKinds } from "./discriminator.ts";

const text: JsonObject = { type: "string" };

function ref(name: string): JsonObject {
  return { $ref: `${components}${name}` };
}

function withMapping(mapping: JsonValue, more: JsonObject = {}): JsonObject {
  return { discriminator: { propertyName: "kind", mapping }, ...more };
}

function kind(values: readonly string[]): JsonObject {
  return { type: "object", properties: { kind: { enum: values } }, required: ["kind"] };
}

test.each<[JsonValue, string]>([
  ["Cat", "#/components/schemas/Cat"],
  ["C", "#/components/schemas/C"],
  ["Big_cat-2.x", "#/components/schemas/Big_cat-2.x"],
  ["catyaml", "#/components/schemas/catyaml"],
  ["cat.yaml.v2", "#/components/schemas/cat.yaml.v2"],
  ["cat.yaml", "cat.yaml"],
  ["cat.yml", "cat.yml"],
  ["cat.json", "cat.json"],
  ["cat#", "cat#"],
  ["#/components/schemas/Cat", "#/components/schemas/Cat"],
  ["./pets.yaml#/components/schemas/Cat", "./pets.yaml#/components/schemas/Cat"],
  [1, "1"],
])("a mapping to %j refers to %s", (target, reference) => {
  expect(mappedKinds(withMapping({ cat: target }))).toEqual([{ property: "kind", value: "cat", reference }]);
});

test.each<[string, JsonValue]>([
  ["true", true],
  ["a schema without a discriminator", text],
  ["a discriminator without a mapping", { discriminator: { propertyName: "kind" } }],
  ["a discriminator without a property", { discriminator: { mapping: { cat: "Cat" } } }],
])("%s has no mapped kinds", (_name, schema) => {
  expect(mappedKinds(schema)).toEqual([]);
});

test("lists the mapped kinds in the order of the mapping", () => {
  expect(mappedKinds(withMapping({ b: "B", a: "A" })).map(({ value }) => value)).toEqual(["b", "a"]);
});

test.each<[boolean, JsonValue]>([
  [true, { oneOf: [] }],
  [true, { anyOf: [] }],
  [false, { allOf: [] }],
  [false, true],
])("it is %s that %j is a union", (want, schema) => {
  expect(isUnion(schema)).toBe(want);
});

/** The values that a union's discriminator has for a variant. */
function valuesOf(variant: JsonObject, union: JsonObject): readonly JsonValue[] {
  const schemas = { Cat: { title: "Cat" }, Dog: { title: "Dog" }, Alias: {}, Kinds: { anyOf: [{}] } };
  const { at, resolve } = specification(schemas);
  const kinds = discriminatorValues({ ...at(union), pointer: "/union" }, at(variant), resolve);
  expect(kinds.filter(({ pointer }) => pointer !== "/union")).toEqual([]);
  return kinds.map(({ value }) => value);
}

test.each<[string, JsonObject, JsonObject, readonly JsonValue[]]>([
  ["the mapped value", ref("Cat"), withMapping({ dog: "Dog", cat: "Cat" }), [kind(["cat"])]],
  ["both mapped values", ref("Cat"), withMapping({ cat: "Cat", dog: "Dog", c: "Cat" }), [kind(["cat", "c"])]],
  ["its name without a mapping", ref("Cat"), withMapping({}), [kind(["Cat"])]],
  [
    "its name if the mapping lacks it",
    ref("Dog"),
    withMapping({ cat: "Cat", gone: "Gone" }),
    [kind(["Dog"])],
  ],
  ["no value if it has no name", { $ref: `${components}Kinds/anyOf/0` }, withMapping({}), []],
  ["no value if it is no component schema", { $ref: "#/components/schemas" }, withMapping({}), []],
  ["no value if it is not a reference", text, withMapping({ cat: "Cat" }), []],
  ["no value if its reference resolves to nothing", ref("Gone"), withMapping({ cat: "Cat" }), []],
  ["no value without a discriminator", ref("Cat"), text, []],
])("a variant of a union has %s", (_name, variant, union, want) => {
  expect(valuesOf(variant, union)).toEqual(want);
});

test.each([
  ["/components/schemas/Cat", true],
  ["/components/responses/Cat", false],
  ["/definitions/schemas/Cat", false],
  ["/components/schemas/Cat/items", false],
])("without a mapping, it is %s that the schema at %s has a name", (pointer, isNamed) => {
  const { at } = specification();
  const target: Located = { ...at(text), pointer };
  const kinds = discriminatorValues(at(withMapping({})), at({ $ref: `#${pointer}` }), () => target);
  expect(kinds.map(({ value }) => value)).toEqual(isNamed ? [kind(["Cat"])] : []);
});

test.each<[string, JsonObject, readonly JsonValue[]]>([
  ["the value of its base", withMapping({ cat: "Cat" }), [kind(["cat"])]],
  ["its name if the base has no mapping", withMapping({}), [kind(["Cat"])]],
  ["no value if the base has no discriminator", text, []],
  ["no value if the base is a union of one kind", withMapping({ cat: "Cat" }, { oneOf: [true] }), []],
  ["no value if the base is a union of any kinds", withMapping({ cat: "Cat" }, { anyOf: [true] }), []],
])("a schema has %s", (_name, base, want) => {
  const cat = { allOf: [ref("Base"), text, ref("Gone")] };
  const { document, resolve, at } = specification({ Base: base, Cat: cat });
  const parts = cat.allOf.map((part) => at(part));
  const kinds = impliedKind({ value: cat, document, pointer: "/components/schemas/Cat" }, parts, resolve);
  expect(kinds.map(({ value }) => value)).toEqual(want);
  expect(kinds.every(({ pointer }) => pointer === "/components/schemas/Base")).toBe(true);
});
