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

/** The result of one benchmark. */
export interface Outcome {
  readonly name: string;
  readonly measures: string;
  readonly fairness: readonly string[];
  readonly losses: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly tables: readonly Table[];
}

/** An outcome, and where, when and how often it was measured. The documentation keeps one for each benchmark. */
export interface Measurement extends Outcome {
  /** The day, such as `2026-02-01`. */
  readonly date: string;
  readonly machine: string;
  /** Version of Node, such as `v24.0.0`. */
  readonly node: string;
  readonly runs: number;
}
