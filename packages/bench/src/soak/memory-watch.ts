import type { MemorySample } from "./protocol.ts";

export interface MemoryWatch {
  readonly samples: readonly MemorySample[];
  stop(): void;
}

/** Measures this process in equal steps, each time after a garbage collection; needs `--expose-gc`. */
export function watchMemory(everyMs: number): MemoryWatch {
  const startedAt = performance.now();
  const samples: MemorySample[] = [];
  const timer = setInterval(() => {
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    samples.push({
      second: (performance.now() - startedAt) / 1_000,
      heapMb: heapUsed / 1_048_576,
      rssMb: rss / 1_048_576,
    });
  }, everyMs);
  return { samples, stop: () => clearInterval(timer) };
}
