// A checker of Stryker that accepts a random sample of the mutants. The others count as "compile error",
// which Stryker ignores in its rates.
import { readFileSync, writeFileSync } from "node:fs";

interface CheckedMutant {
  readonly id: string;
}

type CheckResult =
  | { readonly status: "passed" }
  | { readonly status: "compileError"; readonly reason: string };

class SampleChecker {
  async init(): Promise<void> {}

  /** Stryker calls this once with all mutants that a test reaches. `check` may run in another process. */
  async group(mutants: readonly CheckedMutant[]): Promise<string[][]> {
    const { MUTATION_SAMPLE: size, MUTATION_SEED: seed, MUTATION_SAMPLE_FILE: file = "" } = process.env;
    const ids = mutants.map(({ id }) => id);
    writeFileSync(file, JSON.stringify(sampleOf(ids, Number(size), Number(seed))));
    return ids.map((id) => [id]);
  }

  async check(mutants: readonly CheckedMutant[]): Promise<Record<string, CheckResult>> {
    const { MUTATION_SAMPLE_FILE: file = "" } = process.env;
    const chosen = new Set<string>(JSON.parse(readFileSync(file, "utf8")));
    const resultOf = (id: string): CheckResult =>
      chosen.has(id) ? { status: "passed" } : { status: "compileError", reason: "not in the sample" };
    return Object.fromEntries(mutants.map(({ id }) => [id, resultOf(id)]));
  }
}

/** Returns `count` of the ids, chosen by the seed. */
export function sampleOf(ids: readonly string[], count: number, seed: number): readonly string[] {
  let state = seed >>> 0;
  // Mulberry32: a number from 0 to 1.
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return ids
    .map((id) => ({ id, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ id }) => id);
}

export const strykerPlugins: readonly object[] = [
  { kind: "Checker", name: "sample", factory: () => new SampleChecker() },
];
