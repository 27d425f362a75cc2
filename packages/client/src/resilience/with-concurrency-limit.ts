import { concurrencyLimit } from "./concurrency-limit.ts";
import { lateFetch, readFetchInput } from "./fetch-input.ts";

export interface WithConcurrencyLimitOptions {
  /** How many requests wait for an answer at a time, a whole number >= 1. */
  readonly max: number;
  /** Sends the requests. Default: the global `fetch` of the moment of each request. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * A `fetch` that has at most so many requests under way; the others wait in order.
 *
 * @example const modest = withConcurrencyLimit({ max: 16 });
 * @throws {TypeError} At once, when `max` is not a whole number >= 1.
 */
export function withConcurrencyLimit({ max, fetch }: WithConcurrencyLimitOptions): typeof globalThis.fetch {
  const limit = concurrencyLimit(max);
  const send = lateFetch(fetch);
  return async (input, init) => {
    await limit.acquire(readFetchInput(input, init).signal);
    try {
      return await send(input, init);
    } finally {
      limit.release();
    }
  };
}
