import { documentedRateLimits } from "@high-mobility-ts/schema/facts";
import { operations } from "@high-mobility-ts/schema/operations";
import { expect, test } from "vitest";
import { isDocumentedKind, isIdempotent } from "./operation-facts.ts";

const table = Object.values(operations).map((operation) => ({
  ...operation,
  key: `${operation.method} ${operation.path}`,
}));

test.each(table)("agrees with the operation table on $id", ({ key, idempotent, rateLimit }) => {
  expect(isIdempotent(key)).toBe(idempotent);
  expect(Object.entries(documentedRateLimits).find(([limited]) => limited === key)?.[1] ?? null).toEqual(
    rateLimit,
  );
});

test.each([
  ["GET /v1/fleets/vehicles", [], true],
  ["GET /v1/fleets/vehicles", {}, false],
  ["GET /v1/fleets/vehicles/{vin}", { vin: "x" }, true],
  ["GET /v1/fleets/vehicles/{vin}", {}, false],
  ["GET /v1/fleets/vehicles/{vin}", [], false],
  ["GET /v1/fleets/vehicles/{vin}", null, false],
  ["GET /v1/fleets/vehicles/{vin}", undefined, false],
  ["GET /v1/fleets/vehicles/{vin}", "text", false],
  ["GET /v1/vehicle-data/autoapi-13/{vin}", {}, true],
  ["GET /v1/vehicle-data/autoapi-13/{vin}", null, false],
  ["GET /v1/vehicle-data/autoapi-13/{vin}", [], false],
  ["DELETE /v1/access_tokens", undefined, true],
  ["GET /v1/something-new", undefined, true],
])("data of %s has the documented kind if it is %o: %s", (operation, data, want) => {
  expect(isDocumentedKind(operation, data)).toBe(want);
});
