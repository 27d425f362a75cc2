import { expect, test } from "vitest";
import { failedTests } from "./failed-tests.ts";

test("has one line for each failed test, with the reason and without a stack", () => {
  const testResults = [
    {
      name: "a.test.ts",
      assertionResults: [
        {
          fullName: "implements getTrips",
          status: "failed",
          failureMessages: ["AssertionError: no handler\n    at x"],
        },
        { fullName: "implements getTrip", status: "passed", failureMessages: [] },
      ],
    },
    { name: "b.test.ts", message: "SyntaxError: no export\n at y", assertionResults: [] },
  ];
  expect(failedTests({ testResults })).toEqual([
    "- implements getTrips: AssertionError: no handler",
    "- b.test.ts: SyntaxError: no export",
  ]);
});
