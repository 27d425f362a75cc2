import { expect, test } from "vitest";
import { plainMeaning, specification } from "../../../test/support/schema-kit.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";

const array = { type: "array" };
const nothing = { type: "null" };
const number = { type: "number" };
const object = { type: "object" };
const string = { type: "string" };

/** The meaning of an `allOf`, with the schemas inside it as in `/allOf/0/items`. */
function both(...parts: readonly JsonValue[]): object {
  return plainMeaning(specification().meaningOf({ allOf: parts }));
}

test.each<[string, readonly JsonValue[], readonly object[]]>([
  [
    "the types of both",
    [{ type: ["string", "null", "number"] }, { type: ["boolean", "number", "string"] }],
    [number, string],
  ],
  ["no type", [string, number], []],
  ["whole numbers", [{ type: "integer" }, number], [{ ...number, isInteger: true }]],
  ["whole numbers, in another order", [number, { type: "integer" }], [{ ...number, isInteger: true }]],
  [
    "the whole bounds of whole numbers",
    [{ type: "integer" }, { ...number, minimum: 1.5 }],
    [{ ...number, isInteger: true, bounds: { minimum: "2" } }],
  ],
  [
    "the bounds of numbers",
    [number, { ...number, minimum: 1.5 }],
    [{ ...number, bounds: { minimum: "1.5" } }],
  ],
  ["the listed values of the first", [{ enum: ["a"] }, string], [{ ...string, values: '"a"' }]],
  ["the listed values of the second", [string, { enum: ["a"] }], [{ ...string, values: '"a"' }]],
  ["the listed values of both", [{ enum: ["a", "b"] }, { enum: ["b", "c"] }], [{ ...string, values: '"b"' }]],
  ["no listed value", [{ enum: ["a"] }, { enum: ["b"] }], []],
  ["no listed value of a type", [{ enum: ["a", 1] }, { enum: ["b", 1] }], [{ ...number, values: "1" }]],
  ["the whole listed values", [{ type: "integer" }, { enum: [1, 1.5] }], [{ ...number, values: "1" }]],
  ["no whole listed value", [{ enum: [1.5] }, { type: "integer" }], []],
  ["the listed numbers", [{ enum: [1, 1.5] }, number], [{ ...number, values: "1,1.5" }]],
  [
    "the statements of both",
    [
      { ...string, pattern: "a", format: "f" },
      { ...string, pattern: "b", contentEncoding: "e" },
    ],
    [{ ...string, statements: { format: '"f"', pattern: '"a","b"', contentEncoding: '"e"' } }],
  ],
  [
    "the conditions of both",
    [
      { ...string, not: {} },
      { ...string, not: {} },
    ],
    [
      {
        ...string,
        conditions: [
          ["not", "", "/allOf/0/not"],
          ["not", "", "/allOf/1/not"],
        ],
      },
    ],
  ],
  [
    "the properties and the required names of both",
    [
      { ...object, properties: { a: {}, b: {} }, required: ["a", "b"] },
      { ...object, properties: { b: {}, c: {} }, required: ["b", "c"] },
    ],
    [
      {
        ...object,
        properties: {
          a: "/allOf/0/properties/a",
          b: "/allOf/0/properties/b + /allOf/1/properties/b",
          c: "/allOf/1/properties/c",
        },
        required: ["a", "b", "c"],
      },
    ],
  ],
  [
    "the patterns of both",
    [
      { ...object, patternProperties: { x: {} } },
      { ...object, patternProperties: { x: {}, y: {} } },
    ],
    [
      {
        ...object,
        patterns: {
          x: "/allOf/0/patternProperties/x + /allOf/1/patternProperties/x",
          y: "/allOf/1/patternProperties/y",
        },
      },
    ],
  ],
])("a value that satisfies both schemas has %s", (_name, parts, alternatives) => {
  expect(both(...parts)).toEqual(alternatives.length === 0 ? {} : { alternatives });
});

/** Other properties, or elements, that are open or closed or have a schema. */
function others(key: string, treatment: string): JsonObject {
  if (treatment === "open") return { type: key === "items" ? "array" : "object" };
  return { ...others(key, "open"), [key]: treatment === "closed" ? false : string };
}

test.each([
  ["open", "open", "open"],
  ["open", "closed", "closed"],
  ["closed", "open", "closed"],
  ["closed", "closed", "closed"],
  ["schema", "open", "/allOf/0/additionalProperties"],
  ["open", "schema", "/allOf/1/additionalProperties"],
  ["schema", "closed", "/allOf/0/additionalProperties"],
  ["closed", "schema", "/allOf/1/additionalProperties"],
])("other properties that are %s and %s are %s", (left, right, want) => {
  const parts = [others("additionalProperties", left), others("additionalProperties", right)];
  expect(both(...parts)).toEqual({
    alternatives: [want === "open" ? object : { ...object, additional: want }],
  });
});

test.each([
  ["open", "open", "open"],
  ["open", "closed", "closed"],
  ["closed", "open", "closed"],
  ["closed", "schema", "closed"],
  ["schema", "closed", "closed"],
  ["schema", "open", "/allOf/0/items"],
  ["open", "schema", "/allOf/1/items"],
])("elements that are %s and %s are %s", (left, right, want) => {
  expect(both(others("items", left), others("items", right))).toEqual({
    alternatives: [want === "open" ? array : { ...array, rest: want }],
  });
});

test("two schemas of other properties, or of elements, apply together", () => {
  const [two, of] = [
    [{ minLength: 1 }, { maxLength: 2 }],
    (key: string) => `/allOf/0/${key} + /allOf/1/${key}`,
  ];
  expect(both(...two.map((schema) => ({ ...object, additionalProperties: schema })))).toEqual({
    alternatives: [{ ...object, additional: of("additionalProperties") }],
  });
  expect(both(...two.map((schema) => ({ ...array, items: schema })))).toEqual({
    alternatives: [{ ...array, rest: of("items") }],
  });
});

test.each<[string, readonly JsonObject[], object]>([
  [
    "as long as the longer one",
    [{ prefixItems: [{}, {}] }, { prefixItems: [{}] }],
    { prefix: ["/allOf/0/prefixItems/0 + /allOf/1/prefixItems/0", "/allOf/0/prefixItems/1"] },
  ],
  [
    "as long as the longer one, in another order",
    [{ prefixItems: [{}] }, { prefixItems: [{}, {}] }],
    { prefix: ["/allOf/0/prefixItems/0 + /allOf/1/prefixItems/0", "/allOf/1/prefixItems/1"] },
  ],
  [
    "under the schema of the other's elements",
    [{ items: string }, { prefixItems: [{}] }],
    { prefix: ["/allOf/0/items + /allOf/1/prefixItems/0"], rest: "/allOf/0/items" },
  ],
  [
    "under its own schemas if the other has no elements",
    [{ items: false }, { prefixItems: [{}] }],
    { prefix: ["/allOf/1/prefixItems/0"], rest: "closed" },
  ],
])("a tuple of two schemas is %s", (_name, parts, want) => {
  expect(both(...parts.map((part) => ({ ...array, ...part })))).toEqual({
    alternatives: [{ ...array, ...want }],
  });
});

test("the first default counts, and the other marks are those of both", () => {
  expect(both({ ...string, default: "a", readOnly: true }, { default: "b", deprecated: true })).toEqual({
    alternatives: [string],
    marks: { readOnly: true, deprecated: true, default: '"a"' },
  });
});

test("what is unknown in one part is unknown in the whole, and so is the exclusion of a union", () => {
  const union = { oneOf: [string, nothing, number] };
  const parts = [{ type: "a" }, { $ref: "#/b" }];
  expect(both(...parts)).toMatchObject({ unknown: ["type a", "#/b"] });
  for (const order of [
    [union, {}],
    [{}, union],
  ])
    expect(both(...order)).toEqual({ alternatives: [nothing, number, string], isExclusive: true });
});
