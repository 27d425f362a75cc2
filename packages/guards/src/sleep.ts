import { maxTimerMs } from "./network-numbers.ts";

/**
 * Waits. A wait that is too long for one timer uses several timers; Infinity waits until the signal aborts.
 *
 * @param clock If the clock has a `sleep` function, it is used instead of timers.
 * @throws {unknown} The signal's reason, as soon as it aborts.
 */
export function sleep(
  clock: {
    /** Resolves after that many milliseconds. Default: timers. */
    sleep?(ms: number): Promise<void>;
  },
  ms: number,
  signal?: AbortSignal | null,
): Promise<void> {
  if (clock.sleep && !signal) return clock.sleep(ms);
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const end = (finish: () => void) => {
      signal?.removeEventListener("abort", abort);
      finish();
    };
    const wait = (restMs: number) => {
      const pieceMs = Math.min(restMs, maxTimerMs);
      timer = setTimeout(() => (restMs > pieceMs ? wait(restMs - pieceMs) : end(resolve)), pieceMs);
    };
    signal?.addEventListener("abort", abort, { once: true });
    if (!clock.sleep) return wait(ms);
    clock.sleep(ms).then(
      () => end(resolve),
      (error: unknown) => end(() => reject(error)),
    );
    return undefined;
  });
}
