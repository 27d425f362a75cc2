import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/source/json.ts";
import { misdeedsOf } from "./only-data.ts";
import { given, hostileTexts, outcomeOf, places } from "./outcome.ts";
import { withText } from "./specification.ts";

const timeout = 240_000;

/** More with `HOSTILE_RUNS=1000`. The slow tests put each text in every place that is used as a name. */
const numRuns = Number(process.env["HOSTILE_RUNS"] ?? 100);

test("the given specification is generated, and the check finds code", { timeout }, async () => {
  expect(await outcomeOf(given)).toBe("generated");
  for (const code of [
    "eval('1');",
    "export const a = eval;\na();",
    "export const a = { b: globalThis.c };",
    ["export const a = `$", "{1}`;"].join(""),
    'import "node:fs";',
    "export const a = () => 1;",
    'export const a = { ["b"]: 1 };',
    "export const a = 1; /* \u202e */",
    "export const a = ;",
  ])
    expect(misdeedsOf("a.ts", code), code).not.toEqual([]);
});

test("no text in any place of a specification becomes code", { timeout }, async () => {
  const counts = { generated: 0, rejected: 0 };
  const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string(), fc.string({ unit: "grapheme" }));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), text, fc.boolean(), async (at, hostile, everywhere) => {
      const changed = withText(given[at.document], at.place, hostile, everywhere) as JsonObject;
      counts[await outcomeOf({ ...given, [at.document]: changed })] += 1;
    }),
    { numRuns },
  );
  // The property proves nothing if almost all cases are rejected, or none.
  expect(counts.generated).toBeGreaterThan(numRuns / 5);
  expect(counts.rejected).toBeGreaterThan(numRuns / 20);
});
