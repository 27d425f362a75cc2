import { expect, test } from "vitest";
import { operationTable } from "../operations/operation-table.ts";
import { documentedErrorStatuses, undocumentedErrorStatuses } from "./error-statuses.ts";

test("returns the documented statuses outside 2xx in ascending order, without duplicates", () => {
  const operation = (operationId: string, ...statuses: number[]) => ({
    operationId,
    tags: ["a"],
    security: [],
    "x-idempotent": true,
    responses: Object.fromEntries(statuses.map((status) => [status, {}])),
  });
  const rows = operationTable({
    paths: {
      "/a": { get: operation("a", 200, 299, 300, 500), put: operation("b", 100, 199, 201, 404, 500) },
    },
  });
  expect(documentedErrorStatuses(rows)).toEqual([100, 199, 300, 404, 500]);
});

test("returns the registered statuses that are not documented", () => {
  const all = undocumentedErrorStatuses([]);
  expect(all).toHaveLength(45);
  expect(all).toEqual(all.toSorted((a, b) => a - b));
  expect(undocumentedErrorStatuses([300, 404, 599])).toEqual(
    all.filter((status) => status !== 300 && status !== 404),
  );
});
