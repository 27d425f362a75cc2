import { expect, test } from "vitest";
import type { JsonObject } from "../source/json.ts";
import { valueReference } from "./value-reference.ts";

const nothing = {
  typeName: null,
  isNullable: false,
  values: [],
  units: [],
  format: null,
  minimum: null,
  maximum: null,
  minLength: null,
  maxLength: null,
  minItems: null,
  maxItems: null,
  pattern: null,
  variants: [],
  members: [],
  items: null,
};
const length = {
  type: "object",
  required: ["unit", "value"],
  properties: { unit: { type: "string", enum: ["meters", "feet"] }, value: { type: "number" } },
};
const document: JsonObject = {
  components: {
    schemas: {
      Length: length,
      Alias: { $ref: "#/components/schemas/Length" },
      Tree: { type: "object", properties: { child: { $ref: "#/components/schemas/Tree" } } },
      Circle: { $ref: "#/components/schemas/Circle" },
    },
  },
};

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

test.each<{ name: string; given: JsonObject; want: object }>([
  {
    name: "text in a format",
    given: { type: "string", format: "date" },
    want: { type: "string", format: "date" },
  },
  {
    name: "values, without those that are objects or lists",
    given: { enum: ["a", 1, null, { b: 1 }, ["c"], true] },
    want: { type: "any", values: ["a", 1, null, true], isNullable: true },
  },
  {
    name: "bounds",
    given: { type: "integer", minimum: 0, maximum: 9 },
    want: { type: "integer", minimum: 0, maximum: 9 },
  },
  {
    name: "the length and the pattern of a text",
    given: { type: "string", minLength: 2, maxLength: 3, pattern: "^[A-Z]+$" },
    want: { type: "string", minLength: 2, maxLength: 3, pattern: "^[A-Z]+$" },
  },
  {
    name: "the number of items of a list",
    given: { type: "array", minItems: 1, maxItems: 9 },
    want: { type: "list", minItems: 1, maxItems: 9 },
  },
  {
    name: "an enumeration without a type",
    given: { enum: ["a", "b"] },
    want: { type: "string", values: ["a", "b"] },
  },
  { name: "a constant", given: { type: "number", const: 1 }, want: { type: "number", values: [1] } },
  {
    name: "a list of types with null",
    given: { type: ["number", "null"] },
    want: { type: "number", isNullable: true },
  },
  {
    name: "null in addition to a variant",
    given: { anyOf: [ref("Length"), { type: "null" }] },
    want: { type: "quantity", typeName: "Length", units: ["meters", "feet"], isNullable: true },
  },
  {
    name: "a quantity with two references",
    given: ref("Alias"),
    want: { type: "quantity", typeName: "Length", units: ["meters", "feet"] },
  },
  {
    name: "several variants",
    given: { oneOf: [{ type: "string" }, { type: "integer" }] },
    want: {
      type: "one-of",
      variants: [
        { ...nothing, type: "string" },
        { ...nothing, type: "integer" },
      ],
    },
  },
  {
    name: "a list",
    given: { type: "array", items: { type: "boolean" } },
    want: { type: "list", items: { ...nothing, type: "boolean" } },
  },
  {
    name: "an object",
    given: { required: ["a"], properties: { a: { type: "string", description: "The a." } } },
    want: {
      type: "object",
      members: [{ name: "a", description: "The a.", required: true, value: { ...nothing, type: "string" } }],
    },
  },
  {
    name: "a schema inside itself, which is only named",
    given: ref("Tree"),
    want: {
      type: "object",
      typeName: "Tree",
      members: [
        {
          name: "child",
          description: "",
          required: false,
          value: { ...nothing, type: "object", typeName: "Tree" },
        },
      ],
    },
  },
  {
    name: "circular references",
    given: ref("Circle"),
    want: { type: "any", typeName: "Circle" },
  },
  {
    name: "an unresolved reference",
    given: ref("Nowhere"),
    want: { type: "any", typeName: "Nowhere" },
  },
])("describes $name", ({ given, want }) => {
  expect(valueReference(given, document)).toEqual({ ...nothing, ...want });
});
