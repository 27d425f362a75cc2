/** How often and how long tries are repeated. */
export interface RetryOptions {
  /** Tries in all, the first included, 1 to 10. Default: 4. */
  readonly attempts?: number | undefined;
  /** The longest wait before the first repetition, in milliseconds; it doubles each time. Default: 500. */
  readonly baseDelayMs?: number | undefined;
  /** The longest wait between two tries that the server did not ask for, in milliseconds. Default: 20,000. */
  readonly maxDelayMs?: number | undefined;
  /** No wait may end later than this after the first try began, in milliseconds. Default: 120,000. */
  readonly totalMs?: number | undefined;
  /** A number from 0 up to 1: the share of the longest wait that is waited. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
}

export type RetryPolicy = { readonly [K in keyof RetryOptions]-?: NonNullable<RetryOptions[K]> };

/** @throws {TypeError} that names the option at fault. */
export function readRetryOptions(options: RetryOptions): RetryPolicy {
  const { attempts = 4, baseDelayMs = 500, maxDelayMs = 20_000, totalMs = 120_000 } = options;
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > 10)
    throw new TypeError(`retry.attempts must be a whole number from 1 to 10, not ${attempts}`);
  for (const [name, ms] of Object.entries({ baseDelayMs, maxDelayMs, totalMs }))
    if (!(ms >= 0)) throw new TypeError(`retry.${name} must be a number of milliseconds >= 0, not ${ms}`);
  return { attempts, baseDelayMs, maxDelayMs, totalMs, random: options.random ?? Math.random };
}

/** What came of a try that gave no usable answer. */
export interface FailedTry {
  /** Counts from 1. */
  readonly attempt: number;
  /** Time since the first try began, in milliseconds. */
  readonly elapsedMs: number;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

/**
 * The wait before the next try, in milliseconds: what the server asked for, else "full jitter", anything up to
 * `baseDelayMs * 2 ** (attempt - 1)`, so that many clients that failed together do not come back together. Undefined when
 * tries or time are used up.
 */
export function retryDelayMs(policy: RetryPolicy, failed: FailedTry): number | undefined {
  if (failed.attempt >= policy.attempts) return undefined;
  const longest = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (failed.attempt - 1));
  const delayMs = failed.retryAfterMs ?? Math.floor(policy.random() * longest);
  return failed.elapsedMs + delayMs > policy.totalMs ? undefined : delayMs;
}

/** Whether an answer with this status may be another one a little later. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || status === 500 || (status >= 502 && status <= 504);
}

/** Whether a call may be sent again: an idempotent one after anything that may pass, any other when it was not processed. */
export function isWorthRetrying(idempotent: boolean, { status, error }: TryOutcome): boolean {
  if (status === undefined) return idempotent || wasNotSent(error);
  return status === 429 || (idempotent && isTransientStatus(status));
}

/** The status of an answer, or the error in its place. */
export interface TryOutcome {
  readonly status?: number | undefined;
  readonly error?: unknown;
}

/** No connection was made, in the words of Node, Bun and Deno: the server cannot have seen the request. */
function wasNotSent(error: unknown): boolean {
  return (
    error instanceof Error &&
    (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT|ConnectionRefused|connection refused/i.test(
      `${(error as { code?: unknown }).code} ${error.message}`,
    ) ||
      wasNotSent(error.cause))
  );
}
