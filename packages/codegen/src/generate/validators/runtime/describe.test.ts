import { expect, test } from "vitest";
import type { Check } from "./check.ts";
import { describe, listed, quoted, typeOf } from "./describe.ts";

test.each<[Check, string]>([
  [{ kind: "string" }, "string"],
  [{ kind: "string", format: "date-time" }, "date-time"],
  [
    { kind: "string", minLength: 1, maxLength: 3, pattern: /^a/u },
    "string of at least 1 characters of at most 3 characters matching ^a",
  ],
  [{ kind: "number", minimum: 0, maximum: 5, multipleOf: 0.5 }, "number >= 0 <= 5 a multiple of 0.5"],
  [{ kind: "integer" }, "integer"],
  [{ kind: "integer", maximum: 5 }, "integer <= 5"],
  [{ kind: "array", minItems: 1 }, "array"],
  [{ kind: "object", minProperties: 1 }, "object"],
  [{ kind: "enum", values: ["a", 1, null] }, 'one of "a", 1, null'],
  [{ kind: "const", value: "a" }, '"a"'],
  [{ kind: "type", types: ["boolean", "null"] }, "boolean or null"],
  [{ kind: "any" }, "a value"],
  [{ kind: "never" }, "nothing"],
  [{ kind: "allOf", checks: [{ kind: "string" }, { kind: "any" }] }, "string and a value"],
  [{ kind: "anyOf", checks: [{ kind: "string" }, { kind: "number" }] }, "string or number"],
  [{ kind: "oneOf", checks: [{ kind: "array" }, { kind: "object" }] }, "array or object"],
  [{ kind: "not", check: { kind: "string" } }, "anything but string"],
])("describes %j", (check, want) => {
  expect(describe(check)).toBe(want);
});

test("a list of one value is the value", () => {
  expect(listed(["a"])).toBe('"a"');
  expect(listed(["a", true])).toBe('one of "a", true');
  expect(quoted('a"b')).toBe('"a\\"b"');
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
