import { expect, test } from "vitest";
import { components, specification } from "../../../test/support/schema-kit.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import type { Located } from "../documents/located.ts";
import { combinationOf } from "./combination.ts";

const none = { targets: [], bases: [], kinds: [], unions: [], unresolved: [] };
const text: JsonObject = { type: "string" };

const schemas: JsonObject = {
  Cat: { type: "object", title: "Cat" },
  Dog: { type: "object", title: "Dog" },
  Pet: { type: "object", discriminator: { propertyName: "kind", mapping: { cat: "Cat" } } },
};

function ref(name: string): JsonObject {
  return { $ref: `${components}${name}` };
}

function pointers(locations: readonly Located[]): readonly string[] {
  return locations.map(({ pointer }) => pointer);
}

/** The combination of a schema, with the pointers of its parts. */
function partsOf(schema: JsonValue, openapi?: string): object {
  const { at, resolve } = specification(schemas, openapi);
  const { targets, bases, kinds, unions, unresolved } = combinationOf(at(schema), resolve);
  return {
    targets: pointers(targets),
    bases: pointers(bases),
    kinds: kinds.map(({ value }) => value),
    unions: unions.map(({ isExclusive, variants }) => ({
      isExclusive,
      variants: variants.map((variant) => [
        variant.schema.pointer,
        ...variant.kinds.map(({ value }) => value),
      ]),
    })),
    unresolved,
  };
}

function kind(...values: readonly string[]): object {
  return { type: "object", properties: { kind: { enum: values } }, required: ["kind"] };
}

test.each<[string, JsonValue, object]>([
  ["true", true, none],
  ["text without parts", text, none],
  ["empty lists of parts", { allOf: [], anyOf: [], oneOf: [] }, none],
  ["a reference", ref("Cat"), { ...none, targets: ["/components/schemas/Cat"] }],
  [
    "a reference that resolves to nothing",
    ref("Gone"),
    { ...none, unresolved: ["#/components/schemas/Gone"] },
  ],
  [
    "a reference beside parts",
    { ...ref("Cat"), allOf: [text, ref("Dog")] },
    { ...none, targets: ["/components/schemas/Cat"], bases: ["/allOf/0", "/allOf/1"] },
  ],
  [
    "both kinds of unions",
    { oneOf: [text, true], anyOf: [text] },
    {
      ...none,
      unions: [
        { isExclusive: false, variants: [["/anyOf/0"]] },
        { isExclusive: true, variants: [["/oneOf/0"], ["/oneOf/1"]] },
      ],
    },
  ],
  [
    "a union with a discriminator",
    { oneOf: [ref("Cat"), text], discriminator: { propertyName: "kind" } },
    { ...none, unions: [{ isExclusive: true, variants: [["/oneOf/0", kind("Cat")], ["/oneOf/1"]] }] },
  ],
])("a schema consists of its parts: %s", (_name, schema, want) => {
  expect(partsOf(schema)).toEqual(want);
});

test("a schema has the values of its bases' discriminators", () => {
  const { document, resolve } = specification({ ...schemas, Cat: { allOf: [ref("Pet"), text] } });
  const cat = { value: resolve(`${components}Cat`, { value: true, document, pointer: "" })?.value ?? null };
  const combination = combinationOf({ ...cat, document, pointer: "/components/schemas/Cat" }, resolve);
  expect(combination.kinds.map(({ value }) => value)).toEqual([kind("cat")]);
});

test.each<[string, JsonObject, object]>([
  ["a target", ref("Cat"), { ...none, targets: ["/components/schemas/Cat"] }],
  ["no target", ref("Gone"), { ...none, unresolved: ["#/components/schemas/Gone"] }],
])("in OpenAPI 3.0, a reference has %s and nothing beside it", (_name, reference, want) => {
  const beside = { ...reference, allOf: [ref("Pet")], anyOf: [text], oneOf: [text] };
  expect(partsOf(beside, "3.0.3")).toEqual(want);
  expect(partsOf({ allOf: [text] }, "3.0.3")).toEqual({ ...none, bases: ["/allOf/0"] });
});
