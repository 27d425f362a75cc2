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

  test("a pause applies to other processes, and not to other operations", async () => {
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
    const one = redisRateLimiter(client, { limits, prefix: "pause" });
    const other = redisRateLimiter(client, { limits, prefix: "pause", clock: sleeping });
    one.pause("a", 30_000);
    await other.acquire("b");
    expect(clock.sleeps).toEqual([]);
    await other.acquire("a");
    expect(clock.sleeps[0]).toBeGreaterThan(25_000);
    expect(clock.sleeps[0]).toBeLessThanOrEqual(30_050);
  });

  test("a pause that a server asked for until the year 2083 ends after a minute, also in the store", async () => {
    const limits = { op: { calls: 100, periodSeconds: 10 } };
    const clock = fakeClock();
    const limiter = redisRateLimiter(client, { limits, prefix: "long", clock });
    limiter.pause("op", 1_795_644_582_000);
    await expect.poll(() => client.pttl("long op:all")).toBeGreaterThan(50_000);
    expect(await client.pttl("long op:all")).toBeLessThanOrEqual(60_000);
    expect(limiter.maxPauseMs).toBe(60_000);
  });

  test("sends no command for an operation without a limit", () => {
    expect(redisRateLimiter(client).acquire("GET /v1/vehicleinfo")).toBeUndefined();
  });

  test("stops waiting when the caller's signal aborts", async () => {
    const limiter = redisRateLimiter(client, {
      prefix: "abort",
      limits: { op: { calls: 1, periodSeconds: 60 } },
    });
    await limiter.acquire("op");
    const controller = new AbortController();
    const waiting = limiter.acquire("op", controller.signal);
    setTimeout(() => controller.abort("enough"), 20);
    await expect(waiting).rejects.toBe("enough");
  });

  test("applies the limit in each process while Redis does not respond", async () => {
    const away = new Redis(1, { enableOfflineQueue: false, retryStrategy: () => null });
    away.on("error", () => undefined);
    const limits = { op: { calls: 2, periodSeconds: 60 } };
    const controller = new AbortController();
    const limiter = redisRateLimiter(away, { limits, prefix: "away" });
    await Promise.all([limiter.acquire("op"), limiter.acquire("op")]);
    const waiting = limiter.acquire("op", controller.signal);
    setTimeout(() => controller.abort("still held back"), 20);
    await expect(waiting).rejects.toBe("still held back");
  });
});

test.each<[unknown, object | undefined, string]>([
  [undefined, undefined, "client must be a Redis client (ioredis or node-redis), got undefined."],
  [{ client: {} }, undefined, "client must be a Redis client (ioredis or node-redis), got another object."],
  [{ call() {} }, { maxPauseMs: -1 }, "maxPauseMs must be a number of milliseconds > 0, got -1."],
  [{ call() {} }, { prefixes: "x" }, 'redisRateLimiter() has no option "prefixes". Did you mean "prefix"?'],
])("rejects the client %o with the options %o", (client, options, message) => {
  expect(() => redisRateLimiter(client as object, options as never)).toThrow(new TypeError(message));
});

test("without Redis, too, a pause that a server asked for until the year 2083 lasts a minute", async () => {
  const away = new Redis(1, { enableOfflineQueue: false, retryStrategy: () => null });
  away.on("error", () => undefined);
  const sleeps: number[] = [];
  const clock = {
    now: () => Date.now(),
    sleep: (ms: number) => {
      sleeps.push(ms);
      return Promise.reject(new Error("slept"));
    },
  };
  const limiter = redisRateLimiter(away, { limits: { op: { calls: 9, periodSeconds: 1 } }, clock });
  limiter.pause("op", 1_795_644_582_000);
  await expect.poll(() => limiter.acquire("op")?.catch(() => sleeps.at(-1))).toBeGreaterThan(59_000);
  expect(sleeps.at(-1)).toBeLessThanOrEqual(60_050);
});
