import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import { checkTable } from "./check-table.ts";
import { checkCompiler } from "./compile-check.ts";
import type { Check } from "./runtime/check.ts";

function compile(schema: JsonValue, document: JsonObject = {}): Check {
  return checkCompiler(document, checkTable())(schema, { file: "f.yaml", pointer: "/s" });
}

test.each<{ given: JsonValue; want: string }>([
  { given: "text", want: "f.yaml #/s: expected a schema" },
  { given: null, want: "f.yaml #/s: expected a schema" },
  { given: { type: "array", items: 1 }, want: "f.yaml #/s/items: expected a schema" },
  { given: { properties: { "a/b": 1 } }, want: "f.yaml #/s/properties/a~1b: expected a schema" },
  { given: { additionalProperties: 1 }, want: "f.yaml #/s/additionalProperties: expected a schema" },
  { given: { allOf: [{}, 1] }, want: "f.yaml #/s/allOf/1: expected a schema" },
  { given: { anyOf: {} }, want: "f.yaml #/s/anyOf: expected a list" },
  { given: { oneOf: "a" }, want: "f.yaml #/s/oneOf: expected a list" },
  { given: { not: 1 }, want: "f.yaml #/s/not: expected a schema" },
  { given: { $ref: 1 }, want: "f.yaml #/s/$ref: expected a string" },
  { given: { $ref: "#/bad/x" }, want: "f.yaml #/bad/x/items: expected a schema" },
  { given: { $ref: "#/loop" }, want: 'f.yaml #/loop/$ref: reference "#/loop" leads back to itself' },
])("names the place of the error in $given", ({ given, want }) => {
  const document = { bad: { x: { items: 1 } }, loop: { $ref: "#/loop" } };
  expect(() => compile(given, document)).toThrow(
    expect.objectContaining({ name: "CodegenError", message: want }),
  );
});

test("true accepts everything and false accepts nothing", () => {
  expect(compile(true)).toEqual({ kind: "any" });
  expect(compile(false)).toEqual({ kind: "never" });
});

test("schemas that refer to each other many times are compiled once", () => {
  const document = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => {
      const next = index === 39 ? true : { $ref: `#/s${index + 1}` };
      return [`s${index}`, { properties: { a: next, b: next } }] as const;
    }),
  );
  const check = compile({ $ref: "#/s0" }, document);
  if (check.kind !== "object") throw new Error("not an object");
  expect(check.properties?.["a"]).toBe(check.properties?.["b"]);
});

test("a type beside the same type of a reference is one check", () => {
  expect(compile({ $ref: "#/plain", type: "string" }, { plain: { type: "string" } })).toEqual({
    kind: "string",
  });
});

test("checks with keywords stay, also if another check has the same kind", () => {
  const document = { a: { type: "string", minLength: 1 } };
  expect(compile({ $ref: "#/a", type: "string", maxLength: 3 }, document)).toEqual({
    kind: "allOf",
    checks: [
      { kind: "string", minLength: 1 },
      { kind: "string", maxLength: 3 },
    ],
  });
});

test("combinations come in a fixed order after the reference and before the types", () => {
  expect(
    compile(
      {
        type: "number",
        not: { const: 1 },
        oneOf: [true],
        anyOf: [true],
        allOf: [true],
        $ref: "#/a",
      },
      { a: { const: 2 } },
    ),
  ).toEqual({
    kind: "allOf",
    checks: [
      { kind: "const", value: 2 },
      { kind: "allOf", checks: [{ kind: "any" }] },
      { kind: "anyOf", checks: [{ kind: "any" }] },
      { kind: "oneOf", checks: [{ kind: "any" }] },
      { kind: "not", check: { kind: "const", value: 1 } },
      { kind: "number" },
    ],
  });
});
