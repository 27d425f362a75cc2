import type { Row } from "./table.ts";
import { type Contestants, inTurns } from "./turns.ts";

const callCount = 500;

/**
 * Kilobytes that one call puts on the JavaScript heap. Needs `--expose-gc`, and a young generation that holds all calls
 * (`--min-semi-space-size`), so that nothing is collected in between.
 */
export function allocations(contestants: Contestants, runs: number): Promise<Contestants<Row>> {
  const { gc } = globalThis;
  if (!gc) throw new Error("allocations need node --expose-gc");
  return inTurns(contestants, runs, async ({ run }) => {
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let call = 0; call < callCount; call++) await run();
    return (process.memoryUsage().heapUsed - before) / callCount / 1_024;
  });
}
