import fc from "fast-check";
import { expect, expectTypeOf, test } from "vitest";
import type { EligibilityBrand, VehicleData } from "../src/index.ts";
import * as validators from "../src/validators/index.ts";
import {
  type Lenient,
  type Validation,
  validateClearanceFilter,
  validateDiagnosticsCapability,
  validateDiagnosticsOdometerMessage,
  validateEligibilityRequest,
  validateVehicleData,
} from "../src/validators/index.ts";
import { mutated } from "./json-schema-arbitrary.ts";

const timestamp = "2026-11-24T10:00:00Z";
const odometer = { data: { unit: "kilometers", value: 12.5 }, timestamp };

test("returns the value itself with its type", () => {
  const body: unknown = { diagnostics: { odometer } };
  const result = validateVehicleData(body);
  if (!result.valid) throw new Error("not valid");
  expect(result.value).toBe(body);
  expectTypeOf(result.value).toEqualTypeOf<VehicleData>();
  expect(result.value.diagnostics?.odometer?.data?.value).toBe(12.5);
});

test("returns every error with its path, message and expected value", () => {
  const body = {
    diagnostics: { odometer: { data: { unit: "leagues" }, timestamp: "yesterday", source: 1 } },
    vin: 7,
  };
  expect(validateVehicleData(body)).toEqual({
    valid: false,
    errors: [
      {
        path: "/diagnostics/odometer/data/unit",
        message: expect.stringMatching(/^must be one of "meters", /),
        expected: expect.stringMatching(/^one of "meters", "millimeters", /),
      },
      { path: "/diagnostics/odometer/data/value", message: "is missing", expected: "number" },
      { path: "/diagnostics/odometer/timestamp", message: "must be date-time", expected: "date-time" },
      {
        path: "/diagnostics/odometer/source",
        message: "is not a property that the schema knows",
        expected: "only data, failure, timestamp",
      },
      { path: "/vin", message: "must be string, is number", expected: "string" },
    ],
  });
});

test("paths are JSON pointers", () => {
  const tags = { "a/b~c": 1 };
  expect(validators.validateClearance({ vin: "VIN", status: "approved", tags })).toMatchObject({
    errors: [{ path: "/tags/a~1b~0c" }],
  });
  expect(validateVehicleData([])).toMatchObject({
    errors: [{ path: "", message: "must be object, is array" }],
  });
});

test("stops at 100 errors", () => {
  const tire_pressures = Array.from({ length: 1000 }, () => 0);
  expect(validateDiagnosticsCapability({ tire_pressures })).toMatchObject({ errors: { length: 100 } });
});

test("a lenient validator accepts only additions of a carmaker", () => {
  const body = {
    diagnostics: { odometer: { ...odometer, data: { unit: "leagues", value: 1 }, source: "can" } },
  };
  expect(validateVehicleData(body)).toMatchObject({ valid: false, errors: { length: 2 } });
  expect(validateVehicleData(body, { lenient: false }).valid).toBe(false);
  const result = validateVehicleData(body, { lenient: true });
  expect(result.valid).toBe(true);
  expectTypeOf(result).toEqualTypeOf<Validation<Lenient<VehicleData>>>();
  if (result.valid)
    expectTypeOf(result.value.diagnostics?.odometer?.data?.unit).not.toEqualTypeOf<"meters" | undefined>();
  const wrong = { diagnostics: { odometer: { data: { unit: 1, value: "1" } } } };
  expect(validateVehicleData(wrong, { lenient: true })).toMatchObject({
    errors: [{ path: "/diagnostics/odometer/data/unit" }, { path: "/diagnostics/odometer/data/value" }],
  });
});

test("a lenient validator accepts null for an optional property and rejects it for a required property", () => {
  const body = { diagnostics: { odometer: { ...odometer, failure: null }, speed: null }, lights: null };
  expect(validateVehicleData(body)).toMatchObject({
    errors: [{ path: "/diagnostics/speed" }, { path: "/lights" }],
  });
  const result = validateVehicleData(body, { lenient: true });
  expect(result.valid).toBe(true);
  if (result.valid) {
    expectTypeOf<null>().toExtend<(typeof result.value)["diagnostics"]>();
    expectTypeOf(result.value.diagnostics?.odometer?.data?.value).toEqualTypeOf<number | undefined>();
  }
  const required = { diagnostics: { odometer: { data: { unit: "meters", value: null } } } };
  expect(validateVehicleData(required, { lenient: true })).toMatchObject({
    errors: [{ path: "/diagnostics/odometer/data/value", message: "must be number, is null" }],
  });
});

test.each([
  "2026-11-24T10:00:00",
  "2026-11-24T10:00:00.123456",
  "2026-11-24 10:00:00",
  "2026-12-31T23:59:60",
])("only a lenient validator accepts the time %s, which has no offset", (time) => {
  const body = { diagnostics: { odometer: { ...odometer, timestamp: time } } };
  expect(validateVehicleData(body)).toMatchObject({ errors: [{ path: "/diagnostics/odometer/timestamp" }] });
  expect(validateVehicleData(body, { lenient: true }).valid).toBe(true);
});

test.each(["2026-11-24", "2026-02-29T10:00:00", "2026-11-24T10:00:00+", "2026-11-24T10:00:60", "10:00:00"])(
  "a lenient validator rejects %s, which is not a time",
  (time) => {
    const body = { diagnostics: { odometer: { ...odometer, timestamp: time } } };
    expect(validateVehicleData(body, { lenient: true }).valid).toBe(false);
  },
);

test("requests are never validated leniently", () => {
  const body = { vin: "VIN", brand: "reliant" };
  // @ts-expect-error a request validator has no options
  expect(validateEligibilityRequest(body, { lenient: true }).valid).toBe(false);
  const result = validateEligibilityRequest({ vin: "VIN", brand: "bmw" });
  if (result.valid) expectTypeOf(result.value.brand).toEqualTypeOf<EligibilityBrand>();
});

test("an undefined property counts as absent", () => {
  expect(validateEligibilityRequest({ vin: "VIN", brand: undefined })).toMatchObject({
    errors: [{ path: "/brand", message: "is missing" }],
  });
  expect(validateClearanceFilter({ vin: undefined }).valid).toBe(true);
});

test("returns the errors of the alternative that fits best", () => {
  const vin = { operator: "in", value: ["VIN", 1] };
  expect(validateClearanceFilter({ vin })).toMatchObject({ errors: [{ path: "/vin/value/1" }] });
});

test("a push message has one property of one capability", () => {
  const message = {
    capability: "diagnostics",
    data: { diagnostics: { odometer } },
    message_id: "1",
    property: "odometer",
    version: 1,
    vin: "VIN",
  };
  const result = validateDiagnosticsOdometerMessage(message);
  expect(result.valid).toBe(true);
  if (result.valid)
    expectTypeOf(result.value.data.diagnostics.odometer?.data?.value).toEqualTypeOf<number | undefined>();
  expect(
    validateDiagnosticsOdometerMessage({ ...message, property: "speed" }, { lenient: true }),
  ).toMatchObject({
    errors: [{ path: "/property", message: 'must be "odometer"' }],
  });
});

test("accepts a push message as the platform sends it", () => {
  const message = {
    capability: "diagnostics",
    message_id: "1",
    property: "odometer",
    timestamp,
    version: 1,
    vin: "VIN",
  };
  const { data } = odometer;
  const accepted = [
    { data },
    { data, failure: null },
    { failure: { reason: "oem_error", description: "The carmaker sent an error." } },
  ];
  for (const sample of accepted)
    expect(
      validateDiagnosticsOdometerMessage({ ...message, data: { diagnostics: { odometer: sample } } }).valid,
    ).toBe(true);
  const news = { ...message, source: "oem", data: { diagnostics: { odometer: { data, quality: 1 } } } };
  expect(validateDiagnosticsOdometerMessage(news)).toMatchObject({ errors: { length: 2 } });
  expect(validateDiagnosticsOdometerMessage(news, { lenient: true }).valid).toBe(true);
});

test("no error contains a part of the value", () => {
  const secret = "hunter2-s3cr3t";
  const body = {
    client_id: secret,
    client_secret: secret,
    grant_type: secret,
    token: [secret],
    diagnostics: { odometer: { data: { unit: secret, value: secret }, timestamp: secret, failure: secret } },
    tags: { depot: [secret] },
  };
  const all = Object.values(validators as Record<string, (value: unknown) => Validation<unknown>>);
  fc.assert(
    fc.property(fc.constantFrom(...all), mutated(body), (validate, value) => {
      const result = validate(value);
      if (!result.valid) expect(JSON.stringify(result.errors)).not.toContain(secret);
    }),
    { numRuns: 2000 },
  );
});
