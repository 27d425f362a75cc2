import { expect, test } from "vitest";
import type { ClientEvent } from "./events.ts";
import { type BodyValidator, createInspector } from "./response-validation.ts";
import type { AnyResult } from "./result.ts";

const operation = "GET /v1/fleets/vehicles/{vin}";

function success(data: unknown): AnyResult {
  const response = new Response(null, { headers: { "x-request-id": "r-1" } });
  return { ok: true, status: 200, data, response, operation };
}

const needsVin: BodyValidator = (value) =>
  typeof value === "object" && value !== null && "vin" in value
    ? { valid: true }
    : { valid: false, errors: [{ path: "/vin", message: "is missing" }] };

const validators = { [operation]: needsVin };

test("report tells of a body that breaks the specification, and lets it through", () => {
  const events: ClientEvent[] = [];
  const inspect = createInspector({ mode: "report", validators }, (event) => events.push(event));
  inspect(success({ vin: "V" }));
  expect(events).toEqual([]);
  inspect(success({}));
  expect(events).toEqual([
    { type: "response-invalid", operation, status: 200, problems: ["/vin is missing"], requestId: "r-1" },
  ]);
});

test("strict throws an UnexpectedResponseError that names the places", () => {
  const inspect = createInspector({ mode: "strict", validators }, undefined);
  expect(() => inspect(success({}))).toThrow(
    expect.objectContaining({
      name: "UnexpectedResponseError",
      code: "unexpected-response",
      requestId: "r-1",
      problems: ["/vin is missing"],
      message: `${operation} answered 200 with a body that breaks the specification: /vin is missing; update this package or report it`,
    }),
  );
});

test("passes leniency on, and looks only at successes of operations that have a validator", () => {
  const seen: unknown[] = [];
  const spy: BodyValidator = (_value, options) => {
    seen.push(options);
    return { valid: true };
  };
  const inspect = createInspector(
    { mode: "strict", lenient: true, validators: { [operation]: spy } },
    undefined,
  );
  inspect(success({}));
  inspect({ ...success({}), operation: "GET /v1/vehicleinfo" });
  inspect({ ok: false, status: 404, error: {}, response: new Response(), operation });
  expect(seen).toEqual([{ lenient: true }]);
});

test("refuses a mode that is none", () => {
  expect(() => createInspector({ mode: "loud" as "strict", validators }, undefined)).toThrow(TypeError);
});
