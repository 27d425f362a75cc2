import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../src/source/json.ts";
import { answering, diff, lines, object, sending, text } from "./diff-kit.ts";

const number: JsonObject = { type: "number" };
const cat = object({ kind: { const: "cat" }, lives: { type: "integer" } }, { required: ["kind"] });
const dog = object({ kind: { const: "dog" }, name: text }, { required: ["kind"] });
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const base = (mapping: JsonObject): JsonObject => ({
  ...object({ kind: text }, { required: ["kind"] }),
  discriminator: { propertyName: "kind", mapping },
});
const components = (mapping: JsonObject): JsonObject => ({
  Base: base(mapping),
  Cat: { allOf: [ref("Base"), object({ lives: number })] },
  Dog: { allOf: [ref("Base"), object({ name: text })] },
});

interface Row {
  readonly name: string;
  readonly given: readonly [old: JsonValue, next: JsonValue];
  /** `level path code` in a request, with the path from the schema on. */
  readonly request: readonly string[];
  readonly response: readonly string[];
}

const rows: readonly Row[] = [
  {
    name: "positions of a tuple swapped",
    given: [
      { type: "array", prefixItems: [text, number] },
      { type: "array", prefixItems: [number, text] },
    ],
    request: ["major [0] type-changed", "major [1] type-changed"],
    response: ["major [0] type-changed", "major [1] type-changed"],
  },
  {
    name: "a longer tuple",
    given: [
      { type: "array", prefixItems: [text] },
      { type: "array", prefixItems: [text, text] },
    ],
    request: ["major type-changed"],
    response: ["major type-changed"],
  },
  {
    name: "no element behind the tuple",
    given: [
      { type: "array", prefixItems: [text] },
      { type: "array", prefixItems: [text], items: false },
    ],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "elements of a stated type",
    given: [{ type: "array" }, { type: "array", items: text }],
    request: ["major [] type-narrowed"],
    response: ["major [] type-narrowed"],
  },
  {
    name: "the values of a pattern",
    given: [
      object({}, { patternProperties: { "^x-": text } }),
      object({}, { patternProperties: { "^x-": number } }),
    ],
    request: ["major [/^x-/] type-changed"],
    response: ["major [/^x-/] type-changed"],
  },
  {
    name: "a pattern more",
    given: [object({ a: text }), object({ a: text }, { patternProperties: { "^x-": text } })],
    request: ["major [/^x-/] index-signature-added"],
    response: ["major [/^x-/] index-signature-added"],
  },
  {
    name: "a pattern less",
    given: [object({ a: text }, { patternProperties: { "^x-": text } }), object({ a: text })],
    request: ["major [/^x-/] map-values-removed"],
    response: ["major [/^x-/] map-values-removed"],
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
    name: "null in an enum",
    given: [{ enum: ["a"] }, { enum: ["a", null] }],
    request: ["minor became-nullable"],
    response: ["major became-nullable"],
  },
  {
    name: "null in an enum of strings",
    given: [
      { type: "string", enum: ["a"] },
      { type: "string", enum: ["a", null] },
    ],
    request: ["minor became-nullable"],
    response: ["major became-nullable"],
  },
  {
    name: "null no longer",
    given: [{ type: ["object", "null"], properties: { a: text } }, object({ a: text })],
    request: ["major no-longer-nullable"],
    response: ["minor no-longer-nullable"],
  },
  {
    name: "a property that needs another one",
    given: [object({ a: text, b: text }), object({ a: text, b: text }, { dependentRequired: { a: ["b"] } })],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "another branch of a condition",
    given: [
      { ...number, if: { minimum: 5 } },
      { ...number, if: { minimum: 5 }, else: { maximum: 1 } },
    ],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "what a condition checks",
    given: [
      { ...number, if: { minimum: 5 }, else: { maximum: 1 } },
      { ...number, if: { minimum: 6 }, else: { maximum: 1 } },
    ],
    request: ["major constraint-changed"],
    response: ["minor constraint-changed"],
  },
  {
    name: "what a list has to contain",
    given: [
      { type: "array", contains: { const: "a" } },
      { type: "array", contains: { const: "b" } },
    ],
    request: ["major constraint-changed"],
    response: ["minor constraint-changed"],
  },
  {
    name: "how many a list has to contain",
    given: [
      { type: "array", contains: text },
      { type: "array", contains: text, minContains: 0 },
    ],
    request: ["minor constraint-loosened"],
    response: ["minor constraint-loosened"],
  },
  {
    name: "names that properties may have",
    given: [
      object({}, { additionalProperties: text, propertyNames: { maxLength: 5 } }),
      object({}, { additionalProperties: text, propertyNames: { maxLength: 6 } }),
    ],
    request: ["major constraint-changed"],
    response: ["minor constraint-changed"],
  },
  {
    name: "how text is encoded",
    given: [text, { ...text, contentEncoding: "base64" }],
    request: ["major format-changed"],
    response: ["major format-changed"],
  },
  {
    name: "what a value must not be",
    given: [{ ...text, not: { const: "a" } }, text],
    request: ["minor constraint-loosened"],
    response: ["minor constraint-loosened"],
  },
  {
    name: "what any value must not be",
    given: [{}, { not: text }],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "uniqueness",
    given: [{ type: "array", uniqueItems: true }, { type: "array" }],
    request: ["minor constraint-loosened"],
    response: ["minor constraint-loosened"],
  },
  {
    name: "a coarser step",
    given: [
      { ...number, multipleOf: 2 },
      { ...number, multipleOf: 4 },
    ],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "a finer step",
    given: [
      { ...number, multipleOf: 4 },
      { ...number, multipleOf: 2 },
    ],
    request: ["minor constraint-loosened"],
    response: ["minor constraint-loosened"],
  },
  {
    name: "another step",
    given: [
      { ...number, multipleOf: 2 },
      { ...number, multipleOf: 3 },
    ],
    request: ["major constraint-changed"],
    response: ["minor constraint-changed"],
  },
  {
    name: "a bound that is excluded",
    given: [
      { ...number, minimum: 1 },
      { ...number, exclusiveMinimum: 1 },
    ],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
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
    name: "a property less beside variants",
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
    name: "a type of a value without a stated type",
    given: [{ minLength: 1 }, { minLength: 2 }],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "a name that is required and not described",
    given: [object({}), object({}, { required: ["a"] })],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "a name that is no longer required and not described",
    given: [object({}, { required: ["a"] }), object({})],
    request: ["minor constraint-loosened"],
    response: ["minor constraint-loosened"],
  },
  {
    name: "one variant at most",
    given: [
      { anyOf: [object({ a: text }), object({ b: text })] },
      { oneOf: [object({ a: text }), object({ b: text })] },
    ],
    request: ["major constraint-tightened"],
    response: ["patch constraint-tightened"],
  },
  {
    name: "a variant more, of another type",
    given: [text, { oneOf: [text, number] }],
    request: ["minor type-widened"],
    response: ["major type-widened"],
  },
  {
    name: "a variant more, of the same type",
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
    name: "a discriminator's mapping without variants",
    given: [base({ cat: "Cat" }), base({ cat: "Cat", dog: "Dog" })],
    request: ["minor .kind enum-value-added"],
    response: ["minor .kind enum-value-added"],
  },
  {
    name: "references that resolve to nothing",
    given: [ref("Gone"), ref("Lost")],
    request: ["major type-changed"],
    response: ["major type-changed"],
  },
  {
    name: "a reference that resolves to something now",
    given: [ref("Gone"), ref("Cat")],
    request: ["major type-changed"],
    response: ["major type-changed"],
  },
  {
    name: "nothing is valid any more",
    given: [text, false],
    request: ["major type-narrowed"],
    response: ["major type-narrowed"],
  },
  { name: "anything", given: [text, {}], request: ["minor type-widened"], response: ["major type-widened"] },
  {
    name: "a type and null together",
    given: [text, { type: ["string", "number", "null"] }],
    request: ["minor became-nullable", "minor type-widened"],
    response: ["major became-nullable", "major type-widened"],
  },
  {
    name: "no fractions beside another type",
    given: [{ type: ["number", "string"] }, { type: ["integer", "string"] }],
    request: ["major became-integer"],
    response: ["patch became-integer"],
  },
  {
    name: "a list of whole numbers lifted",
    given: [{ type: "integer", enum: [1, 2] }, { type: "integer" }],
    request: ["minor enum-lifted"],
    response: ["major enum-lifted"],
  },
  {
    name: "a value of a constant",
    given: [{ const: 1 }, { const: 2 }],
    request: ["minor enum-value-added", "major enum-value-removed"],
    response: ["minor enum-value-added", "major enum-value-removed"],
  },
  {
    name: "a structured constant",
    given: [{ const: { a: [1] } }, { const: { a: [2] } }],
    request: ["minor enum-value-added", "major enum-value-removed"],
    response: ["minor enum-value-added", "major enum-value-removed"],
  },
  {
    name: "a format in a part",
    given: [{ allOf: [text] }, { allOf: [text, { format: "uuid" }] }],
    request: ["major format-added"],
    response: ["patch format-added"],
  },
  {
    name: "a media type of content",
    given: [text, { ...text, contentMediaType: "application/json" }],
    request: ["major format-added"],
    response: ["patch format-added"],
  },
  {
    name: "a map of anything",
    given: [object({}), object({}, { additionalProperties: true })],
    request: ["minor [name] map-values-added"],
    response: ["major [name] map-values-added"],
  },
  {
    name: "no further members",
    given: [object({ a: text }), object({ a: text }, { additionalProperties: false })],
    request: ["patch unknown-properties-refused"],
    response: ["patch unknown-properties-refused"],
  },
  {
    name: "a member of a map that gets a name",
    given: [
      object({}, { additionalProperties: text }),
      object({ a: number }, { additionalProperties: text }),
    ],
    request: ["minor .a property-added", "major .a type-changed"],
    response: ["minor .a property-added", "major .a type-changed"],
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
    name: "what XML calls it",
    given: [text, { ...text, xml: { name: "a" } }],
    request: ["major format-changed"],
    response: ["major format-changed"],
  },
];

/** Without the place of the whole, which is the same for all. */
function found(place: typeof sending, [old, next]: Row["given"], whole: RegExp): readonly string[] {
  const at = (schema: JsonValue) => place(schema, components({ cat: "Cat", dog: "Dog" }));
  return lines(diff(at(old), at(next))).map((line) => line.replace(whole, "$1 $2"));
}

describe("a change has the level that it has for a caller", () => {
  test.each(rows)("$name", ({ given, request, response }) => {
    const place = (line: string): string => line.replace(/ +/g, " ");
    expect(found(sending, given, /^(\w+) request body(.*)$/).map(place)).toEqual(request);
    expect(found(answering, given, /^(\w+) response 200(.*)$/).map(place)).toEqual(response);
  });
});

test("a kind of object that a base schema knows is compared where the base is used", () => {
  const at = (mapping: JsonObject, cats: JsonObject) =>
    answering(ref("Base"), { ...components(mapping), Cat: cats });
  const old = at({ cat: "Cat" }, { allOf: [ref("Base"), object({ lives: number })] });
  const next = at({ cat: "Cat" }, { allOf: [ref("Base"), object({ lives: text })] });
  expect(lines(diff(old, next))).toEqual(["major response 200 (kind=cat).lives type-changed"]);
});

test("a schema that has a base with a discriminator has the value that the mapping gives it", () => {
  const at = (mapping: JsonObject) => answering(ref("Cat"), components(mapping));
  expect(lines(diff(at({ cat: "Cat" }), at({ kitty: "Cat" })))).toEqual([
    "minor response 200 .kind enum-value-added",
    "major response 200 .kind enum-value-removed",
  ]);
});

test("refuses a schema that consists of itself, by its place", () => {
  const document = answering(ref("A"), { A: { anyOf: [ref("B"), text] }, B: { allOf: [ref("A")] } });
  expect(() => diff(document, document)).toThrow(
    "old #/components/schemas/A: this schema consists of itself",
  );
  const loop = answering(ref("A"), { A: ref("B"), B: ref("A") });
  expect(() => diff(loop, loop)).toThrow("leads back to itself");
});
