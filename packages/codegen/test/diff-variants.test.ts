import { describe, expect, test } from "vitest";
import type { JsonObject } from "../src/source/json.ts";
import { answering, type ChangeRow, diff, foundIn, lines, object, text } from "./diff-kit.ts";

const number: JsonObject = { type: "number" };
const cat = object({ kind: { const: "cat" }, lives: { type: "integer" } }, { required: ["kind"] });
const dog = object({ kind: { const: "dog" }, name: text }, { required: ["kind"] });

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

function base(mapping: JsonObject): JsonObject {
  return {
    ...object({ kind: text }, { required: ["kind"] }),
    discriminator: { propertyName: "kind", mapping },
  };
}

function components(mapping: JsonObject): JsonObject {
  return {
    Base: base(mapping),
    Cat: { allOf: [ref("Base"), object({ lives: number })] },
    Dog: { allOf: [ref("Base"), object({ name: text })] },
  };
}

const rows: readonly ChangeRow[] = [
  {
    name: "variants that only require",
    given: [
      object({ a: text, b: text }, { oneOf: [{ required: ["a"] }, { required: ["b"] }] }),
      object({ a: text, b: text }, { oneOf: [{ required: ["a"] }] }),
    ],
    request: ["major variant-removed"],
    response: ["major variant-removed"],
  },
  {
    name: "a property beside variants that is required",
    given: [
      object({ id: text }, { oneOf: [cat, dog] }),
      object({ id: text }, { oneOf: [cat, dog], required: ["id"] }),
    ],
    request: ["major .id property-became-required"],
    response: ["minor .id property-became-required"],
  },
  {
    name: "one property less next to variants",
    given: [
      object({ id: text, a: text }, { oneOf: [cat, dog] }),
      object({ id: text }, { oneOf: [cat, dog] }),
    ],
    request: ["major .a property-removed"],
    response: ["major .a property-removed"],
  },
  {
    name: "null beside variants",
    given: [{ oneOf: [cat, dog] }, { oneOf: [cat, dog, { type: "null" }] }],
    request: ["minor became-nullable"],
    response: ["major became-nullable"],
  },
  {
    name: "at most one variant",
    given: [
      { anyOf: [object({ a: text }), object({ b: text })] },
      { oneOf: [object({ a: text }), object({ b: text })] },
    ],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "one more variant of another type",
    given: [text, { oneOf: [text, number] }],
    request: ["minor type-widened"],
    response: ["major type-widened"],
  },
  {
    name: "one more variant of the same type",
    given: [cat, { oneOf: [cat, dog] }],
    request: ["minor variant-added"],
    response: ["major variant-added"],
  },
  {
    name: "a variant with another constant",
    given: [
      { oneOf: [cat, text] },
      {
        oneOf: [
          { ...dog, properties: { ...(cat["properties"] as JsonObject), kind: { const: "dog" } } },
          text,
        ],
      },
    ],
    request: ["minor .kind enum-value-added", "major .kind enum-value-removed"],
    response: ["minor .kind enum-value-added", "major .kind enum-value-removed"],
  },
  {
    name: "references that resolve to nothing",
    given: [ref("Gone"), ref("Lost")],
    request: ["major type-changed"],
    response: ["major type-changed"],
  },
  {
    name: "a reference that can be resolved now",
    given: [ref("Gone"), ref("Cat")],
    request: ["major type-changed"],
    response: ["major type-changed"],
  },
  {
    name: "no fractions with another type",
    given: [{ type: ["number", "string"] }, { type: ["integer", "string"] }],
    request: ["major became-integer"],
    response: ["patch became-integer"],
  },
  {
    name: "a default in a variant",
    given: [{ oneOf: [cat, { ...dog, deprecated: true }] }, { oneOf: [cat, dog] }],
    request: ["patch (kind=dog) property-undeprecated"],
    response: ["patch (kind=dog) property-undeprecated"],
  },
  {
    name: "variants of which one lost a property, in another order",
    given: [
      { oneOf: [object({ a: text, b: text }), object({ x: text, y: text, z: text })] },
      { oneOf: [object({ x: text, y: text }), object({ a: text, b: text, c: text })] },
    ],
    request: ["minor (object).c property-added", "major (object).z property-removed"],
    response: ["minor (object).c property-added", "major (object).z property-removed"],
  },
  {
    name: "another key in a discriminator's mapping",
    given: [
      {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind", mapping: { cat: "Cat", dog: "Dog" } },
      },
      {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind", mapping: { kitty: "Cat", dog: "Dog" } },
      },
    ],
    request: ["minor (kind=cat).kind enum-value-added", "major (kind=cat).kind enum-value-removed"],
    response: ["minor (kind=cat).kind enum-value-added", "major (kind=cat).kind enum-value-removed"],
  },
  {
    name: "a discriminator's mapping without variants",
    given: [base({ cat: "Cat" }), base({ cat: "Cat", dog: "Dog" })],
    request: ["minor .kind enum-value-added"],
    response: ["minor .kind enum-value-added"],
  },
];

describe("a change has the level of its effect on callers", () => {
  test.each(rows)("$name", (row) => {
    expect(foundIn(row, components({ cat: "Cat", dog: "Dog" }))).toEqual({
      request: row.request,
      response: row.response,
    });
  });
});

test("a kind of object in a base schema is compared at each use of the base", () => {
  const at = (mapping: JsonObject, cats: JsonObject) =>
    answering(ref("Base"), { ...components(mapping), Cat: cats });
  const old = at({ cat: "Cat" }, { allOf: [ref("Base"), object({ lives: number })] });
  const next = at({ cat: "Cat" }, { allOf: [ref("Base"), object({ lives: text })] });
  expect(lines(diff(old, next))).toEqual(["major response 200 (kind=cat).lives type-changed"]);
});

test("a schema whose base has a discriminator has its value of the mapping", () => {
  const at = (mapping: JsonObject) => answering(ref("Cat"), components(mapping));
  expect(lines(diff(at({ cat: "Cat" }), at({ kitty: "Cat" })))).toEqual([
    "minor response 200 .kind enum-value-added",
    "major response 200 .kind enum-value-removed",
  ]);
});

test("without a mapping, the name of a component is the value of the discriminator", () => {
  const kinds = (name: string): JsonObject => ({
    [name]: object({ kind: text, lives: number }),
    Dog: object({ kind: text, name: text }),
  });
  const at = (name: string) =>
    answering({ oneOf: [ref(name), ref("Dog")], discriminator: { propertyName: "kind" } }, kinds(name));
  expect(diff(at("Cat"), at("Cat"))).toEqual([]);
  expect(lines(diff(at("Cat"), at("Kitty")))).toEqual([
    "minor response 200 (kind=Cat).kind enum-value-added",
    "major response 200 (kind=Cat).kind enum-value-removed",
  ]);
});

test("a reference with other keywords keeps the kinds of object of its target", () => {
  const at = (mapping: JsonObject) => answering({ ...ref("Base"), minProperties: 1 }, components(mapping));
  expect(lines(diff(at({ cat: "Cat" }), at({ cat: "Cat", dog: "Dog" })))).toEqual([
    "minor response 200 .kind enum-value-added",
  ]);
});

test("rejects a schema that consists of itself, with its place", () => {
  const document = answering(ref("A"), { A: { anyOf: [ref("B"), text] }, B: { allOf: [ref("A")] } });
  expect(() => diff(document, document)).toThrow(
    "old #/components/schemas/A: this schema consists of itself",
  );
  const loop = answering(ref("A"), { A: ref("B"), B: ref("A") });
  expect(() => diff(loop, loop)).toThrow("leads back to itself");
});
