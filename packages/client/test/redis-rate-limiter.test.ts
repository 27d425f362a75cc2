import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redisRateLimiter } from "../src/resilience/redis-rate-limiter.ts";
import { fakeClock } from "./fake-clock.ts";
import { hasRedis, type RedisServer, startRedis } from "./redis-server.ts";

describe.skipIf(!hasRedis)("redisRateLimiter, with a real Redis", () => {
  let redis: RedisServer;
  let client: Redis;
  beforeAll(async () => {
    redis = await startRedis();
    client = new Redis(redis.port, { enableOfflineQueue: false, lazyConnect: true });
    client.on("error", () => undefined);
    await client.connect();
  });
  afterAll(async () => {
    client.disconnect();
    await redis.stop();
  });

  test("holds a limit for four processes together", async () => {
    const program = fileURLToPath(new URL("./limited-process.ts", import.meta.url));
    const run = () => promisify(execFile)(process.execPath, [program, String(redis.port)]);
    const runs = await Promise.all(Array.from({ length: 4 }, run));
    const times = runs.flatMap(({ stdout }): number[] => JSON.parse(stdout)).sort((a, b) => a - b);
    expect(times).toHaveLength(16);
    // Periods begin with their first call: eleven calls in a row need a third period.
    for (let at = 10; at < times.length; at++)
      expect((times[at] ?? 0) - (times[at - 10] ?? 0)).toBeGreaterThan(900);
  });

  test("a pause holds for another process, and for no other operation", async () => {
    const limits = { a: { calls: 100, periodSeconds: 60 }, b: { calls: 100, periodSeconds: 60 } };
    const clock = fakeClock();
    let asked = 0;
    const sleeping = {
      ...clock,
      sleep: async (ms: number) => {
        await clock.sleep?.(ms);
        if (++asked === 1) await client.flushall();
      },
    };
    const one = redisRateLimiter({ client, limits, prefix: "pause" });
    const other = redisRateLimiter({ client, limits, prefix: "pause", clock: sleeping });
    one.pause("a", 30_000);
    await other.acquire("b");
    expect(clock.sleeps).toEqual([]);
    await other.acquire("a");
    expect(clock.sleeps[0]).toBeGreaterThan(25_000);
    expect(clock.sleeps[0]).toBeLessThanOrEqual(30_050);
  });

  test("does not touch what has no limit", () => {
    expect(redisRateLimiter({ client }).acquire("GET /v1/vehicleinfo")).toBeUndefined();
  });

  test("stops waiting when the caller's signal aborts", async () => {
    const limiter = redisRateLimiter({
      client,
      prefix: "abort",
      limits: { op: { calls: 1, periodSeconds: 60 } },
    });
    await limiter.acquire("op");
    const controller = new AbortController();
    const waiting = limiter.acquire("op", controller.signal);
    setTimeout(() => controller.abort("enough"), 20);
    await expect(waiting).rejects.toBe("enough");
  });

  test("keeps the limit for itself while Redis is away", async () => {
    const away = new Redis(1, { enableOfflineQueue: false, retryStrategy: () => null });
    away.on("error", () => undefined);
    const limits = { op: { calls: 2, periodSeconds: 60 } };
    const controller = new AbortController();
    const limiter = redisRateLimiter({ client: away, limits, prefix: "away" });
    await Promise.all([limiter.acquire("op"), limiter.acquire("op")]);
    const waiting = limiter.acquire("op", controller.signal);
    setTimeout(() => controller.abort("still held back"), 20);
    await expect(waiting).rejects.toBe("still held back");
  });
});
