import { checkKnownOptions } from "@high-mobility-ts/guards";

/** How often and how long attempts are repeated. */
export interface RetryOptions {
  /** The number of attempts, including the first, from 1 to 10. Default: `4`. */
  readonly attempts?: number | undefined;
  /** The longest wait before the second attempt, in milliseconds, >= 0; it doubles each time. Default: `500`. */
  readonly baseDelayMs?: number | undefined;
  /**
   * The longest wait between attempts unless the server asked for a longer one, in milliseconds, >= 0. Default:
   * `20_000`.
   */
  readonly maxDelayMs?: number | undefined;
  /** The latest end of a wait after the start of the call, in milliseconds, >= 0. Default: `120_000`. */
  readonly totalMs?: number | undefined;
  /** Returns the random share of the longest wait, from 0 up to 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
}

export type RetryPolicy = { readonly [K in keyof RetryOptions]-?: NonNullable<RetryOptions[K]> };

const knownOptions: Readonly<Record<keyof RetryOptions, true>> = {
  attempts: true,
  baseDelayMs: true,
  maxDelayMs: true,
  totalMs: true,
  random: true,
};

/** @throws {TypeError} that names the option at fault. */
export function readRetryOptions(options: RetryOptions): RetryPolicy {
  checkKnownOptions("retry", options, knownOptions);
  const { attempts = 4, baseDelayMs = 500, maxDelayMs = 20_000, totalMs = 120_000 } = options;
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > 10)
    throw new TypeError(`retry.attempts must be a whole number from 1 to 10, got ${attempts}.`);
  for (const [name, ms] of Object.entries({ baseDelayMs, maxDelayMs, totalMs }))
    if (!(ms >= 0)) throw new TypeError(`retry.${name} must be a number of milliseconds >= 0, got ${ms}.`);
  return { attempts, baseDelayMs, maxDelayMs, totalMs, random: options.random ?? Math.random };
}

/** A failed attempt. */
export interface FailedAttempt {
  /** Counts from 1. */
  readonly attempt: number;
  /** Time since the call began, in milliseconds. */
  readonly elapsedMs: number;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

/**
 * Returns the wait before the next attempt, in milliseconds: the time that the server asked for, else "full jitter": a
 * random time up to `baseDelayMs * 2 ** (attempt - 1)`, so that many clients that failed together do not retry
 * together. Undefined if
 * attempts or time are used up.
 */
export function retryDelayMs(policy: RetryPolicy, failed: FailedAttempt): number | undefined {
  if (failed.attempt >= policy.attempts) return undefined;
  const longestMs = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (failed.attempt - 1));
  const delayMs = failed.retryAfterMs ?? Math.floor(policy.random() * longestMs);
  return failed.elapsedMs + delayMs > policy.totalMs ? undefined : delayMs;
}

/** Returns whether the same request may get another status later. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || status === 500 || (status >= 502 && status <= 504);
}

/**
 * Returns whether a call may be sent again. An idempotent call may be sent again after every temporary failure, another
 * call only if it was not processed: after 429, or if there was no connection.
 */
export function isWorthRetrying(idempotent: boolean, { status, error }: AttemptFailure): boolean {
  if (status === undefined) return idempotent || wasNotSent(error);
  return status === 429 || (idempotent && isTransientStatus(status));
}

/** The status of a response, or the error instead of one. */
export interface AttemptFailure {
  readonly status?: number | undefined;
  readonly error?: unknown;
}

/**
 * Returns whether the error says that there was no connection, so that the server cannot have received the request.
 * Recognizes errors of Node, Bun and Deno.
 */
function wasNotSent(error: unknown): boolean {
  return (
    error instanceof Error &&
    (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT|ConnectionRefused|connection refused/i.test(
      `${(error as { code?: unknown }).code} ${error.message}`,
    ) ||
      wasNotSent(error.cause))
  );
}
