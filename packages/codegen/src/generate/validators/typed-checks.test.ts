import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import type { Check } from "./runtime/check.ts";
import { hasKeywordsOf, listedValues, patternOf, refuseUnknownKeywords, typesOf } from "./schema-keywords.ts";
import { typedChecks } from "./typed-checks.ts";

const place = { file: "f.yaml", pointer: "/s" };

function checksOf(schema: JsonObject): readonly Check[] {
  return typedChecks(schema, place, (child) => ({ kind: "const", value: JSON.stringify(child) }));
}

function child(text: string): Check {
  return { kind: "const", value: text };
}

test.each<[JsonObject, readonly Check[]]>([
  [{}, []],
  [{ type: "boolean" }, [{ kind: "type", types: ["boolean"] }]],
  [{ type: "null" }, [{ kind: "type", types: ["null"] }]],
  [{ type: ["string"] }, [{ kind: "string" }]],
  [{ type: [] }, [{ kind: "type", types: [] }]],
  [{ type: ["string", "null"] }, [{ kind: "type", types: ["string", "null"] }]],
  [{ type: "boolean", enum: [true, 1] }, [{ kind: "enum", values: [true] }]],
  [{ type: ["string", "null"], enum: ["a", null, 1] }, [{ kind: "enum", values: ["a", null] }]],
  [{ type: "number", const: "a" }, [{ kind: "enum", values: [] }]],
  [{ const: null }, [{ kind: "const", value: null }]],
  [{ enum: ["a"] }, [{ kind: "enum", values: ["a"] }]],
  [
    { type: "string", enum: ["a", "bb"], maxLength: 1 },
    [
      { kind: "enum", values: ["a", "bb"] },
      { kind: "string", maxLength: 1 },
    ],
  ],
  [
    { enum: ["a", "bb"], maxLength: 1 },
    [
      { kind: "enum", values: ["a", "bb"] },
      { kind: "string", maxLength: 1, untyped: true },
    ],
  ],
  [
    { minLength: 1, minimum: 2, minItems: 3, minProperties: 4 },
    [
      { kind: "string", minLength: 1, untyped: true },
      { kind: "number", minimum: 2, untyped: true },
      { kind: "array", minItems: 3, untyped: true },
      { kind: "object", minProperties: 4, untyped: true },
    ],
  ],
  [
    { type: "string", minLength: 1, maxLength: 2, pattern: "^a", format: "date" },
    [{ kind: "string", minLength: 1, maxLength: 2, pattern: /^a/u, format: "date" }],
  ],
  [
    { type: "number", minimum: 1, maximum: 2, multipleOf: 3 },
    [{ kind: "number", minimum: 1, maximum: 2, multipleOf: 3 }],
  ],
  [{ type: "integer", maximum: 2 }, [{ kind: "integer", maximum: 2 }]],
  [{ type: "number", minimum: "1" }, [{ kind: "number" }]],
  [
    { type: "array", items: {}, minItems: 1, maxItems: 2, uniqueItems: true },
    [{ kind: "array", items: child("{}"), minItems: 1, maxItems: 2, uniqueItems: true }],
  ],
  [{ type: "array", uniqueItems: false }, [{ kind: "array" }]],
  [
    {
      type: "object",
      properties: { b: true, a: false },
      required: ["b", "a", "c"],
      additionalProperties: {},
      minProperties: 1,
      maxProperties: 2,
    },
    [
      {
        kind: "object",
        properties: { a: child("false"), b: child("true") },
        required: ["a", "b", "c"],
        additionalProperties: child("{}"),
        minProperties: 1,
        maxProperties: 2,
      },
    ],
  ],
  [{ type: "object", required: [], properties: 1, additionalProperties: true }, [{ kind: "object" }]],
  [{ type: "object", required: "a" }, [{ kind: "object" }]],
  [{ type: "object", additionalProperties: false }, [{ kind: "object", additionalProperties: false }]],
])("%j", (schema, want) => {
  expect(checksOf(schema)).toStrictEqual(want);
});

test("the properties of a check are in the order of their names", () => {
  const [check] = checksOf({ type: "object", properties: { c: true, a: true, b: true } });
  expect(check?.kind === "object" && Object.keys(check.properties ?? {})).toEqual(["a", "b", "c"]);
});

test.each([
  ["string", ["minLength", "maxLength", "pattern", "format"]],
  ["number", ["minimum", "maximum", "multipleOf"]],
  ["integer", ["minimum", "maximum", "multipleOf"]],
  ["array", ["items", "minItems", "maxItems", "uniqueItems"]],
  ["object", ["properties", "required", "additionalProperties", "minProperties", "maxProperties"]],
] as const)("each keyword of %s restricts its values", (kind, keywords) => {
  for (const key of keywords) expect(hasKeywordsOf({ [key]: 1 }, kind)).toBe(true);
  expect(hasKeywordsOf({ type: kind }, kind)).toBe(false);
});

const known = [
  ...["type", "enum", "const", "not", "allOf", "anyOf", "oneOf", "items", "minLength", "required"],
  ...["default", "deprecated", "description", "example", "examples", "externalDocs", "readOnly", "title"],
  ...["writeOnly", "x-unit"],
];
test.each(known)("the keyword %s is known", (key) => {
  expect(() => refuseUnknownKeywords({ [key]: 1 }, place)).not.toThrow();
});

test.each(["if", "minContains", "unit-x-", ""])("the keyword %j is not known", (key) => {
  expect(() => refuseUnknownKeywords({ title: "", [key]: 1 }, place)).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message: `f.yaml #/s/${key}: keyword "${key}" has no check`,
    }),
  );
});

test.each(["array", "boolean", "integer", "null", "number", "object", "string"])(
  "%s is the name of a type",
  (type) => {
    expect(typesOf({ type }, place)).toEqual([type]);
    expect(typesOf({ type: ["null", type] }, place)).toEqual(["null", type]);
  },
);

test.each<JsonObject>([{ type: ["string", "file"] }, { type: 1 }, { type: null }, { type: "" }])(
  "%j has a type without a name",
  (schema) => {
    expect(() => typesOf(schema, place)).toThrow(
      expect.objectContaining({ message: "f.yaml #/s/type: expected the name of a JSON type" }),
    );
  },
);

test.each<[JsonObject, string]>([
  [{ const: {} }, "f.yaml #/s/const: only strings, numbers, true, false and null can be compared"],
  [{ enum: [{}] }, "f.yaml #/s/enum: only strings, numbers, true, false and null can be compared"],
  [{ enum: "a" }, "f.yaml #/s/enum: expected a list"],
])("the values of %j cannot be compared", (schema, message) => {
  expect(() => listedValues(schema, place)).toThrow(expect.objectContaining({ message }));
});

test("null is listed only beside the type null", () => {
  expect(listedValues({ type: "null", enum: [null, "null"] }, place)).toEqual([null]);
  expect(listedValues({ type: "object", enum: [null] }, place)).toEqual([]);
});

test("a pattern is a Unicode pattern, and an invalid one keeps the cause", () => {
  expect(patternOf({ pattern: "^.$" }, place)).toEqual({ pattern: /^.$/u });
  expect(patternOf({ pattern: 1 }, place)).toEqual({});
  expect(() => patternOf({ pattern: "(" }, place)).toThrow(
    expect.objectContaining({
      message: "f.yaml #/s/pattern: is not a regular expression",
      cause: expect.any(SyntaxError),
    }),
  );
});
