// What a soak has to show, and where it does not.
import { type FittedLine, fitLine } from "./least-squares.ts";
import type { MemorySample, WorkerReport } from "./protocol.ts";
import { revocationMs } from "./world.ts";

export interface SoakResult {
  readonly minutes: number;
  readonly workers: readonly WorkerReport[];
  /** As the platform counted them. */
  readonly tokenRequests: number;
  /** Restarts of the platform, of Redis and of the broker. */
  readonly restarts: { readonly platform: number; readonly redis: number; readonly broker: number };
  readonly published: number;
  readonly tokenSeconds: number;
}

export interface MemoryTrend {
  readonly heap: FittedLine;
  readonly rss: FittedLine;
  /** What the heap would grow by in the measured time, if its slope were a leak. */
  readonly grownMb: number;
}

/** The share of the samples, from the start, in which a process warms up. */
const warmUpShare = 0.3;
/** The heap of a process may seem to grow by this share of its size, and by this much. */
const toleratedShare = 0.05;
const toleratedMb = 2;

/** Returns the slope of a worker's memory, in MB per second, after its warm-up. */
export function memoryTrend(samples: readonly MemorySample[]): MemoryTrend {
  const settled = samples.slice(Math.floor(samples.length * warmUpShare));
  const heap = fitLine(settled.map(({ second, heapMb }) => ({ x: second, y: heapMb })));
  const rss = fitLine(settled.map(({ second, rssMb }) => ({ x: second, y: rssMb })));
  const seconds = (settled.at(-1)?.second ?? 0) - (settled[0]?.second ?? 0);
  return { heap, rss, grownMb: heap.slope * seconds };
}

/**
 * Returns how many token requests are explained: one for each lifetime of a token, which is shared by all processes, and
 * for each revocation, and two for each process when a server restarts. A token that lives for seconds is replaced before its last fifth.
 */
export function explainedTokenRequests({ minutes, workers, restarts, tokenSeconds }: SoakResult): number {
  const lifetimes = Math.ceil((minutes * 60) / (tokenSeconds * 0.8)) + 1;
  const revocations = Math.ceil((minutes * 60_000) / revocationMs);
  return lifetimes + revocations + (restarts.platform + restarts.redis) * workers.length * 2;
}

/** Returns what does not hold; empty if all does. */
export function problemsOf(result: SoakResult): string[] {
  const explained = explainedTokenRequests(result);
  const problems = result.workers.flatMap((worker, index) => workerProblems(worker, `worker ${index + 1}`));
  if (result.tokenRequests > explained)
    problems.push(`${result.tokenRequests} token requests; ${explained} are explained`);
  const consumed = result.workers.find(({ consumer }) => consumer)?.consumer;
  if (consumed && consumed.distinct !== result.published)
    problems.push(`${result.published} messages were published, ${consumed.distinct} handled`);
  return problems;
}

function workerProblems(worker: WorkerReport, name: string): string[] {
  const ended = Object.values(worker.outcomes).reduce((sum, count) => sum + count, 0);
  const { heap, grownMb } = memoryTrend(worker.memory);
  const tolerated = Math.max(toleratedMb, heap.mean * toleratedShare) + 3 * grownError(worker);
  const problems = [
    ended !== worker.started && `${worker.started} calls started, ${ended} ended`,
    worker.unexplainedCount > 0 &&
      `${worker.unexplainedCount} calls failed without a fault, first: ${worker.unexplained[0]}`,
    worker.warnings.length > 0 && `warnings: ${worker.warnings.join("; ")}`,
    worker.rejections.length > 0 && `unhandled rejections: ${worker.rejections.join("; ")}`,
    grownMb > tolerated && `the heap grew by ${grownMb.toFixed(1)} MB; ${tolerated.toFixed(1)} MB are noise`,
  ];
  return problems.filter((problem) => problem !== false).map((problem) => `${name}: ${problem}`);
}

function grownError({ memory }: WorkerReport): number {
  const { heap, grownMb } = memoryTrend(memory);
  return heap.slope === 0 ? 0 : Math.abs((grownMb / heap.slope) * heap.slopeError);
}
