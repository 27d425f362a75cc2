import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { formatOf, listedValues, patternOf, refuseUnknownKeywords, typesOf } from "./schema-keywords.ts";

const place = { file: "a.yaml", pointer: "/s" };

test.each(["double", "float", "int32", "int64"])(
  "accepts every number for the machine format %s",
  (format) => {
    expect(formatOf({ format }, place)).toEqual({});
  },
);

test.each(["date", "date-time", "decimal"])("checks the format %s", (format) => {
  expect(formatOf({ format }, place)).toEqual({ format });
});

test.each([
  { format: "int16", want: 'a.yaml #/s/format: format "int16" has no check' },
  { format: "Double", want: 'a.yaml #/s/format: format "Double" has no check' },
  { format: "", want: 'a.yaml #/s/format: format "" has no check' },
  { format: 32, want: 'a.yaml #/s/format: format "32" has no check' },
])("rejects the format $format", ({ format, want }) => {
  expect(() => formatOf({ format }, place)).toThrow(want);
});

test("a schema without a format has none", () => {
  expect(formatOf({ type: "string" }, place)).toEqual({});
});

test.each<{ schema: JsonObject; want: readonly unknown[] | undefined }>([
  { schema: { enum: ["a", 1, true, null] }, want: ["a", 1, true, null] },
  { schema: { enum: ["a", 1, 1.5, true, null], type: "string" }, want: ["a"] },
  { schema: { enum: ["a", 1, 1.5, true, null], type: "integer" }, want: [1] },
  { schema: { enum: ["a", 1, 1.5, true, null], type: ["number", "null"] }, want: [1, 1.5, null] },
  { schema: { const: null }, want: [null] },
  { schema: { const: "a", enum: ["b"] }, want: ["a"] },
  { schema: {}, want: undefined },
])("lists the values of $schema", ({ schema, want }) => {
  expect(listedValues(schema, place)).toEqual(want);
});

test.each<{ schema: JsonObject; read: (schema: JsonObject) => unknown; want: string }>([
  {
    schema: { enum: [[1]] },
    read: (schema) => listedValues(schema, place),
    want: "a.yaml #/s/enum: only strings",
  },
  {
    schema: { enum: { a: 1 } },
    read: (schema) => listedValues(schema, place),
    want: "a.yaml #/s/enum: expected a list",
  },
  {
    schema: { type: "text" },
    read: (schema) => typesOf(schema, place),
    want: "a.yaml #/s/type: expected the name",
  },
  {
    schema: { pattern: "(" },
    read: (schema) => patternOf(schema, place),
    want: "a.yaml #/s/pattern: is not a regular",
  },
  {
    schema: { minContains: 1 },
    read: (schema) => refuseUnknownKeywords(schema, place),
    want: 'keyword "minContains"',
  },
])("rejects $schema", ({ schema, read, want }) => {
  expect(() => read(schema)).toThrow(expect.objectContaining({ name: "CodegenError" }));
  expect(() => read(schema)).toThrow(want);
});

test("marks and extensions do not restrict values", () => {
  expect(() => refuseUnknownKeywords({ title: "A", readOnly: true, "x-unit": "m" }, place)).not.toThrow();
});
