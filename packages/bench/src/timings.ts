import { Bench } from "tinybench";
import type { Row } from "./table.ts";
import { type Contestants, inTurns } from "./turns.ts";

export interface TimingOptions {
  /** How often each contestant has its turn. */
  readonly runs: number;
  /** How long a turn lasts at least, in milliseconds. Default: 250. */
  readonly turnMs?: number;
  /** How often `run` does the work per call: the result is divided by it. Default: 1. */
  readonly batch?: number;
}

/** Median microseconds of the work in each run. */
export function timings(
  contestants: Contestants,
  { runs, turnMs = 250, batch = 1 }: TimingOptions,
): Promise<Contestants<Row>> {
  return inTurns(contestants, runs, async ({ name, run }) => {
    const bench = new Bench({ time: turnMs, warmupTime: turnMs / 5, throws: true });
    bench.add(name, run);
    const [task] = await bench.run();
    if (task?.result.state !== "completed")
      throw new Error(`${name} did not complete: ${task?.result.state}`);
    return (task.result.latency.p50 * 1_000) / batch;
  });
}
