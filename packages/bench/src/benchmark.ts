import type { Table } from "./table.ts";

export interface Benchmark {
  readonly name: string;
  /** What is measured, in one sentence. */
  readonly measures: string;
  /** What makes the comparison fair, and where it is not. */
  readonly fairness: readonly string[];
  /** The packages whose versions the result depends on. */
  readonly packages: readonly string[];
  /** Why ours loses, by the name of the row it loses to; `*` for all others. */
  readonly losses: Readonly<Record<string, string>>;
  run(runs: number): Promise<readonly Table[]>;
}

/** What one benchmark gave, as `--json` prints it. */
export interface Outcome {
  readonly name: string;
  readonly measures: string;
  readonly fairness: readonly string[];
  readonly losses: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly tables: readonly Table[];
}

/** Outcomes of one command, and where and when it ran. */
export interface Report {
  readonly date: string;
  readonly machine: string;
  readonly node: string;
  readonly runs: number;
  readonly outcomes: readonly Outcome[];
}
