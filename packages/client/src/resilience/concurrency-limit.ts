/** Limits the number of calls at a time. The others wait in order of arrival. */
export interface ConcurrencyLimit {
  /**
   * Waits for a free place; undefined if there is one. `release` must be called for every place that was taken.
   *
   * @returns A promise that rejects with the signal's reason if it aborts during the wait; then no place is
   *   taken.
   */
  acquire(signal?: AbortSignal | null): Promise<void> | undefined;
  release(): void;
}

/** @throws {TypeError} if `max` is not a whole number >= 1. */
export function concurrencyLimit(max: number): ConcurrencyLimit {
  if (!Number.isInteger(max) || max < 1)
    throw new TypeError(`concurrency must be a whole number >= 1, got ${max}.`);
  let active = 0;
  // A Set keeps the order of insertion, and can remove any element fast.
  const waiting = new Set<() => void>();

  return {
    acquire(signal) {
      if (active < max) {
        active++;
        return undefined;
      }
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const abort = () => {
          waiting.delete(enter);
          reject(signal?.reason);
        };
        // The next call takes over the place, so `active` does not change.
        const enter = () => {
          signal?.removeEventListener("abort", abort);
          resolve();
        };
        signal?.addEventListener("abort", abort, { once: true });
        waiting.add(enter);
        return undefined;
      });
    },
    release() {
      const [next] = waiting;
      if (!next) {
        active--;
        return;
      }
      waiting.delete(next);
      next();
    },
  };
}
