import { expect, test } from "vitest";
import type { Check } from "./check.ts";
import { runCheck, type ValidationErrors } from "./run-check.ts";

const text: Check = { kind: "string" };
const closed: Check = {
  kind: "object",
  properties: { a: text, b: { kind: "string", format: "date-time" } },
  required: ["a"],
  additionalProperties: false,
};

function error(path: string, message: string, expected: string): ValidationErrors {
  return [{ path, message, expected }];
}

test.each([
  ["a text", "string"],
  [null, "null"],
  [[], "array"],
])("%j is not an object", (value, type) => {
  expect(runCheck({ kind: "object" }, value, false)).toEqual(
    error("", `must be object, is ${type}`, "object"),
  );
  expect(runCheck({ kind: "object", untyped: true }, value, false)).toEqual([]);
});

test("a required property must have a value", () => {
  expect(runCheck(closed, {}, false)).toEqual(error("/a", "is missing", "string"));
  expect(runCheck(closed, { a: undefined }, false)).toEqual(error("/a", "is missing", "string"));
  expect(runCheck(closed, { a: "" }, false)).toEqual([]);
});

test.each(["constructor", "toString"])("the inherited property %s is neither present nor known", (key) => {
  const check: Check = { kind: "object", properties: {}, required: [key] };
  expect(runCheck(check, {}, false)).toEqual(error(`/${key}`, "is missing", "a value"));
  expect(runCheck({ kind: "object", properties: {} }, { [key]: 1 }, false)).toEqual([]);
});

test("an optional property may be undefined", () => {
  expect(runCheck(closed, { a: "", b: undefined }, false)).toEqual([]);
});

test("null is an optional property without a value for a lenient validator only", () => {
  const expected = error("/b", "must be date-time, is null", "date-time");
  expect(runCheck(closed, { a: "", b: null }, true)).toEqual([]);
  expect(runCheck(closed, { a: "", b: null }, false)).toEqual(expected);
  expect(runCheck({ kind: "object", properties: { b: text } }, { b: null }, true)).toEqual([]);
  expect(runCheck(closed, { a: null }, true)).toEqual(error("/a", "must be string, is null", "string"));
});

test("a lenient validator passes its leniency to properties and items", () => {
  const value = { a: "", b: "2024-01-02T03:04:05" };
  const list: Check = { kind: "array", items: closed };
  expect(runCheck(closed, value, true)).toEqual([]);
  expect(runCheck(closed, value, false)).toEqual(error("/b", "must be date-time", "date-time"));
  expect(runCheck(list, [value], true)).toEqual([]);
  expect(runCheck({ kind: "allOf", checks: [list] }, [value], true)).toEqual([]);
  expect(runCheck(list, [value], false)).toEqual(error("/0/b", "must be date-time", "date-time"));
});

test("an unknown property is an error for a strict validator only", () => {
  const unknown = error("/x", "is not a property that the schema knows", "only a, b");
  expect(runCheck(closed, { a: "", x: 1 }, false)).toEqual(unknown);
  expect(runCheck(closed, { a: "", x: undefined }, false)).toEqual(unknown);
  expect(runCheck(closed, { a: "", x: 1 }, true)).toEqual([]);
  expect(runCheck({ kind: "object", additionalProperties: false }, { x: 1 }, false)).toEqual(
    error("/x", "is not a property that the schema knows", "no property"),
  );
});

test("an unknown property must fit the check of additional properties", () => {
  const check: Check = { kind: "object", properties: { a: { kind: "any" } }, additionalProperties: text };
  expect(runCheck(check, { a: 1, x: "" }, false)).toEqual([]);
  expect(runCheck(check, { x: 1 }, true)).toEqual(error("/x", "must be string, is number", "string"));
});

test("special characters in a path are escaped as in JSON pointers", () => {
  const check: Check = { kind: "object", additionalProperties: text };
  expect(runCheck(check, { "~a/b~/": 1 }, false)).toEqual(
    error("/~0a~1b~0~1", "must be string, is number", "string"),
  );
});

test("the number of properties has bounds", () => {
  const check: Check = { kind: "object", minProperties: 1, maxProperties: 2 };
  expect(runCheck(check, { a: 1 }, false)).toEqual([]);
  expect(runCheck(check, { a: 1, b: 1 }, false)).toEqual([]);
  expect(runCheck(check, {}, false)).toEqual(
    error("", "must have at least 1 properties, has 0", "at least 1 properties"),
  );
  expect(runCheck(check, { a: 1, b: 1, c: 1 }, false)).toEqual(
    error("", "must have at most 2 properties, has 3", "at most 2 properties"),
  );
});

test("the errors of properties come before missing properties and the size", () => {
  const check: Check = { kind: "object", properties: { a: text }, required: ["b"], minProperties: 2 };
  expect(runCheck(check, { a: 1 }, false)).toEqual([
    ...error("/a", "must be string, is number", "string"),
    ...error("/b", "is missing", "a value"),
    ...error("", "must have at least 2 properties, has 1", "at least 2 properties"),
  ]);
});
