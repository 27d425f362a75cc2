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

test.each([
  [{ kind: "object", minProperties: 2 }, { a: 1 }, "at least 2 properties"],
  [{ kind: "object", maxProperties: 1 }, { a: 1, b: 2 }, "at most 1 properties"],
  [{ kind: "array", minItems: 2 }, [1], "at least 2 items"],
  [{ kind: "array", maxItems: 1 }, [1, 2], "at most 1 items"],
] as const)("a value outside the size of %j is reported with the bound", (check, value, bound) => {
  const [error, ...others] = runCheck(check, value, false);
  expect(others).toEqual([]);
  expect(`${error?.message} ${error?.expected}`).toContain(bound);
});
