import { documentedRateLimits } from "@high-mobility-ts/schema/facts";
import { operations } from "@high-mobility-ts/schema/operations";
import { expect, test } from "vitest";
import { isIdempotent, operationOf } from "./operation-limits.ts";

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
  [
    "GET",
    "https://api.example.com/v1/fleets/vehicles/1HMCF6112HA3FBBCC?x=1",
    "GET /v1/fleets/vehicles/{vin}",
  ],
  [
    "POST",
    "http://127.0.0.1:8080/v1/fleets/1HMCF6112HA3FBBCC/cancel_activation",
    "POST /v1/fleets/{vin}/cancel_activation",
  ],
  ["GET", "https://api.example.com", "GET /"],
])("names the operation of %s %s without the VIN", (method, url, want) => {
  expect(operationOf(method, url)).toBe(want);
});
