import type { Clock } from "@high-mobility-ts/auth";
import { checkKnownOptions, clampMs, maxSharedPauseMs, sleep, systemClock } from "@high-mobility-ts/guards";
import { documentedRateLimits } from "@high-mobility-ts/schema/facts";
import type { RateLimit } from "../call/operation-facts.ts";

/** Delays calls so that no limit is exceeded. All callers that share a limit use the same limiter. */
export interface RateLimiter {
  /** The longest pause that one response can cause, in milliseconds. Default: `60_000`. */
  readonly maxPauseMs?: number | undefined;
  /**
   * Takes a place for one call and waits for it if necessary; undefined if the call may be sent at once.
   *
   * @param operation `METHOD path`, such as `GET /v1/fleets/vehicles/{vin}`.
   * @returns A promise that rejects with the signal's reason if it aborts during the wait.
   */
  acquire(operation: string, signal?: AbortSignal | null): Promise<void> | undefined;
  /** Delays all calls of the operation by that many milliseconds, at most `maxPauseMs`, after a 429. */
  pause(operation: string, ms: number): void;
}

/** Options of {@link rateLimiter}. */
export interface RateLimiterOptions {
  /**
   * Limits by `METHOD path`, which are added to the documented limits, or replace them. Default: the
   * documented limits.
   */
  readonly limits?: Readonly<Record<string, RateLimit>> | undefined;
  /**
   * The longest pause of all calls that one 429 can cause, in milliseconds, > 0. After this time a request is sent even
   * if the server asked for a longer pause. Default: `60_000`.
   */
  readonly maxPauseMs?: number | undefined;
  /** The clock. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
}

const knownOptions: Readonly<Record<keyof RateLimiterOptions, true>> = {
  limits: true,
  maxPauseMs: true,
  clock: true,
};

/**
 * Returns a limiter in memory. Each limit holds for every period (a sliding window), and calls are sent in order of
 * arrival.
 *
 * @throws {TypeError} at once, if an option is unknown or a limit is not a positive number.
 */
export function rateLimiter(options: RateLimiterOptions = {}): RateLimiter {
  checkKnownOptions("rateLimiter()", options, knownOptions);
  const clock: Clock = options.clock ?? systemClock;
  const maxPauseMs = readMaxPause(options.maxPauseMs);
  const windows = new Map<string, Window>();
  for (const [operation, limit] of Object.entries({ ...documentedRateLimits, ...options.limits }))
    windows.set(operation, openWindow(operation, limit));
  const pausedUntil = new Map<string, number>();

  async function wait(operation: string, goAt: number, signal: AbortSignal | null | undefined) {
    // A pause may have been added during the wait.
    for (let at = goAt; at > clock.now(); at = pausedUntil.get(operation) ?? 0)
      await sleep(clock, at - clock.now(), signal);
  }

  return {
    maxPauseMs,
    acquire(operation, signal) {
      const window = windows.get(operation);
      if (!window && pausedUntil.size === 0) return undefined;
      const now = clock.now();
      const pause = pausedUntil.get(operation) ?? 0;
      if (pause !== 0 && pause <= now) pausedUntil.delete(operation);
      const goAt = window ? reserve(window, Math.max(now, pause)) : pause;
      return goAt > now ? wait(operation, goAt, signal) : undefined;
    },
    pause(operation, ms) {
      const until = clock.now() + clampMs(ms, maxPauseMs);
      pausedUntil.set(operation, Math.max(pausedUntil.get(operation) ?? 0, until));
    },
  };
}

/** @throws {TypeError} if it is not a number of milliseconds > 0. */
export function readMaxPause(maxPauseMs: number = maxSharedPauseMs): number {
  if (!(maxPauseMs > 0))
    throw new TypeError(`maxPauseMs must be a number of milliseconds > 0, got ${maxPauseMs}.`);
  return maxPauseMs;
}

/** The times of the last calls, sent or planned, in a ring buffer; the oldest is at `next`. */
interface Window {
  readonly periodMs: number;
  readonly times: Float64Array;
  next: number;
}

function openWindow(operation: string, { calls, periodSeconds }: RateLimit): Window {
  if (!Number.isInteger(calls) || calls < 1 || !(periodSeconds > 0))
    throw new TypeError(
      `limits["${operation}"] must have calls, a whole number >= 1, and periodSeconds > 0, got ${calls} and ${periodSeconds}.`,
    );
  return { periodMs: periodSeconds * 1_000, times: new Float64Array(calls).fill(-Infinity), next: 0 };
}

/** Returns the earliest time from `at` on at which a call may be sent. */
function reserve(window: Window, at: number): number {
  const { times, next, periodMs } = window;
  const goAt = Math.max(at, (times[next] ?? 0) + periodMs);
  times[next] = goAt;
  window.next = (next + 1) % times.length;
  return goAt;
}
