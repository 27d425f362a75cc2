import { expect, test, vi } from "vitest";
import { answering, refuse, rejection, type TestClock, testClock, tokenAnswer } from "../../test/kit.ts";
import { memoryStore } from "../../test/memory-store.ts";
import {
  type AccessToken,
  type AuthEvent,
  type ClientCredentialsOptions,
  clientCredentials,
  type TokenStore,
} from "../index.ts";

const secret = { environment: "sandbox", clientId: "app", clientSecret: "s3cr3t" } as const;

function processes(more: Partial<ClientCredentialsOptions> = {}) {
  const clock: TestClock = testClock();
  const store = memoryStore(clock.now);
  let issued = 0;
  const { fetch, sent } = answering(() => tokenAnswer(`t${++issued}`, { scope: "a b" }));
  const start = (own: object = {}) =>
    clientCredentials({ ...secret, clock, store, fetch, ...more, ...own } as ClientCredentialsOptions);
  return { clock, store, fetch, sent, start };
}

test("sends one token request for a thousand callers in eight processes", async () => {
  const { sent, start } = processes();
  const sources = Array.from({ length: 8 }, () => start());
  const calls = sources.flatMap((tokens) => Array.from({ length: 125 }, () => tokens.getToken()));
  const values = new Set((await Promise.all(calls)).map(({ value }) => value));
  expect([[...values], sent.length]).toEqual([["t1"], 1]);
});

test("finds value, scopes and remaining life in the store", async () => {
  const { clock, start } = processes();
  const { expiresAt } = await start().getToken();
  clock.advance(100_000);
  const found = await start().getToken();
  expect([found.value, found.expiresAt, found.scopes]).toEqual(["t1", expiresAt, new Set(["a", "b"])]);
});

test.each([600_000, -600_000])(
  "does not need synchronized clocks: a clock that differs by %d ms has the same expiry",
  async (off) => {
    const { clock, start } = processes();
    const { expiresAt } = await start().getToken();
    clock.advance(100_000);
    const other = { now: () => clock.now() + off };
    expect(await start({ clock: other }).getToken()).toMatchObject({
      value: "t1",
      expiresAt: expiresAt + off,
    });
  },
);

test("renews in one process, and the others use the renewed token", async () => {
  const { clock, sent, start } = processes();
  const sources = [start(), start(), start()];
  for (const tokens of sources) await tokens.getToken();
  clock.advance(260_000);
  for (const tokens of sources) await tokens.getToken();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const values = await Promise.all(sources.map(async (tokens) => (await tokens.getToken()).value));
  expect([values, sent.length]).toEqual([["t2", "t2", "t2"], 2]);
});

test("replaces a token that every process saw rejected, with one request", async () => {
  const { sent, start } = processes();
  const sources = [start(), start()];
  const [first] = await Promise.all(sources.map((tokens) => tokens.getToken()));
  if (!first) throw new Error("expected a token");
  for (const tokens of sources) tokens.invalidate(first);
  const values = await Promise.all(sources.map(async (tokens) => (await tokens.getToken()).value));
  expect([values, sent.length]).toEqual([["t2", "t2"], 2]);
});

test.each([
  ["token URL", { tokenUrl: "https://other.example.com/token" }],
  ["client id", { clientId: "other" }],
  ["scope", { scope: "a" }],
])("keeps tokens of another %s apart", async (_name, own) => {
  const { sent, store, start } = processes();
  await start().getToken();
  await start(own).getToken();
  expect([sent.length, store.entries.size]).toEqual([2, 2]);
});

test("keeps neither client id nor secret in the store, in key or value", async () => {
  const { store, start } = processes();
  await start({ clientId: "very-special-app" }).getToken();
  const [[key, { value }] = ["", { value: "" }]] = store.entries;
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(value).not.toMatch(/s3cr3t|very-special-app/);
});

function broken(): Promise<never> {
  return Promise.reject(new Error("ECONNREFUSED"));
}
test.each<[string, Partial<TokenStore>]>([
  ["get", { get: broken }],
  ["set", { set: broken }],
  ["withLock", { withLock: broken }],
  ["withLock, after the work", { withLock: async (_key, work) => [await work(), await broken()] as never }],
])("continues with its own token if %s fails, and reports it once", async (_name, methods) => {
  const events: AuthEvent[] = [];
  const { clock, sent, store, start } = processes({ onEvent: (event) => events.push(event) });
  const tokens = start({ store: { ...store, ...methods } });
  expect((await tokens.getToken()).value).toBe("t1");
  clock.advance(300_000);
  expect((await tokens.getToken()).value).toBe("t2");
  expect(sent).toHaveLength(2);
  expect(events.filter(({ type }) => type === "store-failed")).toHaveLength(1);
});

type Reached = () => Promise<never>;
test.each<[string, (hang: Reached) => Partial<TokenStore>, number]>([
  ["get", (hang) => ({ get: hang }), 2_000],
  ["set", (hang) => ({ set: hang }), 2_000],
  ["withLock, which never begins,", (hang) => ({ withLock: hang }), 10_000],
  [
    "withLock, which never ends,",
    (hang) => ({
      withLock: async (_key, work) => {
        await work();
        return hang();
      },
    }),
    2_000,
  ],
])("continues with its own token after a time limit if %s hangs", async (_name, methods, deadlineMs) => {
  const events: AuthEvent[] = [];
  const { sent, store, start } = processes({ onEvent: (event) => events.push(event) });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    let value: string | undefined;
    let call: Promise<void> | undefined;
    await new Promise<void>((resolve) => {
      const hang = () => {
        resolve();
        return new Promise<never>(() => undefined);
      };
      call = start({ store: { ...store, ...methods(hang) } })
        .getToken()
        .then((token) => {
          value = token.value;
        });
    });
    await vi.advanceTimersByTimeAsync(deadlineMs - 1);
    expect([value, vi.getTimerCount()]).toEqual([undefined, 1]);
    await vi.advanceTimersByTimeAsync(1);
    await call;
    expect([value, sent.length, vi.getTimerCount()]).toEqual(["t1", 1, 0]);
    expect(events.filter(({ type }) => type === "store-failed")).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});

test("requests no second token if a lock is acquired after its time limit", async () => {
  const { sent, store, start } = processes();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    let call: Promise<AccessToken> | undefined;
    const enter = await new Promise<() => Promise<unknown>>((resolve) => {
      const withLock = ((_key, work) => {
        resolve(work);
        return new Promise(() => undefined);
      }) as TokenStore["withLock"];
      call = start({ store: { ...store, withLock } }).getToken();
    });
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await call)?.value).toBe("t1");
    await enter();
    expect([sent.length, store.entries.size]).toEqual([1, 0]);
  } finally {
    vi.useRealTimers();
  }
});

test("requests a token if the store's lock does not run the work", async () => {
  const { sent, store, start } = processes();
  const withLock = (async () => undefined) as unknown as TokenStore["withLock"];
  expect((await start({ store: { ...store, withLock } }).getToken()).value).toBe("t1");
  expect(sent).toHaveLength(1);
});

test.each<[string, { lifetimeMs: unknown; remainingMs: number }, number, object | undefined]>([
  [
    "a lifetime of two days",
    { lifetimeMs: 172_800_000, remainingMs: 86_400_000 },
    86_400_000,
    {
      receivedMs: 172_800_000,
      usedMs: 86_400_000,
    },
  ],
  [
    "more remaining time than its lifetime",
    { lifetimeMs: 300_000, remainingMs: 1e15 },
    300_000,
    {
      receivedMs: 1e15,
      usedMs: 300_000,
    },
  ],
  ["its whole lifetime remaining", { lifetimeMs: 300_000, remainingMs: 300_000 }, 300_000, undefined],
  ["just enough remaining time", { lifetimeMs: 300_000, remainingMs: 15_001 }, 15_001, undefined],
])(
  "accepts %s from the store, reduced to the maximum, and reports the reduction",
  async (_name, stored, leftMs, cut) => {
    const events: AuthEvent[] = [];
    const { clock, sent, store, start } = processes({ onEvent: (event) => events.push(event) });
    const value = JSON.stringify({ value: "stored", lifetimeMs: stored.lifetimeMs, scopes: [] });
    const get = async () => ({ value, remainingMs: stored.remainingMs });
    const token = await start({ store: { ...store, get } }).getToken();
    expect(token).toMatchObject({ value: "stored", expiresAt: clock.now() + leftMs });
    expect(sent).toEqual([]);
    expect(events.filter(({ type }) => type === "number-limited")).toEqual(
      cut ? [{ type: "number-limited", name: "stored-lifetime", ...cut }] : [],
    );
  },
);

test.each<[string, { lifetimeMs: unknown; remainingMs: number }]>([
  ["a twentieth of its lifetime remaining", { lifetimeMs: 300_000, remainingMs: 15_000 }],
  ["no life left", { lifetimeMs: 300_000, remainingMs: 0 }],
  ["a remaining time that is not a number", { lifetimeMs: 300_000, remainingMs: Number.NaN }],
  ["a negative lifetime", { lifetimeMs: -300_000, remainingMs: 300_000 }],
  ["no lifetime", { lifetimeMs: 0, remainingMs: 300_000 }],
  ["a lifetime that is text", { lifetimeMs: "300000", remainingMs: 300_000 }],
  ["a lifetime of a day with little remaining time", { lifetimeMs: 1e18, remainingMs: 300_000 }],
])("requests a token if the stored token has %s", async (_name, stored) => {
  const { sent, store, start } = processes();
  const value = JSON.stringify({ value: "stored", lifetimeMs: stored.lifetimeMs, scopes: [] });
  const get = async () => ({ value, remainingMs: stored.remainingMs });
  expect((await start({ store: { ...store, get } }).getToken()).value).toBe("t1");
  expect(sent).toHaveLength(1);
});

test.each([
  ["as long as the token lives", 300, 300_000],
  ["a day at most", 10_000_000, 86_400_000],
  ["whole milliseconds", 0.0015, 1],
])("stores a token for %s", async (_name, expires_in, want) => {
  const clock = testClock();
  const { store } = processes();
  const kept: number[] = [];
  const set = async (_key: string, _value: string, ttlMs: number) => void kept.push(ttlMs);
  const { fetch } = answering(() => tokenAnswer("t", { expires_in }));
  await clientCredentials({ ...secret, clock, fetch, store: { ...store, set } }).getToken();
  expect(kept).toEqual([want]);
});

test("reports a second failure of a store that worked in between", async () => {
  const events: AuthEvent[] = [];
  const { clock, store, start } = processes({ onEvent: (event) => events.push(event) });
  let isUp = false;
  const tokens = start({ store: { ...store, get: (key: string) => (isUp ? store.get(key) : broken()) } });
  for (isUp of [false, true, false]) {
    await tokens.getToken();
    clock.advance(300_000);
  }
  expect(events.filter(({ type }) => type === "store-failed")).toHaveLength(2);
});

test.each([
  "",
  "{",
  "null",
  "[]",
  '{"value":"x\\r\\ny","lifetimeMs":1,"scopes":[]}',
  '{"value":"t","scopes":[]}',
  '{"value":"t","lifetimeMs":300000,"scopes":[1]}',
  '{"value":"t","lifetimeMs":300000,"scopes":"a"}',
])("overwrites values of another format: %j", async (text) => {
  const { store, start } = processes();
  await start().getToken();
  for (const [key, entry] of store.entries) store.entries.set(key, { ...entry, value: text });
  expect((await start().getToken()).value).toBe("t2");
  expect([...store.entries.values()][0]?.value).toContain("t2");
});

test("rejects the waiting callers and keeps the store if the token endpoint rejects", async () => {
  const events: AuthEvent[] = [];
  const { store } = processes();
  const { fetch } = answering(() => refuse(400, { error: "invalid_client" }));
  const tokens = clientCredentials({ ...secret, store, fetch, onEvent: (event) => events.push(event) });
  expect(await rejection(tokens.getToken())).toMatchObject({ code: "request-rejected" });
  expect([store.entries.size, events.some(({ type }) => type === "store-failed")]).toEqual([0, false]);
});

test("rejects a value that is not a store at construction", () => {
  expect(() => clientCredentials({ ...secret, store: {} as TokenStore })).toThrow(
    "store must be a token store",
  );
});
