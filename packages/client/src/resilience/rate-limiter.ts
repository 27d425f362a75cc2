import type { Clock } from "@high-mobility-ts/auth";
import { documentedRateLimits } from "@high-mobility-ts/schema/facts";
import type { RateLimit } from "./operation-limits.ts";
import { sleep } from "./sleep.ts";

/** Holds calls back so that no limit is passed. One for all callers who share a limit. */
export interface RateLimiter {
  /**
   * Takes a place for one call, and waits for it where needed; undefined when the call may go at once.
   *
   * @param operation `METHOD path`, such as `GET /v1/fleets/vehicles/{vin}`.
   * @returns Rejects with the signal's reason when it aborts meanwhile.
   */
  acquire(operation: string, signal?: AbortSignal | null): Promise<void> | undefined;
  /** The server said 429: no call of the operation goes for that many milliseconds. */
  pause(operation: string, ms: number): void;
}

export interface RateLimiterOptions {
  /** By `METHOD path`; they are added to, or take the place of, the documented ones. */
  readonly limits?: Readonly<Record<string, RateLimit>> | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * A limiter in memory. Each limit holds for every period, wherever it begins (a sliding window), and callers go in the
 * order in which they came.
 *
 * @throws {TypeError} At once, when a limit is no positive number.
 */
export function rateLimiter(options: RateLimiterOptions = {}): RateLimiter {
  const clock = options.clock ?? { now: () => Date.now() };
  const windows = new Map<string, Window>();
  for (const [operation, limit] of Object.entries({ ...documentedRateLimits, ...options.limits }))
    windows.set(operation, openWindow(operation, limit));
  const pausedUntil = new Map<string, number>();

  async function wait(operation: string, goAt: number, signal: AbortSignal | null | undefined) {
    // A pause may have been added meanwhile.
    for (let at = goAt; at > clock.now(); at = pausedUntil.get(operation) ?? 0)
      await sleep(clock, at - clock.now(), signal);
  }

  return {
    acquire(operation, signal) {
      const window = windows.get(operation);
      if (!window && pausedUntil.size === 0) return undefined;
      const now = clock.now();
      const pause = pausedUntil.get(operation) ?? 0;
      if (pause !== 0 && pause <= now) pausedUntil.delete(operation);
      const goAt = window ? takePlace(window, Math.max(now, pause)) : pause;
      return goAt > now ? wait(operation, goAt, signal) : undefined;
    },
    pause(operation, ms) {
      pausedUntil.set(operation, Math.max(pausedUntil.get(operation) ?? 0, clock.now() + ms));
    },
  };
}

/** When the last calls went, or will go: a ring, the oldest at `next`. */
interface Window {
  readonly periodMs: number;
  readonly times: Float64Array;
  next: number;
}

function openWindow(operation: string, { calls, periodSeconds }: RateLimit): Window {
  if (!Number.isInteger(calls) || calls < 1 || !(periodSeconds > 0))
    throw new TypeError(
      `the limit of ${operation} must have calls, a whole number >= 1, and periodSeconds > 0`,
    );
  return { periodMs: periodSeconds * 1_000, times: new Float64Array(calls).fill(-Infinity), next: 0 };
}

/** When a call may go that would like to go at `at`. */
function takePlace(window: Window, at: number): number {
  const { times, next, periodMs } = window;
  const goAt = Math.max(at, (times[next] ?? 0) + periodMs);
  times[next] = goAt;
  window.next = (next + 1) % times.length;
  return goAt;
}
