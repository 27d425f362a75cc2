import { expect, test } from "vitest";
import type { Check } from "./check.ts";
import { standardSchema } from "./standard-schema.ts";
import { requestValidator, responseValidator } from "./validator.ts";

const check: Check = {
  kind: "object",
  properties: { mode: { kind: "enum", values: ["on"] } },
  additionalProperties: false,
};
const errors = [{ path: "/mode", message: 'must be "on"', expected: '"on"' }];

test("a request must match exactly, and is returned itself", () => {
  const validate = requestValidator(check);
  const value = { mode: "on" };
  const result = validate(value);
  expect(result).toEqual({ valid: true, value });
  expect(result.valid && result.value).toBe(value);
  expect(validate({ mode: "off" })).toEqual({ valid: false, errors });
});

test("a response is strict by default, and lenient on request", () => {
  const validate = responseValidator(check);
  const other = { mode: "off", more: 1 };
  expect(validate({ mode: "off" })).toEqual({ valid: false, errors });
  expect(validate({ mode: "off" }, {})).toEqual({ valid: false, errors });
  expect(validate({ mode: "off" }, { lenient: false })).toEqual({ valid: false, errors });
  expect(validate(other, { lenient: true })).toEqual({ valid: true, value: other });
});

test("as a Standard Schema, a request is strict and a response lenient", () => {
  const { "~standard": request } = requestValidator(check);
  const { "~standard": response } = responseValidator(check);
  expect([request.version, request.vendor]).toEqual([1, "high-mobility-ts"]);
  expect(request.validate({ mode: "off" })).toEqual({
    issues: [{ message: 'must be "on"', path: ["mode"] }],
  });
  expect(response.validate({ mode: "off" })).toEqual({ value: { mode: "off" } });
});

test("the path of an issue has numbers in lists and text elsewhere", () => {
  const nested: Check = {
    kind: "object",
    properties: {
      "a/b~c": { kind: "array", items: { kind: "object", properties: { "0": { kind: "string" } } } },
      missing: { kind: "any" },
    },
    required: ["missing"],
  };
  const { "~standard": standard } = standardSchema(nested, false);
  expect(standard.validate({ "a/b~c": [{}, { 0: 1 }] })).toEqual({
    issues: [
      { message: "must be string, is number", path: ["a/b~c", 1, "0"] },
      { message: "is missing", path: ["missing"] },
    ],
  });
  expect(standard.validate(1)).toEqual({ issues: [{ message: "must be object, is number", path: [] }] });
});
