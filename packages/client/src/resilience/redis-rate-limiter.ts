import type { Clock } from "@high-mobility-ts/auth";
import { documentedRateLimits } from "@high-mobility-ts/schema/facts";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { RateLimit } from "./operation-limits.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import { sleep } from "./sleep.ts";

export interface RedisRateLimiterOptions {
  /** A connected client of Redis or Valkey: ioredis, or node-redis. It stays the application's. */
  readonly client: object;
  /** Put before every key. Default: `hm-limit`. */
  readonly prefix?: string | undefined;
  /** By `METHOD path`; they are added to, or take the place of, the documented ones. */
  readonly limits?: Readonly<Record<string, RateLimit>> | undefined;
  readonly clock?: Clock | undefined;
}

/** Woken at once, those who wait would all ask together. */
const SPREAD_MS = 50;

/**
 * A rate limiter that processes share through Redis, by rate-limiter-flexible: each limit holds for all of them together, in
 * periods that begin with their first call, as the platform counts. A pause after a 429 holds for all, too. While Redis does
 * not answer, each process keeps the limits for itself.
 *
 * @example const hm = createClient({ environment, auth, rateLimit: redisRateLimiter({ client: new Redis(url) }) });
 */
export function redisRateLimiter(options: RedisRateLimiterOptions): RateLimiter {
  const { client, prefix = "hm-limit" } = options;
  const clock = options.clock ?? { now: () => Date.now() };
  const limiters = new Map<string, RateLimiterRedis>();
  for (const [operation, limit] of Object.entries({ ...documentedRateLimits, ...options.limits }))
    limiters.set(operation, limiterOf(client, `${prefix} ${operation}`, limit));

  async function take(limiter: RateLimiterRedis, signal: AbortSignal | null | undefined): Promise<void> {
    for (;;) {
      const waitMs = await limiter.consume("all").then(
        () => 0,
        (refusal: unknown) => {
          if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext + Math.random() * SPREAD_MS;
          throw refusal;
        },
      );
      if (waitMs === 0) return;
      await sleep(clock, waitMs, signal);
    }
  }

  return {
    acquire(operation, signal) {
      const limiter = limiters.get(operation);
      return limiter && take(limiter, signal);
    },
    pause(operation, ms) {
      // Without Redis the next call is refused again, and waits again.
      limiters
        .get(operation)
        ?.block("all", Math.ceil(ms / 1_000))
        .catch(() => undefined);
    },
  };
}

function limiterOf(client: object, keyPrefix: string, { calls, periodSeconds }: RateLimit): RateLimiterRedis {
  const limit = { keyPrefix, points: calls, duration: periodSeconds };
  // How ioredis's clients differ from node-redis's: the latter have commands in capitals too.
  const useRedisPackage = "sendCommand" in client && !("call" in client);
  const insuranceLimiter = new RateLimiterMemory(limit);
  return new RateLimiterRedis({ ...limit, storeClient: client, useRedisPackage, insuranceLimiter });
}
