import { expect, test } from "vitest";
import type { Check } from "./check.ts";
import { runCheck, type ValidationErrors } from "./run-check.ts";

function error(path: string, message: string, expected: string): ValidationErrors {
  return [{ path, message, expected }];
}

function mustBe(expected: string, path = ""): ValidationErrors {
  return error(path, `must be ${expected}`, expected);
}

function wrongType(expected: string, type: string, path = ""): ValidationErrors {
  return error(path, `must be ${expected}, is ${type}`, expected);
}

const text: Check = { kind: "string" };
const short: Check = { kind: "string", minLength: 2, maxLength: 3 };
const ranged: Check = { kind: "number", minimum: 1, maximum: 3, multipleOf: 0.5 };
const rangedText = "number >= 1 <= 3 a multiple of 0.5";
const shortText = "string of at least 2 characters of at most 3 characters";

test.each<[Check, unknown, ValidationErrors]>([
  [text, "", []],
  [text, 1, wrongType("string", "number")],
  [{ ...text, untyped: true }, 1, []],
  [short, "ab", []],
  [short, "abc", []],
  [short, "💡💡💡", []],
  [short, "💡", mustBe(shortText)],
  [short, "abcd", mustBe(shortText)],
  [{ kind: "string", pattern: /^a/u }, "ab", []],
  [{ kind: "string", pattern: /^a/u }, "ba", mustBe("string matching ^a")],
  [{ kind: "string", format: "date" }, "2024-01-02", []],
  [{ kind: "string", format: "date" }, "today", mustBe("date")],
  [ranged, 1, []],
  [ranged, 3, []],
  [ranged, 0.5, mustBe(rangedText)],
  [ranged, 3.5, mustBe(rangedText)],
  [ranged, 1.2, mustBe(rangedText)],
  [ranged, "1", wrongType(rangedText, "string")],
  [{ ...ranged, untyped: true }, "1", []],
  [{ kind: "number" }, 1.5, []],
  [{ kind: "number" }, Number.NaN, mustBe("number")],
  [{ kind: "number" }, Infinity, mustBe("number")],
  [{ kind: "integer" }, 2, []],
  [{ kind: "integer" }, 1.5, mustBe("integer")],
  [{ kind: "const", value: "a" }, "a", []],
  [{ kind: "const", value: "a" }, "b", mustBe('"a"')],
  [{ kind: "type", types: ["boolean", "null"] }, null, []],
  [{ kind: "type", types: ["boolean", "null"] }, false, []],
  [{ kind: "type", types: ["boolean", "null"] }, 0, wrongType("boolean or null", "number")],
  [{ kind: "type", types: ["integer"] }, 1, []],
  [{ kind: "type", types: ["integer"] }, 1.5, wrongType("integer", "number")],
  [{ kind: "type", types: ["number"] }, 1.5, []],
  [{ kind: "type", types: ["number"] }, Number.NaN, wrongType("number", "number")],
  [{ kind: "any" }, undefined, []],
  [{ kind: "never" }, 1, error("", "must be absent", "nothing")],
  [{ kind: "not", check: text }, 1, []],
  [{ kind: "not", check: text }, "a", mustBe("anything but string")],
  [{ kind: "array" }, {}, wrongType("array", "object")],
  [{ kind: "array", untyped: true }, {}, []],
  [{ kind: "array" }, ["a", 1], []],
  [
    { kind: "array", items: text },
    ["a", 1, "b", null],
    [...wrongType("string", "number", "/1"), ...wrongType("string", "null", "/3")],
  ],
  [{ kind: "array", minItems: 2 }, [1, 2], []],
  [{ kind: "array", minItems: 2 }, [1], error("", "must have at least 2 items, has 1", "at least 2 items")],
  [{ kind: "array", maxItems: 1 }, [1], []],
  [{ kind: "array", maxItems: 1 }, [1, 2], error("", "must have at most 1 items, has 2", "at most 1 items")],
  [
    { kind: "array", items: text, minItems: 2 },
    [1],
    [
      ...wrongType("string", "number", "/0"),
      ...error("", "must have at least 2 items, has 1", "at least 2 items"),
    ],
  ],
])("the errors of a value for %j: %j", (check, value, want) => {
  expect(runCheck(check, value, false)).toEqual(want);
});

const unique: Check = { kind: "array", uniqueItems: true };
test.each([
  [[], true],
  [[1, 2, "1", null, "null", true], true],
  [[1, 2, 1], false],
  [
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    false,
  ],
  [
    [
      { c: 1, a: { z: 1, y: 2 } },
      { a: { y: 2, z: 1 }, c: 1 },
    ],
    false,
  ],
  [[{ a: 1 }, { a: 2 }], true],
  [
    [
      [1, 2],
      [2, 1],
    ],
    true,
  ],
  [[["a"], { 0: "a" }], true],
  [[null, {}], true],
])("whether the items of %j are unique: %j", (value, want) => {
  expect(runCheck(unique, value, false)).toEqual(want ? [] : mustBe("a list without duplicates"));
  expect(runCheck({ kind: "array" }, value, false)).toEqual([]);
});

const levels: Check = { kind: "enum", values: ["low", "high", 0] };
test.each([
  ["low", false, true],
  [0, false, true],
  ["medium", false, false],
  ["medium", true, true],
  [7, true, true],
  [true, true, false],
  [null, true, false],
])("whether %j is a listed value, lenient %j: %j", (value, lenient, want) => {
  expect(runCheck(levels, value, lenient)).toEqual(want ? [] : mustBe('one of "low", "high", 0'));
});

test("all parts of a combination report their errors", () => {
  const both: Check = { kind: "allOf", checks: [short, { kind: "string", pattern: /^x/u }] };
  expect(runCheck(both, "xy", false)).toEqual([]);
  expect(runCheck(both, "a", false)).toEqual([...mustBe(shortText), ...mustBe("string matching ^x")]);
});

test("a negated check is strict for a lenient validator too", () => {
  expect(runCheck({ kind: "not", check: levels }, "medium", true)).toEqual([]);
});

const a: Check = { kind: "object", properties: { a: text, b: text }, required: ["a", "b"] };
const c: Check = { kind: "object", properties: { c: text }, required: ["c"] };

test.each(["anyOf", "oneOf"] as const)("%s reports the alternative with the fewest errors", (kind) => {
  expect(runCheck({ kind, checks: [a, c] }, {}, false)).toEqual(error("/c", "is missing", "string"));
  expect(runCheck({ kind, checks: [c, a] }, {}, false)).toEqual(error("/c", "is missing", "string"));
  expect(runCheck({ kind, checks: [text, { kind: "number" }] }, null, false)).toEqual(
    wrongType("string", "null"),
  );
  expect(runCheck({ kind, checks: [a, c] }, { c: "" }, false)).toEqual([]);
  expect(runCheck({ kind, checks: [] }, 1, false)).toEqual([]);
});

test("several alternatives may match, except in a strict oneOf", () => {
  const checks = [text, short];
  expect(runCheck({ kind: "anyOf", checks }, "ab", false)).toEqual([]);
  expect(runCheck({ kind: "oneOf", checks }, "ab", true)).toEqual([]);
  expect(runCheck({ kind: "oneOf", checks }, "ab", false)).toEqual(
    mustBe(`only one of: string; ${shortText}`),
  );
});

test("alternatives are lenient for a lenient validator", () => {
  const check: Check = { kind: "anyOf", checks: [levels] };
  expect(runCheck(check, "medium", true)).toEqual([]);
  expect(runCheck(check, "medium", false)).toEqual(mustBe('one of "low", "high", 0'));
});

test("at most 100 errors are collected, and a list is read no further", () => {
  const list: unknown[] = Array.from({ length: 102 }, () => 1);
  let isRead = false;
  Object.defineProperty(list, 100, {
    get(): number {
      isRead = true;
      return 1;
    },
  });
  const items: Check = { kind: "array", items: text };
  const errors = runCheck(items, list, false);
  expect(errors.map(({ path }) => path)).toEqual(Array.from({ length: 100 }, (_, index) => `/${index}`));
  expect(isRead).toBe(false);
  const object = Object.fromEntries(Array.from({ length: 102 }, (_, index) => [`k${index}`, 1] as const));
  expect(runCheck({ kind: "object", additionalProperties: text }, object, false)).toHaveLength(100);
  expect(
    runCheck({ kind: "array", items: { kind: "allOf", checks: [text, text, text] } }, list, false),
  ).toHaveLength(100);
});
