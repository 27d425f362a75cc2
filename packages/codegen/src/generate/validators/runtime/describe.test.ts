import { expect, test } from "vitest";
import type { Check } from "./check.ts";
import { describe, listed, quoted, typeOf } from "./describe.ts";

test.each<[Check, string]>([
  [{ kind: "string" }, "string"],
  [{ kind: "string", format: "date-time" }, "date-time"],
  [
    { kind: "string", minLength: 0, maxLength: 9, pattern: /a|b/ },
    "string of at least 0 characters of at most 9 characters matching a|b",
  ],
  [{ kind: "number", minimum: 0 }, "number >= 0"],
  [{ kind: "integer", maximum: 9, multipleOf: 3 }, "integer <= 9 a multiple of 3"],
  [{ kind: "array", minItems: 1 }, "array"],
  [{ kind: "object", required: ["a"] }, "object"],
  [{ kind: "enum", values: ["a", 1] }, 'one of "a", 1'],
  [{ kind: "const", value: null }, "null"],
  [{ kind: "type", types: ["null", "string"] }, "null or string"],
  [{ kind: "any" }, "a value"],
  [{ kind: "never" }, "nothing"],
  [{ kind: "allOf", checks: [{ kind: "string" }, { kind: "any" }] }, "string and a value"],
  [{ kind: "anyOf", checks: [{ kind: "string" }, { kind: "object" }] }, "string or object"],
  [{ kind: "oneOf", checks: [{ kind: "string" }, { kind: "array" }] }, "string or array"],
  [{ kind: "not", check: { kind: "const", value: true } }, "anything but true"],
])("describes %j as %s", (check, want) => {
  expect(describe(check)).toBe(want);
});

test("lists one value as itself", () => {
  expect([listed(["a"]), listed(["a", "b"]), quoted('a"')]).toEqual(['"a"', 'one of "a", "b"', '"a\\""']);
});

test.each([
  [null, "null"],
  [[], "array"],
  [{}, "object"],
  ["a", "string"],
  [1, "number"],
  [true, "boolean"],
  [undefined, "undefined"],
])("the type of %j is %s", (value, want) => {
  expect(typeOf(value)).toBe(want);
});
