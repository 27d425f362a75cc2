// Tests with a real Redis and real processes; `src/stores/redis-store.test.ts` needs neither.
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@redis/client";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type AuthEvent, clientCredentials } from "../src/index.ts";
import { type RedisClient, redisStore } from "../src/stores/redis-store.ts";
import { hasRedis, type RedisServer, startRedis } from "./redis-server.ts";
import { behavesLikeAStore, inEightProcesses, tokenServer } from "./store-behavior.ts";

let redis: RedisServer;
let ioredis: Redis;
let nodeRedis: ReturnType<typeof createClient>;
beforeAll(async () => {
  if (!hasRedis) return;
  redis = await startRedis(20_000 + (process.pid % 20_000));
  ioredis = new Redis(redis.port);
  nodeRedis = createClient({ url: `redis://127.0.0.1:${redis.port}` });
  nodeRedis.on("error", () => {});
  await nodeRedis.connect();
});
afterEach(async () => {
  if (hasRedis && ioredis.status === "ready") await ioredis.flushall();
});
afterAll(async () => {
  if (!hasRedis) return;
  ioredis.disconnect();
  nodeRedis.destroy();
  await redis.stop();
});

behavesLikeAStore("a Redis store with ioredis", () => redisStore(ioredis), !hasRedis);
behavesLikeAStore("a Redis store with node-redis", () => redisStore(nodeRedis), !hasRedis);
behavesLikeAStore(
  "a Redis store with the interface of valkey-glide",
  () => redisStore({ customCommand: ([name = "", ...args]: string[]) => ioredis.call(name, ...args) }),
  !hasRedis,
);

test.skipIf(!hasRedis)("puts a prefix before its keys", async () => {
  await redisStore(ioredis, { prefix: "mine:" }).set("k", "v", 1_000);
  expect(await ioredis.keys("*")).toEqual(["mine:k"]);
});

test.skipIf(!hasRedis)("does not remove the lock of another process after its own lock expired", async () => {
  await redisStore(ioredis).withLock("k", async () => {
    await ioredis.set("hm-auth:k:lock", "another");
  });
  expect(await ioredis.get("hm-auth:k:lock")).toBe("another");
});

test.skipIf(!hasRedis)(
  "makes eight processes share one token request",
  async () => {
    const { server, tokenUrl, requests } = await tokenServer();
    const values = await inEightProcesses(`redis:${redis.port}`, tokenUrl);
    server.close();
    expect([new Set(values), requests()]).toEqual([new Set(["t1"]), 1]);
  },
  60_000,
);

test.skipIf(!hasRedis)(
  "continues without Redis, reports it once, and uses Redis again when it works",
  async () => {
    const { server, tokenUrl, requests } = await tokenServer();
    const own = await startRedis(redis.port + 1);
    const client = new Redis(own.port, { retryStrategy: () => 50 });
    client.on("error", () => {});
    const events: AuthEvent[] = [];
    // A token that was accepted for two minutes is replaced at once.
    let aheadMs = 0;
    const source = () =>
      clientCredentials({
        tokenUrl,
        clock: { now: () => Date.now() + aheadMs },
        clientId: "app",
        clientSecret: "s",
        store: redisStore(client, { commandTimeoutMs: 200 }),
        onEvent: (event) => events.push(event),
      });
    const tokens = source();
    const first = await tokens.getToken();
    await own.stop();
    tokens.invalidate(first);
    const second = await tokens.getToken();
    aheadMs += 125_000;
    tokens.invalidate(second);
    const third = await tokens.getToken();
    expect(events.filter(({ type }) => type === "store-failed")).toHaveLength(1);
    const again = await startRedis(own.port);
    while (client.status !== "ready") await sleep(20);
    aheadMs += 125_000;
    tokens.invalidate(third);
    const fourth = await tokens.getToken();
    expect(await source().getToken()).toMatchObject({ value: fourth.value });
    expect(requests()).toBe(4);
    client.disconnect();
    await again.stop();
    server.close();
  },
  60_000,
);
test.each([undefined, null, {}, "redis://localhost"])("rejects %j as a Redis client", (client) => {
  expect(() => redisStore(client as unknown as RedisClient)).toThrow("client must be a Redis client");
});
