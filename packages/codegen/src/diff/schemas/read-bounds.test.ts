import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { readBounds } from "./read-bounds.ts";
import type { ValueType } from "./value-types.ts";

interface Row {
  readonly name: string;
  readonly type: ValueType;
  readonly given: JsonObject;
  readonly want: Readonly<Record<string, string>>;
  readonly isInteger?: boolean;
}

const everything: JsonObject = {
  minimum: 1,
  maximum: 2,
  minLength: 3,
  maxLength: 4,
  minItems: 5,
  maxItems: 6,
  contains: true,
  minContains: 7,
  maxContains: 8,
  minProperties: 9,
  maxProperties: 10,
};

const rows: readonly Row[] = [
  { name: "numbers", type: "number", given: everything, want: { minimum: "1", maximum: "2" } },
  { name: "texts", type: "string", given: everything, want: { minLength: "3", maxLength: "4" } },
  {
    name: "lists",
    type: "array",
    given: everything,
    want: { minItems: "5", maxItems: "6", minContains: "7", maxContains: "8" },
  },
  { name: "objects", type: "object", given: everything, want: { minProperties: "9", maxProperties: "10" } },
  { name: "booleans", type: "boolean", given: everything, want: {} },
  {
    name: "numbers that do not reach the limits",
    type: "number",
    given: { exclusiveMinimum: 0, exclusiveMaximum: 5 },
    want: { minimum: "0 excluded", maximum: "5 excluded" },
  },
  {
    name: "numbers with two lower and two upper bounds, of which the excluded ones are tighter",
    type: "number",
    given: { minimum: 1, exclusiveMinimum: 2, maximum: 9, exclusiveMaximum: 8 },
    want: { minimum: "2 excluded", maximum: "8 excluded" },
  },
  {
    name: "numbers with two lower and two upper bounds, of which the included ones are tighter",
    type: "number",
    given: { minimum: 2, exclusiveMinimum: 1, maximum: 8, exclusiveMaximum: 9 },
    want: { minimum: "2", maximum: "8" },
  },
  {
    name: "numbers with the flags of OpenAPI 3.0",
    type: "number",
    given: { minimum: 1, exclusiveMinimum: true, maximum: 3, exclusiveMaximum: true },
    want: { minimum: "1 excluded", maximum: "3 excluded" },
  },
  {
    name: "numbers with flags of OpenAPI 3.0 that are not set",
    type: "number",
    given: { minimum: 1, exclusiveMinimum: false, maximum: 3, exclusiveMaximum: false },
    want: { minimum: "1", maximum: "3" },
  },
  {
    name: "numbers with flags of OpenAPI 3.0 and no limits",
    type: "number",
    given: { exclusiveMinimum: true, exclusiveMaximum: true },
    want: {},
  },
  {
    name: "whole numbers",
    type: "number",
    isInteger: true,
    given: { exclusiveMinimum: 0, maximum: 5.5 },
    want: { minimum: "1", maximum: "5" },
  },
  {
    name: "lists with a kind of element",
    type: "array",
    given: { contains: true },
    want: { minContains: "1" },
  },
  {
    name: "lists whose elements are not counted",
    type: "array",
    given: { minContains: 2, maxContains: 3 },
    want: {},
  },
  {
    name: "lists that may have no element of a kind",
    type: "array",
    given: { contains: true, minContains: 0 },
    want: { minContains: "0" },
  },
  {
    name: "lists of any length",
    type: "array",
    given: { minItems: 0, maxItems: 0 },
    want: { maxItems: "0" },
  },
  {
    name: "texts of any length",
    type: "string",
    given: { minLength: 0, maxLength: 0 },
    want: { maxLength: "0" },
  },
  {
    name: "objects of any size",
    type: "object",
    given: { minProperties: 0, maxProperties: 0 },
    want: { maxProperties: "0" },
  },
  { name: "numbers from 0", type: "number", given: { minimum: 0 }, want: { minimum: "0" } },
];

test.each(rows)("reads the bounds of $name", ({ type, given, want, isInteger = false }) => {
  const bounds = [...readBounds(type, isInteger, given)].map(([name, { limit, isExclusive }]) => [
    name,
    isExclusive ? `${limit} excluded` : `${limit}`,
  ]);
  expect(Object.fromEntries(bounds)).toEqual(want);
});
