import type { Clock } from "@high-mobility-ts/auth";
import { detailsOf } from "../errors/error-body.ts";
import { isHighMobilityError } from "../errors/high-mobility-error.ts";
import { isNetworkFailure } from "../errors/no-response-errors.ts";
import { type FetchInput, lateFetch, readFetchInput } from "./fetch-input.ts";
import { isIdempotent } from "./operation-limits.ts";
import { requestedDelayMs } from "./requested-delay.ts";
import {
  isTransientStatus,
  isWorthRetrying,
  type RetryOptions,
  readRetryOptions,
  retryDelayMs,
} from "./retry-policy.ts";
import { sleep } from "./sleep.ts";

export interface WithRetryOptions extends RetryOptions {
  /** Sends the requests. Default: the global `fetch` of the moment of each request. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * A `fetch` that tries again: idempotent operations after 408, 429, 500, 502, 503, 504, timeouts and network failures, all
 * others only when they were not processed: after 429, or when no connection was made. Waits as long as the answer asks
 * for (`Retry-After`, or `retry after 10s` in an error's detail), else with full jitter. Gives the last answer, or throws
 * the last error, when tries or time are used up. A body that is a stream is sent once.
 *
 * @example const patient = withRetry({ fetch: withAuth(tokens) });
 * @throws {TypeError} At once, when an option is out of bounds.
 */
export function withRetry(options: WithRetryOptions = {}): typeof globalThis.fetch {
  const policy = readRetryOptions(options);
  const clock = options.clock ?? { now: () => Date.now() };
  const send = lateFetch(options.fetch);
  return async (input, init) => {
    const facts = readFetchInput(input, init);
    const startedAt = clock.now();
    for (let attempt = 1; ; attempt++) {
      const outcome = await send(input instanceof Request ? input.clone() : input, init).then(
        (response): Outcome => ({ response }),
        (error: unknown): Outcome => ({ error }),
      );
      if (!mayRetry(facts, outcome)) return settle(outcome);
      const now = clock.now();
      const retryAfterMs = outcome.response && (await delayAskedFor(outcome.response, now));
      const delayMs = retryDelayMs(policy, { attempt, elapsedMs: now - startedAt, retryAfterMs });
      if (delayMs === undefined) return settle(outcome);
      // Frees the connection of an answer that nobody will read.
      outcome.response?.body?.cancel().catch(() => undefined);
      await sleep(clock, delayMs, facts.signal);
    }
  };
}

/** One of the two. */
interface Outcome {
  readonly response?: Response;
  readonly error?: unknown;
}

function settle({ response, error }: Outcome): Response {
  if (response) return response;
  throw error;
}

function mayRetry({ operation, signal, replayable }: FetchInput, { response, error }: Outcome): boolean {
  const mayPass = response ? isTransientStatus(response.status) : isTransientError(error);
  if (!mayPass || !replayable || signal?.aborted) return false;
  return isWorthRetrying(isIdempotent(operation), { status: response?.status, error });
}

function isTransientError(error: unknown): boolean {
  return isHighMobilityError(error) ? error.retryable : isNetworkFailure(error);
}

/** The header first: to find it in the body costs a copy of that. */
async function delayAskedFor(response: Response, now: number): Promise<number | undefined> {
  const fromHeader = requestedDelayMs(response.headers, [], now);
  if (fromHeader !== undefined) return fromHeader;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const details = typeof body === "object" && body !== null ? detailsOf(body) : [];
  return requestedDelayMs(response.headers, details, now);
}
