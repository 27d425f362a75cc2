import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import { checkTable } from "./check-table.ts";
import { checkCompiler } from "./compile-check.ts";
import type { Check } from "./runtime/check.ts";
import { runCheck } from "./runtime/run-check.ts";

function compile(schema: JsonValue, document: JsonObject = {}): Check {
  return checkCompiler(document, checkTable())(schema, { file: "f.yaml", pointer: "/s" });
}

describe("compiles", () => {
  const table: { name: string; given: JsonValue; want: Check }[] = [
    {
      name: "an object with sorted names and without annotations",
      given: {
        type: "object",
        description: "d",
        required: ["b", "a"],
        properties: { b: { type: "boolean" }, a: { type: "string", format: "date-time", default: "x" } },
        additionalProperties: false,
        minProperties: 1,
      },
      want: {
        kind: "object",
        required: ["a", "b"],
        properties: { a: { kind: "string", format: "date-time" }, b: { kind: "type", types: ["boolean"] } },
        additionalProperties: false,
        minProperties: 1,
      },
    },
    {
      name: "listed values without their type",
      given: { type: "string", enum: ["a", "b", 1] },
      want: { kind: "enum", values: ["a", "b"] },
    },
    { name: "a constant", given: { const: "a" }, want: { kind: "const", value: "a" } },
    {
      name: "an integer, whose machine type does not matter",
      given: { type: "integer", format: "int32", minimum: 0, maximum: 255 },
      want: { kind: "integer", minimum: 0, maximum: 255 },
    },
    {
      name: "keywords of a type that the schema does not have",
      given: { properties: { a: true } },
      want: { kind: "object", properties: { a: { kind: "any" } }, untyped: true },
    },
    {
      name: "several types",
      given: { type: ["string", "null"], maxLength: 3 },
      want: {
        kind: "allOf",
        checks: [
          { kind: "type", types: ["string", "null"] },
          { kind: "string", maxLength: 3, untyped: true },
        ],
      },
    },
    {
      name: "alternatives beside keywords",
      given: { type: "array", oneOf: [{ minItems: 3 }, false] },
      want: {
        kind: "allOf",
        checks: [
          { kind: "oneOf", checks: [{ kind: "array", minItems: 3, untyped: true }, { kind: "never" }] },
          { kind: "array" },
        ],
      },
    },
    {
      name: "a type next to a reference to the same type",
      given: { $ref: "#/text", type: "string" },
      want: { kind: "string", maxLength: 3 },
    },
    {
      name: "a type next to a reference to another type",
      given: { $ref: "#/text", type: "number" },
      want: { kind: "allOf", checks: [{ kind: "string", maxLength: 3 }, { kind: "number" }] },
    },
    {
      name: "a type with keywords of this type",
      given: { $ref: "#/bounds", type: "object" },
      want: {
        kind: "allOf",
        checks: [{ kind: "object", minProperties: 1, untyped: true }, { kind: "object" }],
      },
    },
    {
      name: "a list whose items are unique",
      given: { type: "array", uniqueItems: true },
      want: { kind: "array", uniqueItems: true },
    },
    {
      name: "a list whose items may repeat",
      given: { type: "array", uniqueItems: false },
      want: { kind: "array" },
    },
    { name: "nothing to check", given: { title: "t" }, want: { kind: "any" } },
  ];
  const document = { text: { type: "string", maxLength: 3 }, bounds: { minProperties: 1 } };
  test.each(table)("$name", ({ given, want }) => {
    expect(compile(given, document)).toEqual(want);
  });
});

test("equal schemas are one check, also with references and other names", () => {
  const quantity = { type: "object", properties: { value: { type: "number" } } };
  const document: JsonObject = {
    a: { ...quantity, description: "a" },
    b: { properties: { q: { $ref: "#/a" } } },
  };
  const check = compile(
    { type: "object", properties: { x: { $ref: "#/b/properties/q" }, y: quantity } },
    document,
  );
  if (check.kind !== "object") throw new Error("not an object");
  expect(check.properties?.["x"]).toBe(check.properties?.["y"]);
});

describe("refuses", () => {
  const table: { name: string; given: JsonValue; document?: JsonObject; want: string }[] = [
    {
      name: "a keyword without a check",
      given: { properties: { a: { if: {} } } },
      want: 'f.yaml #/s/properties/a/if: keyword "if" has no check',
    },
    {
      name: "a format without a check",
      given: { type: "string", format: "vin" },
      want: 'f.yaml #/s/format: format "vin" has no check',
    },
    {
      name: "a reference to nothing",
      given: { $ref: "#/a" },
      want: 'f.yaml #/s/$ref: reference "#/a" resolves to nothing',
    },
    {
      name: "a circular reference",
      given: { $ref: "#/a" },
      document: { a: { items: { $ref: "#/b" } }, b: { not: { $ref: "#/a" } } },
      want: 'f.yaml #/b/not/$ref: reference "#/a" leads back to itself',
    },
    {
      name: "a value that cannot be compared",
      given: { enum: [[]] },
      want: "f.yaml #/s/enum: only strings, numbers, true, false and null can be compared",
    },
    {
      name: "an unknown type",
      given: { type: "file" },
      want: "f.yaml #/s/type: expected the name of a JSON type",
    },
    {
      name: "an invalid pattern",
      given: { pattern: "(" },
      want: "f.yaml #/s/pattern: is not a regular expression",
    },
  ];
  test.each(table)("$name", ({ given, document, want }) => {
    expect(() => compile(given, document)).toThrow(
      expect.objectContaining({ name: "CodegenError", message: want }),
    );
  });
});

const small = fc.integer({ min: 0, max: 3 });
const names = fc.constantFrom("a", "b", "__proto__", "constructor");
// Ajv leaves a property named `__proto__` unchecked.
const propertyNames = names.filter((name) => name !== "__proto__");
const leaf = fc.constantFrom<JsonObject>(
  {},
  { type: "string" },
  { type: "number" },
  { type: "integer" },
  { type: "boolean" },
  { type: "null" },
  { type: ["string", "null"] },
  { enum: ["a", 1, null] },
  { type: "integer", enum: [1, 1.5, "a"] },
  { const: "a" },
  { type: "number", const: "a" },
  { pattern: "^a" },
  { multipleOf: 1.5 },
);

/** Generates schemas with every keyword that the grammars accept, also keywords that belong to other types. */
const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record<JsonObject>(
      {
        type: fc.constantFrom("object", "array", "string", "integer", ["array", "object"]),
        properties: fc.dictionary(propertyNames, tie("schema"), { maxKeys: 2 }),
        required: fc.uniqueArray(names, { maxLength: 2 }),
        additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
        minProperties: small,
        maxProperties: small,
        items: tie("schema"),
        minItems: small,
        maxItems: small,
        uniqueItems: fc.boolean(),
        minLength: small,
        maxLength: small,
        minimum: small,
        maximum: small,
      },
      { requiredKeys: [] },
    ),
    fc.record<JsonObject>(
      {
        type: fc.constantFrom("object", "string"),
        allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
        anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
        oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
        not: tie("schema"),
      },
      { requiredKeys: [] },
    ),
  ),
}));

const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<JsonValue>("a", "aa", "💡💡", "", 0, 1, 1.5, 3, -1, true, null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(names, tie("value")), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

/**
 * Returns undefined for schemas for which Ajv 8.20 generates code with an undeclared variable: `{ anyOf: [{
 * anyOf: [{ items: {} }], not: {} }, …] }`.
 */
function opinionOf(validate: (instance: unknown) => unknown, instance: JsonValue): boolean | undefined {
  try {
    return validate(instance) === true;
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

test("a check accepts the same values as Ajv for any schema", { timeout: 60_000 }, () => {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, ownProperties: true, logger: false });
  fc.assert(
    fc.property(schema, fc.array(value, { minLength: 20, maxLength: 20 }), (given, instances) => {
      const check = compile(given);
      const validate = ajv.compile(given);
      for (const instance of instances) {
        const opinion = opinionOf(validate, instance);
        fc.pre(opinion !== undefined);
        expect({ instance, valid: runCheck(check, instance, false).length === 0 }).toEqual({
          instance,
          valid: opinion,
        });
      }
      ajv.removeSchema();
    }),
    { numRuns: 500 },
  );
});

test("formats are the same as in ajv-formats", () => {
  const ajv = new Ajv2020({ strict: false });
  // ajv-formats is CommonJS: under `nodenext` its default export is typed as the module.
  (addFormats as unknown as (target: Ajv2020) => void)(ajv);
  const part = (...texts: string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);
  const text = fc
    .tuple(
      part("2024", "2023", "2100", "2000", "0000", "24"),
      part("-"),
      part("01", "02", "04", "12", "13", "00"),
      part("-"),
      part("01", "28", "29", "30", "31", "32", "00"),
      part("T", "t", " ", "\n", "_", ""),
      part("00", "07", "18", "23", "24"),
      part(":"),
      part("00", "29", "30", "59", "60"),
      part(":"),
      part("00", "59", "60", "61"),
      part("", ".5", ".123456", ".", ",5"),
      part("Z", "z", "+05:30", "-0530", "+05", "-05:29", "+24:00", "+00:60", "", "-16:30"),
    )
    .map((parts) => parts.join(""));
  for (const format of ["date-time", "date"]) {
    const check = compile({ type: "string", format });
    const validate = ajv.compile({ type: "string", format });
    const agree = (given: string): void => {
      const valid = runCheck(check, given, false).length === 0;
      expect({ given, valid }).toEqual({ given, valid: validate(given) });
    };
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          text.map((each) => each.slice(0, 10)),
          fc.string(),
        ),
        agree,
      ),
      {
        numRuns: 20_000,
      },
    );
  }
});
