import { expect, test } from "vitest";
import { compareWithAllowed } from "./allowed.ts";
import type { DialectViolation } from "./violations.ts";

function violation(name: string, line = 1): DialectViolation {
  return { rule: "screaming-constant", name, file: "a.ts", line };
}

test("accepts what the list allows", () => {
  const allowed = { "screaming-constant": { A_MS: 2 } };
  expect(compareWithAllowed([violation("A_MS", 1), violation("A_MS", 2)], allowed)).toEqual({
    added: [],
    stale: [],
    remaining: allowed,
  });
});

test("reports a violation without an entry, and a violation above the number of an entry", () => {
  const violations = [violation("A_MS", 1), violation("A_MS", 2), violation("B_MS", 3)];
  const { added, stale } = compareWithAllowed(violations, { "screaming-constant": { A_MS: 1 } });
  expect(added).toEqual([violation("A_MS", 2), violation("B_MS", 3)]);
  expect(stale).toEqual([]);
});

test("reports outdated entries, and keeps only needed ones", () => {
  const allowed = { "screaming-constant": { A_MS: 2, B_MS: 1 }, "bare-throws": { "a.ts": 1 } };
  expect(compareWithAllowed([violation("A_MS")], allowed)).toEqual({
    added: [],
    stale: [
      "screaming-constant A_MS: 2 allowed, 1 found",
      "screaming-constant B_MS: 1 allowed, 0 found",
      "bare-throws a.ts: 1 allowed, 0 found",
    ],
    remaining: { "screaming-constant": { A_MS: 1 } },
  });
});
