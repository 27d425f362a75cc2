import { expect, test } from "vitest";
import type { Check } from "./check.ts";
import { requestValidator, responseValidator } from "./validator.ts";

const lock: Check = { kind: "enum", values: ["locked", "unlocked"] };
const check: Check = {
  kind: "object",
  properties: { "a/b~c": { kind: "array", items: lock } },
  additionalProperties: false,
};
const expected = 'one of "locked", "unlocked"';
const message = `must be ${expected}`;
const unlisted = { "a/b~c": ["locked", "ajar"] };
const errors = [{ path: "/a~1b~0c/1", message, expected }];
const issues = [{ message, path: ["a/b~c", 1] }];

test("a valid value is returned itself", () => {
  const value = { "a/b~c": ["locked"] };
  for (const validator of [requestValidator(check), responseValidator(check)]) {
    const result = validator(value);
    expect(result).toEqual({ valid: true, value });
    expect(result.valid && result.value).toBe(value);
    expect(validator["~standard"].validate(value)).toEqual({ value });
  }
});

test("a request validator is strict, also as a Standard Schema", () => {
  const validator = requestValidator(check);
  expect(validator(unlisted)).toEqual({ valid: false, errors });
  expect(validator["~standard"].validate(unlisted)).toEqual({ issues });
});

test("a response validator is strict unless its caller asks for leniency", () => {
  const validator = responseValidator(check);
  expect(validator(unlisted)).toEqual({ valid: false, errors });
  expect(validator(unlisted, {})).toEqual({ valid: false, errors });
  expect(validator(unlisted, { lenient: false })).toEqual({ valid: false, errors });
  expect(validator(unlisted, { lenient: true })).toEqual({ valid: true, value: unlisted });
});

test("a response validator is lenient as a Standard Schema", () => {
  expect(responseValidator(check)["~standard"].validate(unlisted)).toEqual({ value: unlisted });
});

test("a Standard Schema names its version and its vendor", () => {
  const { version, vendor } = requestValidator(check)["~standard"];
  expect({ version, vendor }).toEqual({ version: 1, vendor: "high-mobility-ts" });
});

test.each<[string, Check, unknown, readonly (string | number)[]]>([
  ["the whole value", check, 1, []],
  ["a missing property", { kind: "object", required: ["a"] }, {}, ["a"]],
  [
    "a number as the name of a property",
    { kind: "object", additionalProperties: { kind: "array", items: lock } },
    { 0: ["ajar"] },
    ["0", 0],
  ],
  ["an escaped name", { kind: "object", additionalProperties: lock }, { "~1~/~/": 1 }, ["~1~/~/"]],
])("the path of %s has numbers only inside arrays", (_, given, value, path) => {
  const result = requestValidator(given)["~standard"].validate(value);
  expect(result).toEqual({ issues: [{ message: expect.any(String), path }] });
});
