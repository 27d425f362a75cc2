import { lateFetch, readFetchInput } from "./fetch-input.ts";
import { type RateLimiter, rateLimiter } from "./rate-limiter.ts";
import { requestedDelayMs } from "./requested-delay.ts";

export interface WithRateLimitOptions {
  /** Default: one with the documented limits. Give the same to several wrappers that share a limit. */
  readonly limiter?: RateLimiter | undefined;
  /** Sends the requests. Default: the global `fetch` of the moment of each request. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * A `fetch` whose requests wait until the rate limits of their operations let them go, and, after a 429 with `Retry-After`,
 * as long as that says.
 *
 * @example const polite = withRateLimit({ fetch: withAuth(tokens) });
 */
export function withRateLimit(options: WithRateLimitOptions = {}): typeof globalThis.fetch {
  const { limiter = rateLimiter() } = options;
  const send = lateFetch(options.fetch);
  return async (input, init) => {
    const { operation, signal } = readFetchInput(input, init);
    await limiter.acquire(operation, signal);
    const response = await send(input, init);
    if (response.status === 429)
      limiter.pause(operation, requestedDelayMs(response.headers, [], Date.now()) ?? 1_000);
    return response;
  };
}
