import { expect, test } from "vitest";
import { runCheck } from "../src/generate/validators/runtime/run-check.ts";

test.each([
  [{ kind: "object", additionalProperties: false } as const, "no property"],
  [{ kind: "object", properties: { a: { kind: "any" } }, additionalProperties: false } as const, "only a"],
])("an unknown property of %j is reported with its place", (check, expected) => {
  expect(runCheck(check, { x: 1 }, false)).toEqual([
    { path: "/x", message: "is not a property that the schema knows", expected },
  ]);
});
