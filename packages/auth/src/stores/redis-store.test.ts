import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { start } from "../../test/kit.ts";
import { type RedisClient, type RedisStoreOptions, redisStore } from "./redis-store.ts";

beforeEach(() => {
  vi.useFakeTimers({
    now: start,
    toFake: ["Date", "setTimeout", "clearTimeout", "setInterval", "clearInterval"],
  });
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/**
 * The part of Redis that the store uses: keys that expire, and three scripts, which are distinguished by
 * their last command.
 */
function fakeRedis() {
  const entries = new Map<string, { value: string; until: number }>();
  const commands: string[][] = [];
  const live = (key = "") => {
    const entry = entries.get(key);
    return entry && entry.until > Date.now() ? entry : undefined;
  };
  function setKey([key = "", value = "", ...options]: readonly string[]): unknown {
    if (options[0] === "NX" && live(key)) return null;
    entries.set(key, { value, until: Date.now() + Number(options.at(-1)) });
    return "OK";
  }
  function runScript([script = "", , key = "", owner, ms]: readonly string[]): unknown {
    const entry = live(key);
    if (script.includes("PTTL")) return entry ? [entry.value, entry.until - Date.now()] : null;
    if (entry?.value !== owner) return null;
    if (script.includes("PEXPIRE")) entries.set(key, { value: owner ?? "", until: Date.now() + Number(ms) });
    else entries.delete(key);
    return 1;
  }
  const client: RedisClient = {
    call: async (name, ...args) => {
      commands.push([name, ...args]);
      return name === "SET" ? setKey(args) : runScript(args);
    },
  };
  return { client, commands, entries };
}

test("stores a complete value for its lifetime, with the prefix", async () => {
  const { client, commands } = fakeRedis();
  const store = redisStore(client);
  await store.set("k", "v", 60_000);
  expect(commands[0]).toEqual(["SET", "hm-auth:k", "v", "PX", "60000"]);
  expect(await store.get("k")).toEqual({ value: "v", remainingMs: 60_000 });
  vi.setSystemTime(start + 59_999);
  expect(await store.get("k")).toEqual({ value: "v", remainingMs: 1 });
  vi.setSystemTime(start + 60_000);
  expect(await store.get("k")).toBeUndefined();
  expect(await redisStore(client, { prefix: "mine:" }).get("k")).toBeUndefined();
});

test.each([
  ["a value that never expires", ["v", -1]],
  ["a value that has expired", ["v", 0]],
  ["something else", "v"],
])("treats %s as absent", async (_name, found) => {
  expect(await redisStore({ call: async () => found }).get("k")).toBeUndefined();
});

test.each<[string, (run: (...args: string[]) => Promise<unknown>) => RedisClient]>([
  ["ioredis", (call) => ({ call, sendCommand: () => Promise.reject(new Error("another meaning")) })],
  ["node-redis", (call) => ({ sendCommand: (args: string[]) => call(...args) })],
  ["valkey-glide", (call) => ({ customCommand: (args: string[]) => call(...args) })],
])("sends commands as %s expects them", async (_name, make) => {
  const sent: string[][] = [];
  const client = make(async (...args) => void sent.push(args));
  await redisStore(client).set("k", "v", 5);
  expect(sent).toEqual([["SET", "hm-auth:k", "v", "PX", "5"]]);
});

test("renews its lock every five seconds, leaves no timer, and releases it", async () => {
  const { client, commands, entries } = fakeRedis();
  let finish = (_value: string): void => undefined;
  const work = redisStore(client).withLock("k", () => new Promise<string>((resolve) => (finish = resolve)));
  await vi.advanceTimersByTimeAsync(14_999);
  expect(entries.get("hm-auth:k:lock")?.until).toBe(start + 10_000 + 15_000);
  await vi.advanceTimersByTimeAsync(45_001);
  expect(commands.filter(([, script]) => script?.includes("PEXPIRE"))).toHaveLength(12);
  finish("done");
  expect(await work).toBe("done");
  expect([entries.size, vi.getTimerCount()]).toEqual([0, 0]);
});

test("releases its lock if the work fails, and passes on the error", async () => {
  const { client, entries } = fakeRedis();
  const work = redisStore(client).withLock("k", () => Promise.reject(new Error("work failed")));
  await expect(work).rejects.toThrow("work failed");
  expect([entries.size, vi.getTimerCount()]).toEqual([0, 0]);
});

test("ignores errors of renewal and release", async () => {
  const { client } = fakeRedis();
  const call = (name: string, ...args: string[]) =>
    name === "SET" ? Reflect.get(client, "call")(name, ...args) : Promise.reject(new Error("gone"));
  const work = redisStore({ call }).withLock("k", async () => {
    await vi.advanceTimersByTimeAsync(6_000);
    return "done";
  });
  expect(await work).toBe("done");
});

test("does not release the lock of another process", async () => {
  const { client, entries } = fakeRedis();
  await redisStore(client).withLock("k", async () => {
    entries.set("hm-auth:k:lock", { value: "another", until: Number.MAX_SAFE_INTEGER });
  });
  expect(entries.get("hm-auth:k:lock")?.value).toBe("another");
});

test("checks the lock every 75 ms while another process has it, and acquires it when it is free", async () => {
  const { client, commands, entries } = fakeRedis();
  entries.set("hm-auth:k:lock", { value: "another", until: start + 1_000 });
  const work = redisStore(client).withLock("k", async () => Date.now());
  await vi.advanceTimersByTimeAsync(1_050);
  expect(await work).toBe(start + 1_050);
  expect(commands.filter(([name]) => name === "SET")).toHaveLength(15);
});

test("rejects after a minute", async () => {
  const { client, entries } = fakeRedis();
  entries.set("hm-auth:k:lock", { value: "another", until: Number.MAX_SAFE_INTEGER });
  const work = redisStore(client).withLock("k", async () => "never");
  const rejected = expect(work).rejects.toThrow("The lock in Redis was not free within 60000 ms.");
  await vi.advanceTimersByTimeAsync(59_999);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(100);
  await rejected;
});

test.each([
  [undefined, 1_000],
  [200, 200],
])("rejects a command that takes longer than %s ms", async (commandTimeoutMs, wantMs) => {
  const client = { call: () => new Promise(() => undefined) };
  const rejected = expect(redisStore(client, { commandTimeoutMs }).get("k")).rejects.toThrow(
    `No response from Redis within ${wantMs} ms.`,
  );
  await vi.advanceTimersByTimeAsync(wantMs - 1);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  await rejected;
});

test.each<[object, string]>([
  [{ commandTimeoutMs: 0 }, "commandTimeoutMs must be a number of milliseconds from 1 to 60000, got 0."],
  [{ commandTimeoutMs: 60_001 }, "got 60001."],
  [{ commandTimeoutMs: Number.NaN }, "got NaN."],
  [{ timeoutMs: 5 }, 'redisStore() has no option "timeoutMs"'],
])("rejects %j", (options, message) => {
  expect(() => redisStore(fakeRedis().client, options as RedisStoreOptions)).toThrow(message);
  expect(redisStore(fakeRedis().client, { commandTimeoutMs: 60_000 })).toBeDefined();
});
