import { operations } from "@high-mobility-ts/schema/operations";
import { expect, test } from "vitest";
import { createSpecValidator } from "./spec-validator.ts";

const validator = createSpecValidator({ brands: new Set(), statuses: new Set() });
const { getClearance, revokeAccessToken, listClearances, checkEligibility } = operations;

test.each([
  ["a body with a missing field", getClearance, 200, { vin: "2HM00000000000001" }, "can't be blank"],
  ["a status that is not documented", getClearance, 418, {}, "status 418 is not documented"],
  ["a body although no body is documented", revokeAccessToken, 200, {}, "status 200 has no documented body"],
  ["no body although a body is documented", getClearance, 404, undefined, "must be object"],
])("reports %s in a response", (_case, operation, status, body, message) => {
  expect(validator.response(operation, status, body).map((violation) => violation.message)).toEqual([
    message,
  ]);
});

test("accepts a response that agrees with the specification", () => {
  expect(validator.response(getClearance, 200, { vin: "2HM00000000000001", status: "pending" })).toEqual([]);
});

test("names the place of a violation in a body and in a query", () => {
  expect(validator.requestBody(checkEligibility, { vin: 1, brand: "bmw" })).toEqual([
    { path: "/vin", message: "must be string" },
  ]);
  expect(validator.query(listClearances, new URLSearchParams({ filter: "{" }))).toEqual([
    { path: "/filter", message: "must be JSON" },
  ]);
});
