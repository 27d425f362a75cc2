import { expect, test } from "vitest";
import { answering, diff, object, text } from "../../../test/diff-kit.ts";
import { type ChangeRow, rowsOf } from "../../../test/support/change-rows.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";

const number: JsonObject = { type: "number" };

type Row = readonly [code: string, path: string, old: JsonValue, next: JsonValue];

function patterns(patternProperties: JsonObject, properties: JsonObject = { a: text }): JsonObject {
  return object(properties, { patternProperties });
}

function kinds(mapping: JsonObject): JsonObject {
  return { ...object({ kind: text }), discriminator: { propertyName: "kind", mapping } };
}

const components: JsonObject = { Cat: object({ lives: number }), Dog: object({ name: text }) };

function found(old: JsonValue, next: JsonValue): readonly ChangeRow[] {
  return rowsOf(diff(answering(old, components), answering(next, components)));
}

test.each<{ name: string; given: readonly [JsonValue, JsonValue]; want: readonly Row[] }>([
  {
    name: "new properties, required and optional",
    given: [object({}), object({ a: { type: ["string", "null"] }, b: number }, { required: ["a"] })],
    want: [
      ["required-property-added", ".a", null, "string | null"],
      ["property-added", ".b", null, "number"],
    ],
  },
  {
    name: "a required property less",
    given: [object({ a: number }, { required: ["a"] }), object({})],
    want: [["property-removed", ".a", "number", null]],
  },
  {
    name: "a required property that changes",
    given: [object({ a: text }, { required: ["a"] }), object({ a: number })],
    want: [
      ["property-became-optional", ".a", "required", "optional"],
      ["type-changed", ".a", "string", "number"],
    ],
  },
  {
    name: "an optional property that changes",
    given: [object({ "a-b": text }), object({ "a-b": number }, { required: ["a-b"] })],
    want: [
      ["property-became-required", '["a-b"]', "optional", "required"],
      ["type-changed", '["a-b"]', "string", "number"],
    ],
  },
  {
    name: "names that are required and not described",
    given: [
      object({ a: text }, { required: ["x", "y"] }),
      object({ a: text }, { required: ["y", "z", "w"] }),
    ],
    want: [
      ["constraint-loosened", "", { required: "x" }, null],
      ["constraint-tightened", "", null, { required: "w" }],
      ["constraint-tightened", "", null, { required: "z" }],
    ],
  },
  {
    name: "a required name that is described now",
    given: [object({ b: text }, { required: ["a"] }), object({ a: text, b: text }, { required: ["a"] })],
    want: [["required-property-added", ".a", null, "string"]],
  },
  {
    name: "a required name that is no longer described",
    given: [object({ a: text, b: text }, { required: ["a"] }), object({ b: text }, { required: ["a"] })],
    want: [["property-removed", ".a", "string", null]],
  },
  {
    name: "a pattern more beside properties",
    given: [object({ a: text }), patterns({ "^x": number })],
    want: [["index-signature-added", "[/^x/]", null, "number"]],
  },
  {
    name: "a pattern more without properties",
    given: [object({}), patterns({ "^x": number }, {})],
    want: [["map-values-added", "[/^x/]", null, "number"]],
  },
  {
    name: "a pattern instead of another one",
    given: [patterns({ "^y": text }), patterns({ "^x": number })],
    want: [
      ["index-signature-added", "[/^x/]", null, "number"],
      ["map-values-removed", "[/^y/]", "string", null],
    ],
  },
  {
    name: "values of a map",
    given: [object({}, { additionalProperties: text }), object({}, { additionalProperties: number })],
    want: [["type-changed", "[name]", "string", "number"]],
  },
  {
    name: "values of a map beside properties",
    given: [object({ a: text }), object({ a: text }, { additionalProperties: number })],
    want: [["index-signature-added", "[name]", null, "number"]],
  },
  {
    name: "no values of a map",
    given: [object({}, { additionalProperties: number }), object({}, { additionalProperties: false })],
    want: [["map-values-removed", "[name]", "number", null]],
  },
  {
    name: "names that were rejected",
    given: [object({ a: text }, { additionalProperties: false }), object({ a: text })],
    want: [["unknown-properties-allowed", "", "closed", "open"]],
  },
  {
    name: "a property of an object that rejects other names",
    given: [
      object({ a: text }, { additionalProperties: false }),
      object({ a: text, b: text }, { additionalProperties: false }),
    ],
    want: [["property-added", ".b", null, "string"]],
  },
  {
    name: "a kind of object",
    given: [kinds({ cat: "Cat" }), kinds({ "big=dog": "Dog" })],
    want: [
      ["enum-value-added", ".kind", null, "big=dog"],
      ["enum-value-removed", ".kind", "cat", null],
    ],
  },
  {
    name: "the schema of a kind of object",
    given: [kinds({ cat: "Cat" }), kinds({ cat: "Dog" })],
    want: [
      ["property-removed", "(kind=cat).lives", "number", null],
      ["property-added", "(kind=cat).name", null, "string"],
    ],
  },
])("$name", ({ given: [old, next], want }) => {
  expect(found(old, next)).toEqual(
    want.map(([code, path, before, after]) => [code, `response 200 ${path}`.trim(), before, after]),
  );
});
