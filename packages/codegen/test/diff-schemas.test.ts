import { describe, expect, test } from "vitest";
import type { JsonObject } from "../src/source/json.ts";
import { answering, diff, lines, object, sending, text } from "./diff-kit.ts";

describe("a change of a schema has the level of its side", () => {
  const table: { name: string; old: JsonObject; next: JsonObject; request: string[]; response: string[] }[] =
    [
      {
        name: "one more enum value",
        old: object({ brand: { enum: ["a"] } }),
        next: object({ brand: { enum: ["a", "b"] } }),
        request: ["minor request body.brand enum-value-added"],
        response: ["minor response 200 .brand enum-value-added"],
      },
      {
        name: "a property less",
        old: object({ a: text, b: text }),
        next: object({ a: text }),
        request: ["major request body.b property-removed"],
        response: ["major response 200 .b property-removed"],
      },
      {
        name: "an optional property that is required",
        old: object({ a: text }),
        next: object({ a: text }, { required: ["a"] }),
        request: ["major request body.a property-became-required"],
        response: ["minor response 200 .a property-became-required"],
      },
      {
        name: "one more required property",
        old: object({}),
        next: object({ a: text }, { required: ["a"] }),
        request: ["major request body.a required-property-added"],
        response: ["minor response 200 .a required-property-added"],
      },
      {
        name: "another type in a nested schema",
        old: object({ list: { type: "array", items: object({ "odd name": text }) } }),
        next: object({ list: { type: "array", items: object({ "odd name": { type: "boolean" } }) } }),
        request: ['major request body.list[]["odd name"] type-changed'],
        response: ['major response 200 .list[]["odd name"] type-changed'],
      },
      {
        name: "a new null",
        old: object({ a: text }),
        next: object({ a: { oneOf: [text, { type: "null" }] } }),
        request: ["minor request body.a became-nullable"],
        response: ["major response 200 .a became-nullable"],
      },
      {
        name: "whole numbers only",
        old: { type: "number" },
        next: { type: "integer" },
        request: ["major request body became-integer"],
        response: ["patch response 200 became-integer"],
      },
      {
        name: "a lower maximum and a longer minimum",
        old: object({ a: { type: "number", maximum: 9 }, b: { type: "string", minLength: 1 } }),
        next: object({ a: { type: "number", maximum: 8 }, b: { type: "string", minLength: 2 } }),
        request: ["major request body.a constraint-tightened", "major request body.b constraint-tightened"],
        response: [
          "patch response 200 .a constraint-tightened",
          "patch response 200 .b constraint-tightened",
        ],
      },
      {
        name: "another pattern and no format",
        old: { type: "string", pattern: "^a", format: "date" },
        next: { type: "string", pattern: "^b" },
        request: ["major request body constraint-changed", "minor request body format-removed"],
        response: ["minor response 200 constraint-changed", "minor response 200 format-removed"],
      },
      {
        name: "another default",
        old: { type: "string", default: "a" },
        next: { type: "string", default: "b" },
        request: ["major request body default-changed"],
        response: ["patch response 200 default-changed"],
      },
      {
        name: "a deprecated property",
        old: object({ a: text }),
        next: object({ a: { ...text, deprecated: true } }),
        request: ["minor request body.a property-deprecated"],
        response: ["minor response 200 .a property-deprecated"],
      },
      {
        name: "one alternative changed, one added",
        old: { oneOf: [object({ op: { const: "eq" }, value: text }), object({ op: { const: "in" } })] },
        next: {
          oneOf: [
            object({ op: { const: "lt" } }),
            object({ op: { const: "in" } }),
            object({ op: { const: "eq" }, value: { type: "number" } }),
          ],
        },
        request: ["minor request body variant-added", "major request body(op=eq).value type-changed"],
        response: ["major response 200 variant-added", "major response 200 (op=eq).value type-changed"],
      },
      {
        name: "a map of another type",
        old: { type: "object", additionalProperties: text },
        next: { type: "object", additionalProperties: { type: "number" } },
        request: ["major request body[name] type-changed"],
        response: ["major response 200 [name] type-changed"],
      },
    ];
  test.each(table)("$name", ({ old, next, request, response }) => {
    expect(lines(diff(sending(old), sending(next)))).toEqual(request);
    expect(lines(diff(answering(old), answering(next)))).toEqual(response);
  });
});

describe("another spelling is not a change", () => {
  const engine = object({ power: { type: "number" } });
  const table: { name: string; old: JsonObject; next: JsonObject }[] = [
    {
      name: "renamed components",
      old: answering({ $ref: "#/components/schemas/A" }, { A: engine }),
      next: answering({ $ref: "#/components/schemas/B" }, { B: engine }),
    },
    {
      name: "a component written out",
      old: answering({ $ref: "#/components/schemas/A" }, { A: engine }),
      next: answering(engine),
    },
    {
      name: "prose and order",
      old: answering({ ...object({ a: text, b: { enum: ["x", "y"] } }, { required: ["a", "b"] }) }),
      next: answering(
        object(
          { b: { enum: ["y", "x"], description: "B." }, a: { ...text, title: "A" } },
          { required: ["b", "a"] },
        ),
      ),
    },
    {
      name: "parts in an allOf",
      old: answering(object({ a: text, b: text }, { required: ["a"] })),
      next: answering({ allOf: [object({ a: text }, { required: ["a"] }), object({ b: text })] }),
    },
    {
      name: "null as a type or as an alternative",
      old: answering({ type: ["string", "null"] }),
      next: answering({ anyOf: [{ type: "null" }, text] }),
    },
    {
      name: "alternatives in another order",
      old: answering({ oneOf: [text, { type: "number" }] }),
      next: answering({ oneOf: [{ type: "number" }, text] }),
    },
    {
      name: "a property that is called like a keyword",
      old: answering(object({ description: text, default: text })),
      next: answering(object({ default: text, description: text })),
    },
  ];
  test.each(table)("$name", ({ old, next }) => {
    expect(diff(old, next)).toEqual([]);
    expect(diff(next, old)).toEqual([]);
  });
});

test("follows cycles, and finds changes in them", () => {
  const tree = (leaf: JsonObject): JsonObject => ({
    Tree: object({ leaf, children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } }),
    Alias: { allOf: [{ $ref: "#/components/schemas/Tree" }] },
  });
  const ref: JsonObject = { $ref: "#/components/schemas/Alias" };
  expect(diff(answering(ref, tree(text)), answering(ref, tree(text)))).toEqual([]);
  expect(lines(diff(answering(ref, tree(text)), answering(ref, tree({ type: "number" }))))).toContain(
    "major response 200 .leaf type-changed",
  );
});
