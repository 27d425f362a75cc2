import { AbortError, TimeoutError } from "../errors/no-response-errors.ts";
import { Try, TryTimers } from "./attempt.ts";
import { lateFetch, readFetchInput } from "./fetch-input.ts";

export interface WithTimeoutOptions {
  /** From sending to the head of the answer, in milliseconds, > 0. */
  readonly timeoutMs: number;
  /** Sends the requests. Default: the global `fetch` of the moment of each request. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * A `fetch` that waits so long for an answer. Reading the body takes the time it takes; the caller's signal ends that too.
 *
 * @example const patient = withTimeout({ timeoutMs: 5_000, fetch: withAuth(tokens) });
 * @throws {TypeError} At once, when `timeoutMs` is not > 0. Then, by each request: `TimeoutError`, or `AbortError` when the
 * caller's own signal ended it; everything else as `fetch` throws it.
 */
export function withTimeout({ timeoutMs, fetch }: WithTimeoutOptions): typeof globalThis.fetch {
  if (!(timeoutMs > 0))
    throw new TypeError(`timeoutMs must be a number of milliseconds > 0, not ${timeoutMs}`);
  const timers = new TryTimers();
  const send = lateFetch(fetch);
  return async (input, init) => {
    const { operation, signal } = readFetchInput(input, init);
    const attempt = new Try(timers, timeoutMs, signal);
    try {
      attempt.signal?.throwIfAborted();
      return await send(input, { ...init, signal: attempt.signal ?? null });
    } catch (error) {
      attempt.end();
      if (signal?.aborted) throw new AbortError(operation, signal.reason);
      throw attempt.expired ? new TimeoutError(operation, timeoutMs) : error;
    } finally {
      attempt.endTimer();
    }
  };
}
