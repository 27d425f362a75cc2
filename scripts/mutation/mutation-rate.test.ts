import { expect, test } from "vitest";
import { type MutationReport, mutationRate, survivorsOf } from "./mutation-rate.ts";
import { sampleOf } from "./sample-checker.ts";

function report(statuses: readonly string[]): MutationReport {
  const mutants = statuses.map((status, index) => ({
    status,
    mutatorName: "BlockStatement",
    replacement: "{\n}",
    location: { start: { line: index + 1 } },
  }));
  return { files: { "a.ts": { mutants } } };
}

test("a mutant of the sample that no test reaches counts as not detected", () => {
  // Ten mutants: six in the sample, of which no test reaches two, and four outside of it.
  const statuses = ["NoCoverage", "NoCoverage", "Killed", "Timeout", "Killed", "Survived"];
  const outside = Array.from({ length: 4 }, () => "CompileError");
  expect(mutationRate(report([...statuses, ...outside, "Ignored"]))).toEqual({
    killed: 3,
    survived: 1,
    unreached: 2,
    total: 10,
    rate: 0.5,
  });
});

test("returns no rate if no mutant was tested", () => {
  expect(mutationRate(report(["NoCoverage"])).rate).toBe(0);
});

test("names the mutants that survived", () => {
  expect(survivorsOf(report(["Killed", "Survived"]))).toEqual(["a.ts:2 BlockStatement: { }"]);
});

test("selects the same sample for the same seed, another sample for another seed, and no duplicates", () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => String(index));
  const sample = sampleOf(ids, 200, 1);
  expect(sampleOf(ids, 200, 1)).toEqual(sample);
  expect(sampleOf(ids, 200, 2)).not.toEqual(sample);
  expect(new Set(sample).size).toBe(200);
  expect([...sampleOf(ids, Number.POSITIVE_INFINITY, 1)].sort()).toEqual([...ids].sort());
});
