import { expect, test } from "vitest";
import { memoryDeduplication, redisDeduplication } from "../src/webhooks.ts";

function clock() {
  let at = 0;
  return { now: () => at, advance: (ms: number) => (at += ms) };
}

/** The commands that are used, as Redis executes them. */
function fakeRedis(now: () => number) {
  const values = new Map<string, { value: string; expiresAt: number }>();
  const live = (key: string) => {
    const found = values.get(key);
    return found && found.expiresAt > now() ? found.value : null;
  };
  const commands: string[][] = [];
  return {
    commands,
    async call(...command: string[]): Promise<unknown> {
      commands.push(command);
      const [name, key = "", value = ""] = command;
      if (name === "GET") return live(key);
      if (name === "EVAL")
        return live(command[3] ?? "") === command[4] ? Number(values.delete(command[3] ?? "")) : null;
      if (command.includes("NX") && live(key) !== null) return null;
      values.set(key, { value, expiresAt: now() + Number(command.at(-1)) });
      return "OK";
    },
  };
}

const kinds = [
  ["memory", ({ now }: ReturnType<typeof clock>) => memoryDeduplication({ ttlMs: 1_000, now })],
  ["Redis", ({ now }: ReturnType<typeof clock>) => redisDeduplication(fakeRedis(now), { ttlMs: 1_000 })],
] as const;

test.each(kinds)("%s: an id is claimed, then done, and free after its time", async (_name, make) => {
  const time = clock();
  const ids = make(time);
  expect(await ids.claim("a", 100)).toBe("claimed");
  expect(await ids.claim("a", 100)).toBe("busy");
  await ids.done("a");
  expect(await ids.claim("a", 100)).toBe("done");
  time.advance(999);
  expect(await ids.claim("a", 100)).toBe("done");
  time.advance(1);
  expect(await ids.claim("a", 100)).toBe("claimed");
  expect(await ids.claim("b", 100)).toBe("claimed");
});

test.each(kinds)("%s: a claim that was given back, or whose lease ended, is free", async (_name, make) => {
  const time = clock();
  const ids = make(time);
  await ids.claim("a", 100);
  await ids.release("a");
  expect(await ids.claim("a", 100)).toBe("claimed");
  time.advance(99);
  expect(await ids.claim("a", 100)).toBe("busy");
  time.advance(1);
  expect(await ids.claim("a", 100)).toBe("claimed");
});

test.each(kinds)("%s: what is done cannot be given back", async (_name, make) => {
  const ids = make(clock());
  await ids.claim("a", 100);
  await ids.done("a");
  await ids.release("a");
  expect(await ids.claim("a", 100)).toBe("done");
});

test("Redis: a process does not give back the claim of another", async () => {
  const time = clock();
  const redis = fakeRedis(time.now);
  const [first, second] = [redisDeduplication(redis), redisDeduplication(redis)];
  await first.claim("a", 100);
  time.advance(100);
  expect(await second.claim("a", 100)).toBe("claimed");
  await first.release("a");
  expect(await first.claim("a", 100)).toBe("busy");
  expect(redis.commands[0]).toEqual(["SET", "hm-push:a", expect.any(String), "NX", "PX", "100"]);
});

test("memory: forgets the oldest id when there are too many", async () => {
  const ids = memoryDeduplication({ maxIds: 2 });
  for (const id of ["a", "b", "c"]) {
    await ids.claim(id, 1_000);
    await ids.done(id);
  }
  expect(await ids.claim("c", 1_000)).toBe("done");
  expect(await ids.claim("b", 1_000)).toBe("done");
  expect(await ids.claim("a", 1_000)).toBe("claimed");
});

test.each<[string, object, string]>([
  ["a limit of nothing", { maxIds: 0 }, "`maxIds` must be a whole number from 1 to 10000000, got 0."],
  [
    "a time that is no number",
    { ttlMs: "1h" },
    "`ttlMs` must be a whole number from 1 to 2592000000, got a string.",
  ],
  ["an unknown option", { max: 1 }, "maxIds"],
])("memory: refuses %s", (_name, options, message) => {
  expect(() => memoryDeduplication(options)).toThrow(message);
});

test("Redis: refuses what is no client", () => {
  expect(() => redisDeduplication({} as never)).toThrow("`client` must be a Redis client");
});
