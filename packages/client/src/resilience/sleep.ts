import type { Clock } from "@high-mobility-ts/auth";

/** Waits, at most until the signal aborts: then it rejects with the signal's reason. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const done = () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    };
    signal?.addEventListener("abort", abort, { once: true });
    const timer = clock.sleep ? undefined : setTimeout(done, ms);
    if (clock.sleep) clock.sleep(ms).then(done, reject);
    return undefined;
  });
}
