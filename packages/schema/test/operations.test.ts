import { expect, test } from "vitest";
import { openapi } from "../src/openapi.ts";
import { type Operation, operations } from "../src/operations.ts";

const rows: readonly Operation[] = Object.values(operations);

test("has a row for every operation of the bundle, with its statuses", () => {
  const described = Object.entries(openapi.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      "operationId" in operation
        ? [
            {
              id: operation.operationId,
              method: method.toUpperCase(),
              path,
              statuses: Object.keys(operation.responses).map(Number),
            },
          ]
        : [],
    ),
  );
  const listed = rows.map(({ id, method, path, statuses }) => ({ id, method, path, statuses }));
  expect(listed).toEqual(described.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  expect(listed).toHaveLength(14);
});

test("is frozen at every depth", () => {
  for (const row of [operations, ...rows, ...rows.flatMap((row) => [row.scopes, row.statuses])])
    expect(row).toSatisfy(Object.isFrozen);
  expect(operations.getClearance.rateLimit).toSatisfy(Object.isFrozen);
});

test("has scope, idempotency, rate limit and deprecation", () => {
  expect(operations.getClearance).toEqual({
    id: "getClearance",
    method: "GET",
    path: "/v1/fleets/vehicles/{vin}",
    tag: "fleet-clearance",
    scopes: ["fleet:clearance"],
    idempotent: true,
    deprecated: false,
    statuses: [200, 401, 403, 404, 429, 500],
    rateLimit: { calls: 60, periodSeconds: 60 },
  });
  expect(rows.filter((row) => row.deprecated).map((row) => row.id)).toEqual([
    "cancelClearance",
    "createVehicleAccessToken",
    "getStaticDataByVin",
  ]);
});
