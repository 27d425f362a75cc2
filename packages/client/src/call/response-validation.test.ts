import { expect, test } from "vitest";
import type { ClientEvent } from "./events.ts";
import { type BodyValidator, responseValidator } from "./response-validation.ts";
import type { AnyResult } from "./result.ts";

const operation = "GET /v1/fleets/vehicles/{vin}";

function success(data: unknown): AnyResult {
  const response = new Response(null, { headers: { "x-request-id": "r-1" } });
  return { ok: true, status: 200, data, response, operation };
}

function needsVin(value: unknown): ReturnType<BodyValidator> {
  return typeof value === "object" && value !== null && "vin" in value
    ? { valid: true }
    : { valid: false, errors: [{ path: "/vin", message: "is missing" }] };
}

const validators = { [operation]: needsVin };

test("report emits an event for an invalid body, and returns the body", () => {
  const events: ClientEvent[] = [];
  const validate = responseValidator({ mode: "report", validators });
  const onEvent = (event: ClientEvent) => events.push(event);
  validate(success({ vin: "V" }), onEvent);
  expect(events).toEqual([]);
  validate(success({}), onEvent);
  expect(events).toEqual([
    { type: "response-invalid", operation, status: 200, problems: ["/vin is missing"], requestId: "r-1" },
  ]);
});

test("strict throws an UnexpectedResponseError that names the places", () => {
  const validate = responseValidator({ mode: "strict", validators });
  expect(() => validate(success({}), undefined)).toThrow(
    expect.objectContaining({
      name: "UnexpectedResponseError",
      code: "unexpected-response",
      requestId: "r-1",
      problems: ["/vin is missing"],
      message: `${operation} failed: 200 with a body that differs from the specification: /vin is missing. Update this package, or report it.`,
    }),
  );
});

test("passes on leniency, and checks only successful responses of operations with a validator", () => {
  const seen: unknown[] = [];
  const spy: BodyValidator = (_value, options) => {
    seen.push(options);
    return { valid: true };
  };
  const validate = responseValidator({ mode: "strict", validators: { [operation]: spy } });
  validate(success({}), undefined);
  validate({ ...success({}), operation: "GET /v1/vehicleinfo" }, undefined);
  validate({ ok: false, status: 404, error: {}, response: new Response(), operation }, undefined);
  expect(seen).toEqual([{ lenient: true }]);
});

test("names at most five places", () => {
  const many: BodyValidator = () => ({
    valid: false,
    errors: Array.from({ length: 7 }, (_value, index) => ({
      path: index === 0 ? "" : `/${index}`,
      message: "is wrong",
    })),
  });
  const validate = responseValidator({ mode: "strict", validators: { [operation]: many } });
  expect(() => validate(success({}), undefined)).toThrow(
    expect.objectContaining({
      problems: ["the body is wrong", "/1 is wrong", "/2 is wrong", "/3 is wrong", "/4 is wrong"],
    }),
  );
});

test("rejects unknown properties if the option says so", () => {
  const seen: unknown[] = [];
  const spy: BodyValidator = (_value, options) => {
    seen.push(options);
    return { valid: true };
  };
  const validate = responseValidator({ mode: "strict", lenient: false, validators: { [operation]: spy } });
  validate(success({}), undefined);
  expect(seen).toEqual([{ lenient: false }]);
});

test.each<[unknown, string]>([
  [{ mode: "loud", validators }, 'mode must be "report" or "strict", got "loud".'],
  [{ mode: "strict" }, "The options of validators must be an object, got undefined."],
  [
    { mode: "strict", validators: { "GET /v1/fleets/vehicle/{vin}": needsVin } },
    'validators has no option "GET /v1/fleets/vehicle/{vin}". Did you mean "GET /v1/fleets/vehicles/{vin}"?',
  ],
  [
    { mode: "strict", validators: { [operation]: "validateClearance" } },
    `validators["${operation}"] must be a function, got string.`,
  ],
  [{ mode: "strict", validators, strict: true }, 'responseValidator() has no option "strict".'],
  [true, "The options of responseValidator() must be an object, got a boolean."],
])("rejects %o", (options, message) => {
  expect(() => responseValidator(options as never)).toThrow(TypeError);
  expect(() => responseValidator(options as never)).toThrow(message);
});
