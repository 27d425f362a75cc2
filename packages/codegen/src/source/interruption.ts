const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Lets waiting work end normally if the process receives a signal. The signals are caught only during this
 * work. Computing code would not notice them, and without a handler they end the process at once.
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interruption = new AbortController();
  const abort = (): void => interruption.abort();
  for (const signal of signals) process.on(signal, abort);
  try {
    return await work(interruption.signal);
  } finally {
    for (const signal of signals) process.off(signal, abort);
  }
}
