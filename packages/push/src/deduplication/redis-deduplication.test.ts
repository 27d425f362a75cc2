import { expect, test } from "vitest";
import { redisDeduplication } from "./redis-deduplication.ts";

/** Executes the used commands as Redis does, with its own clock. */
function fakeRedis() {
  const values = new Map<string, { value: string; expiresAt: number }>();
  const commands: string[][] = [];
  let now = 0;
  const live = (key: string) => {
    const found = values.get(key);
    return found && found.expiresAt > now ? found.value : null;
  };
  async function call(...command: string[]): Promise<unknown> {
    commands.push(command);
    const [name, key = "", value = "", keyOfScript = "", owner] = command;
    if (name === "GET") return live(key);
    if (name === "EVAL") return live(keyOfScript) === owner ? Number(values.delete(keyOfScript)) : null;
    if (command.includes("NX") && live(key) !== null) return null;
    values.set(key, { value, expiresAt: now + Number(command.at(-1)) });
    return "OK";
  }
  return {
    commands,
    call,
    advance: (ms: number) => {
      now += ms;
    },
  };
}

test("an id is claimed, then processed, and can be claimed again after its time", async () => {
  const redis = fakeRedis();
  const ids = redisDeduplication(redis, { ttlMs: 1_000 });
  expect(await ids.claim("a", 100)).toBe("claimed");
  expect(await ids.claim("a", 100)).toBe("busy");
  await ids.done("a");
  expect(await ids.claim("a", 100)).toBe("processed");
  redis.advance(999);
  expect(await ids.claim("a", 100)).toBe("processed");
  redis.advance(1);
  expect(await ids.claim("a", 100)).toBe("claimed");
  expect(redis.commands[0]).toEqual(["SET", "hm-push:a", expect.any(String), "NX", "PX", "100"]);
});

test("an id can be claimed again after a release or after the lease", async () => {
  const redis = fakeRedis();
  const ids = redisDeduplication(redis);
  await ids.claim("a", 100);
  await ids.release("a");
  expect(await ids.claim("a", 100)).toBe("claimed");
  redis.advance(99);
  expect(await ids.claim("a", 100)).toBe("busy");
  redis.advance(1);
  expect(await ids.claim("a", 100)).toBe("claimed");
});

test("a process releases neither processed messages nor the claim of another process", async () => {
  const redis = fakeRedis();
  const [first, second] = [redisDeduplication(redis), redisDeduplication(redis)];
  await first.claim("a", 100);
  redis.advance(100);
  expect(await second.claim("a", 100)).toBe("claimed");
  await first.release("a");
  expect(await first.claim("a", 100)).toBe("busy");
  await second.done("a");
  await second.release("a");
  expect(await first.claim("a", 100)).toBe("processed");
});

test.each([
  [
    "ioredis",
    (send: (...args: string[]) => Promise<unknown>) => ({ call: send, sendCommand: () => Promise.reject() }),
  ],
  [
    "node-redis",
    (send: (...args: string[]) => Promise<unknown>) => ({ sendCommand: (args: string[]) => send(...args) }),
  ],
  [
    "valkey-glide",
    (send: (...args: string[]) => Promise<unknown>) => ({ customCommand: (args: string[]) => send(...args) }),
  ],
])("accepts a client like %s", async (_name, make) => {
  const ids = redisDeduplication(make(fakeRedis().call));
  expect([await ids.claim("a", 100), await ids.claim("a", 100)]).toEqual(["claimed", "busy"]);
});

test.each<[string, object, object, string]>([
  ["a value that is not a client", {}, {}, "`client` must be a Redis client"],
  [
    "a time that is not a number",
    { call: async () => null },
    { ttlMs: "1h" },
    "`ttlMs` must be a whole number from 1 to 2592000000, got string.",
  ],
  ["an unknown option", { call: async () => null }, { ttl: 1 }, "ttlMs"],
])("rejects %s", (_name, client, options, message) => {
  expect(() => redisDeduplication(client as never, options)).toThrow(message);
});
