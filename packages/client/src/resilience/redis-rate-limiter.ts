import type { Clock } from "@high-mobility-ts/auth";
import { checkKnownOptions, clampMs, sleep, systemClock } from "@high-mobility-ts/guards";
import { documentedRateLimits } from "@high-mobility-ts/schema/facts";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { RateLimit } from "../call/operation-facts.ts";
import { type RateLimiter, readMaxPause } from "./rate-limiter.ts";

/** Options of {@link redisRateLimiter}. */
export interface RedisRateLimiterOptions {
  /** Is put before every key. Default: `hm-limit`. */
  readonly prefix?: string | undefined;
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

const knownOptions: Readonly<Record<keyof RedisRateLimiterOptions, true>> = {
  prefix: true,
  limits: true,
  maxPauseMs: true,
  clock: true,
};

/** Random, so that waiting callers do not all ask Redis at the same time. */
const spreadMs = 50;

/**
 * Returns a rate limiter that processes share through Redis, by rate-limiter-flexible. Each limit holds for all
 * processes together, in periods that begin with their first call, as the platform counts. A pause after a 429 holds
 * for all processes, too. While Redis does not respond, each process applies the limits on its own.
 *
 * @param client A connected client of Redis or Valkey: ioredis or node-redis. The application closes it.
 * @example const hm = createClient({ environment, auth, rateLimit: redisRateLimiter(new Redis(url)) });
 * @throws {TypeError} at once if `client` is not a Redis client, or an option is unknown or out of bounds.
 */
export function redisRateLimiter(client: object, options: RedisRateLimiterOptions = {}): RateLimiter {
  checkKnownOptions("redisRateLimiter()", options, knownOptions);
  const { prefix = "hm-limit" } = options;
  const clock: Clock = options.clock ?? systemClock;
  checkClient(client);
  const maxPauseMs = readMaxPause(options.maxPauseMs);
  const limiters = new Map<string, Shared>();
  for (const [operation, limit] of Object.entries({ ...documentedRateLimits, ...options.limits }))
    limiters.set(operation, {
      limiter: limiterOf(client, `${prefix} ${operation}`, limit),
      maxWaitMs: Math.max(maxPauseMs, limit.periodSeconds * 1_000),
    });

  async function take({ limiter, maxWaitMs }: Shared, signal: AbortSignal | null | undefined) {
    for (;;) {
      const waitMs = await limiter.consume("all").then(
        () => 0,
        (rejection: unknown) => {
          if (!(rejection instanceof RateLimiterRes)) throw rejection;
          // Another version of this package may have stored a longer pause.
          return clampMs(rejection.msBeforeNext, maxWaitMs) + Math.random() * spreadMs;
        },
      );
      if (waitMs === 0) return;
      await sleep(clock, waitMs, signal);
    }
  }

  return {
    maxPauseMs,
    acquire(operation, signal) {
      const shared = limiters.get(operation);
      return shared && take(shared, signal);
    },
    pause(operation, ms) {
      // Without Redis the next call is rejected again, and waits again.
      limiters
        .get(operation)
        ?.limiter.block("all", Math.ceil(clampMs(ms, maxPauseMs) / 1_000))
        .catch(() => undefined);
    },
  };
}

function checkClient(client: unknown): void {
  if (typeof client === "object" && client !== null && ("call" in client || "sendCommand" in client)) return;
  const got = client === null ? "null" : typeof client;
  throw new TypeError(
    `client must be a Redis client (ioredis or node-redis), got ${got === "object" ? "another object" : got}.`,
  );
}

interface Shared {
  readonly limiter: RateLimiterRedis;
  /** The longest wait that a stored number can cause. */
  readonly maxWaitMs: number;
}

function limiterOf(client: object, keyPrefix: string, { calls, periodSeconds }: RateLimit): RateLimiterRedis {
  const limit = { keyPrefix, points: calls, duration: periodSeconds };
  // node-redis has commands in capitals, too; ioredis does not.
  const useRedisPackage = "sendCommand" in client && !("call" in client);
  const insuranceLimiter = new RateLimiterMemory(limit);
  return new RateLimiterRedis({ ...limit, storeClient: client, useRedisPackage, insuranceLimiter });
}
