import { expect, test } from "vitest";
import { compare, failures } from "./budgets.ts";

function verdicts(measured: number, budget: number): string | undefined {
  return compare({ bytes: { client: measured } }, { slack: 0.05, budgets: { bytes: { client: budget } } })[0]
    ?.verdict;
}

test("a value may exceed its budget by the slack, and not by more", () => {
  expect(verdicts(105, 100)).toBe("ok");
  expect(verdicts(106, 100)).toBe("over budget");
});

test("a budget of nothing allows nothing", () => {
  expect(verdicts(0, 0)).toBe("ok");
  expect(verdicts(1, 0)).toBe("over budget");
});

test("a budget far above the value is advice to lower it, not a failure", () => {
  expect(verdicts(90, 100)).toBe("could be lowered");
  const lines = compare({ bytes: { client: 90 } }, { slack: 0.05, budgets: { bytes: { client: 100 } } });
  expect(failures(lines)).toEqual([]);
});

test("a value without a budget, and a budget without a value, fail", () => {
  const lines = compare(
    { bytes: { a: 1 } },
    { slack: 0.05, budgets: { bytes: { b: 1 }, packages: { auth: 2 } } },
  );
  expect(failures(lines).map(({ name, verdict }) => [name, verdict])).toEqual([
    ["a", "no budget"],
    ["b", "not measured"],
    ["auth", "not measured"],
  ]);
});
