import { expect, test } from "vitest";
import type { Check } from "./check.ts";
import { runCheck } from "./run-check.ts";

/** The errors of a strict check, one line each. */
function errors(check: Check, value: unknown, lenient = false): string[] {
  return runCheck(check, value, lenient).map(({ path, message }) => `${path} ${message}`);
}

const text: Check = { kind: "string" };
const number: Check = { kind: "number" };

interface Row {
  readonly check: Check;
  readonly valid: readonly unknown[];
  readonly invalid: readonly (readonly [unknown, string])[];
}

test.each<Row>([
  {
    check: text,
    valid: ["", "a"],
    invalid: [
      [1, " must be string, is number"],
      [null, " must be string, is null"],
      [["a"], " must be string, is array"],
      [undefined, " must be string, is undefined"],
    ],
  },
  {
    check: { kind: "string", minLength: 2, maxLength: 3 },
    valid: ["ab", "abc", "🚗🚗", "🚗🚗🚗"],
    invalid: [
      ["a", " must be string of at least 2 characters of at most 3 characters"],
      ["🚗", " must be string of at least 2 characters of at most 3 characters"],
      ["abcd", " must be string of at least 2 characters of at most 3 characters"],
    ],
  },
  {
    check: { kind: "string", pattern: /^a+$/ },
    valid: ["a", "aa"],
    invalid: [["ab", " must be string matching ^a+$"]],
  },
  {
    check: { kind: "string", format: "date" },
    valid: ["2026-01-31"],
    invalid: [["2026-02-31", " must be date"]],
  },
  {
    check: number,
    valid: [0, -1.5, 1e300],
    invalid: [
      ["1", " must be number, is string"],
      [Number.NaN, " must be number"],
      [Infinity, " must be number"],
      [-Infinity, " must be number"],
    ],
  },
  { check: { kind: "integer" }, valid: [0, -3], invalid: [[1.5, " must be integer"]] },
  {
    check: { kind: "number", minimum: 1, maximum: 3, multipleOf: 0.5 },
    valid: [1, 1.5, 3],
    invalid: [
      [0.5, " must be number >= 1 <= 3 a multiple of 0.5"],
      [3.5, " must be number >= 1 <= 3 a multiple of 0.5"],
      [1.25, " must be number >= 1 <= 3 a multiple of 0.5"],
    ],
  },
  {
    check: { kind: "enum", values: ["a", 1, null] },
    valid: ["a", 1, null],
    invalid: [
      ["b", ' must be one of "a", 1, null'],
      [2, ' must be one of "a", 1, null'],
      [true, ' must be one of "a", 1, null'],
    ],
  },
  {
    check: { kind: "const", value: "a" },
    valid: ["a"],
    invalid: [["b", ' must be "a"']],
  },
  {
    check: { kind: "type", types: ["boolean", "integer", "null", "number"] },
    valid: [true, null, 1, 1.5],
    invalid: [
      ["a", " must be boolean or integer or null or number, is string"],
      [Number.NaN, " must be boolean or integer or null or number, is number"],
    ],
  },
  {
    check: { kind: "type", types: ["integer"] },
    valid: [1],
    invalid: [[1.5, " must be integer, is number"]],
  },
  {
    check: { kind: "type", types: ["array", "object", "string"] },
    valid: [[], {}, ""],
    invalid: [[null, " must be array or object or string, is null"]],
  },
  { check: { kind: "any" }, valid: [undefined, null, 1, {}], invalid: [] },
  { check: { kind: "never" }, valid: [], invalid: [[1, " must be absent"]] },
  {
    check: { kind: "not", check: { kind: "string", minLength: 2 } },
    valid: ["a", 1],
    invalid: [["ab", " must be anything but string of at least 2 characters"]],
  },
  {
    check: { kind: "allOf", checks: [{ kind: "number", minimum: 1 }, { kind: "integer" }] },
    valid: [1],
    invalid: [
      [1.5, " must be integer"],
      [0, " must be number >= 1"],
    ],
  },
  {
    check: { kind: "anyOf", checks: [{ kind: "number" }, { kind: "integer" }] },
    valid: [1, 1.5],
    invalid: [["a", " must be number, is string"]],
  },
  {
    check: { kind: "oneOf", checks: [{ kind: "number" }, { kind: "integer" }] },
    valid: [1.5],
    invalid: [
      [1, " must be only one of: number; integer"],
      ["a", " must be number, is string"],
    ],
  },
])("a strict check of $check", ({ check, valid, invalid }) => {
  for (const value of valid) expect(errors(check, value)).toEqual([]);
  for (const [value, want] of invalid) expect(errors(check, value)).toEqual([want]);
});

test("each error says what is expected", () => {
  const cases: [Check, unknown, string][] = [
    [{ kind: "string", minLength: 2 }, "a", "string of at least 2 characters"],
    [text, 1, "string"],
    [{ kind: "enum", values: ["a", "b"] }, "c", 'one of "a", "b"'],
    [{ kind: "const", value: 1 }, 2, "1"],
    [{ kind: "never" }, 1, "nothing"],
    [{ kind: "object", required: ["a"] }, {}, "a value"],
    [{ kind: "object", required: ["a"], properties: { a: text } }, {}, "string"],
    [{ kind: "object", minProperties: 1 }, {}, "at least 1 properties"],
    [{ kind: "array", maxItems: 0 }, [1], "at most 0 items"],
    [{ kind: "array", uniqueItems: true }, [1, 1], "a list without duplicates"],
  ];
  for (const [check, value, expected] of cases)
    expect(runCheck(check, value, false).map((error) => error.expected)).toEqual([expected]);
});

test.each<[Check, unknown, unknown]>([
  [{ kind: "string", untyped: true, minLength: 1 }, 1, ""],
  [{ kind: "number", untyped: true, minimum: 1 }, "a", 0],
  [{ kind: "array", untyped: true, minItems: 1 }, {}, []],
  [{ kind: "object", untyped: true, minProperties: 1 }, [], {}],
])("untyped checks accept values of other kinds: %j", (check, other, invalid) => {
  expect(errors(check, other)).toEqual([]);
  expect(errors(check, invalid)).toHaveLength(1);
});

const check: Check = {
  kind: "object",
  required: ["a", "missing"],
  properties: { a: text, "b/c~d": number },
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 4,
};

test("objects report each property with its place, escaped", () => {
  expect(errors(check, { a: 1, "b/c~d": "x", e: 1 })).toEqual([
    "/a must be string, is number",
    "/b~1c~0d must be number, is string",
    "/e is not a property that the schema knows",
    "/missing is missing",
  ]);
});

test("objects an undefined property is missing, and is checked no further", () => {
  expect(errors(check, { a: undefined, missing: undefined })).toEqual([
    "/missing is not a property that the schema knows",
    "/a is missing",
    "/missing is missing",
  ]);
  expect(errors({ kind: "object", properties: { a: text } }, { a: undefined })).toEqual([]);
});

test("objects inherited properties are neither there nor known", () => {
  expect(errors({ kind: "object", required: ["toString"] }, {})).toEqual(["/toString is missing"]);
  expect(
    errors({ kind: "object", properties: { a: text }, additionalProperties: false }, { toString: 1 }),
  ).toEqual(["/toString is not a property that the schema knows"]);
});

test("objects count their properties", () => {
  const sized: Check = { kind: "object", minProperties: 1, maxProperties: 2 };
  expect(errors(sized, {})).toEqual([" must have at least 1 properties, has 0"]);
  expect(errors(sized, { a: 1 })).toEqual([]);
  expect(errors(sized, { a: 1, b: 1 })).toEqual([]);
  expect(errors(sized, { a: 1, b: 1, c: 1 })).toEqual([" must have at most 2 properties, has 3"]);
});

test("objects check other properties by their own check", () => {
  const open: Check = { kind: "object", properties: { a: text }, additionalProperties: number };
  expect(errors(open, { a: "x", b: 1 })).toEqual([]);
  expect(errors(open, { a: "x", b: "y" })).toEqual(["/b must be number, is string"]);
  expect(errors({ kind: "object", properties: { a: text } }, { b: "y" })).toEqual([]);
});

test.each([[[]], [null], ["a"], [undefined]])("objects are not %j", (value) => {
  expect(errors({ kind: "object" }, value)).toHaveLength(1);
});

test("lists report each item with its index", () => {
  expect(errors({ kind: "array", items: text }, ["a", 1, "b", 2])).toEqual([
    "/1 must be string, is number",
    "/3 must be string, is number",
  ]);
  expect(errors({ kind: "array" }, [1, "a"])).toEqual([]);
  expect(errors({ kind: "array" }, { length: 0 })).toEqual([" must be array, is object"]);
});

test("lists count their items", () => {
  const sized: Check = { kind: "array", minItems: 1, maxItems: 2 };
  expect(errors(sized, [])).toEqual([" must have at least 1 items, has 0"]);
  expect([errors(sized, [1]), errors(sized, [1, 2])]).toEqual([[], []]);
  expect(errors(sized, [1, 2, 3])).toEqual([" must have at most 2 items, has 3"]);
});

test("lists compare items by their JSON, with keys in any order and at any depth", () => {
  const unique: Check = { kind: "array", uniqueItems: true };
  const duplicate = [" must be a list without duplicates"];
  expect(
    errors(unique, [
      { a: 1, b: { c: 1, d: 2 } },
      { b: { d: 2, c: 1 }, a: 1 },
    ]),
  ).toEqual(duplicate);
  expect(errors(unique, [1, 1])).toEqual(duplicate);
  expect(errors(unique, [1, "1", [1], { a: 1 }, { a: 2 }, [2, 1], [1, 2], null])).toEqual([]);
  expect(errors({ kind: "array" }, [1, 1])).toEqual([]);
});

test("a lenient check accepts unknown listed values of the same types", () => {
  const check: Check = { kind: "enum", values: ["a", 1] };
  expect([errors(check, "b", true), errors(check, 2, true)]).toEqual([[], []]);
  expect(errors(check, null, true)).toEqual([' must be one of "a", 1']);
});

test("a lenient check accepts unknown properties, and null for optional ones", () => {
  const check: Check = {
    kind: "object",
    required: ["a"],
    properties: { a: text, b: text },
    additionalProperties: false,
  };
  expect(errors(check, { a: "x", b: null, c: 1 }, true)).toEqual([]);
  expect(errors(check, { a: null }, true)).toEqual(["/a must be string, is null"]);
  expect(errors(check, { a: "x", b: null })).toEqual(["/b must be string, is null"]);
});

test("a lenient check is lenient at any depth, but not below not", () => {
  const item: Check = { kind: "object", properties: { d: { kind: "enum", values: ["a"] } } };
  const nested: Check = { kind: "array", items: { kind: "allOf", checks: [item] } };
  expect(errors(nested, [{ d: "b" }], true)).toEqual([]);
  expect(errors({ kind: "not", check: { kind: "enum", values: ["a"] } }, "b", true)).toEqual([]);
  const time: Check = { kind: "string", format: "date-time" };
  expect([errors(time, "2026-01-01T00:00:00", true), errors(time, "2026-01-01T00:00:00")]).toEqual([
    [],
    [" must be date-time"],
  ]);
});

test("a lenient check accepts a value of several alternatives", () => {
  const check: Check = { kind: "oneOf", checks: [number, { kind: "integer" }] };
  expect(errors(check, 1, true)).toEqual([]);
  expect(errors(check, "a", true)).toEqual([" must be number, is string"]);
});

test("reports the alternative that fits best, the first of equal ones", () => {
  const two: Check = { kind: "object", required: ["a", "b"] };
  const one: Check = { kind: "object", required: ["c"] };
  const other: Check = { kind: "object", required: ["d"] };
  expect(errors({ kind: "anyOf", checks: [two, one, other] }, {})).toEqual(["/c is missing"]);
  expect(errors({ kind: "anyOf", checks: [] }, {})).toEqual([]);
});

test("collects at most 100 errors", () => {
  const items = Array.from({ length: 150 }, () => 1);
  expect(errors({ kind: "array", items: text }, items)).toHaveLength(100);
  const names = Array.from({ length: 150 }, (_, index) => `p${index}`);
  expect(errors({ kind: "object", required: names }, {})).toHaveLength(100);
  const pairs: Check = { kind: "object", required: names.slice(0, 3) };
  const found = errors(
    { kind: "array", items: pairs },
    Array.from({ length: 40 }, () => ({})),
  );
  expect(found).toHaveLength(100);
  expect(found.at(-1)).toBe("/33/p0 is missing");
});
