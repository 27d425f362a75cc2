import { expect, test } from "vitest";
import { rejection, testClock } from "../../test/kit.ts";
import { AuthError } from "../auth-error.ts";
import type { AuthEvent } from "../observe/events.ts";
import { cachedTokens, type Obtained } from "./cached-tokens.ts";

/** A source whose requests get responses from the test. */
function manual({ lifetimeMs = 300_000 } = {}) {
  const clock = testClock();
  const events: AuthEvent[] = [];
  const waiting: { give(value: string): Promise<void>; fail(error?: Error): Promise<void> }[] = [];
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve));
  const obtain = () =>
    new Promise<Obtained>((resolve, reject) => {
      waiting.push({
        give: (value) => {
          const token = { value, expiresAt: clock.now() + lifetimeMs, scopes: new Set<string>() };
          resolve({ token, lifetimeMs, from: "server" });
          return settled();
        },
        fail: (error = new Error("refused")) => {
          reject(error);
          return settled();
        },
      });
    });
  const tokens = cachedTokens({ clock, onEvent: (event) => events.push(event), obtain });
  return { clock, events, waiting, tokens };
}

test("sends one request for ten thousand callers", async () => {
  const { tokens, waiting } = manual();
  const calls = Array.from({ length: 10_000 }, () => tokens.getToken());
  await waiting[0]?.give("a");
  const values = new Set((await Promise.all(calls)).map(({ value }) => value));
  expect([waiting.length, [...values]]).toEqual([1, ["a"]]);
});

test("keeps the token until shortly before it expires", async () => {
  const { clock, tokens, waiting } = manual();
  const first = tokens.getToken();
  await waiting[0]?.give("a");
  expect((await first).value).toBe("a");
  clock.advance(220_000);
  await tokens.getToken();
  expect(waiting).toHaveLength(1);
});

test.each([
  ["300 s", 300_000, 256_000],
  ["5 s", 5_000, 4_260],
])("renews a token of %s in the background while it is still valid", async (_name, lifetimeMs, at) => {
  const { clock, tokens, waiting } = manual({ lifetimeMs });
  tokens.getToken();
  await waiting[0]?.give("a");
  clock.advance(at);
  expect((await tokens.getToken()).value).toBe("a");
  expect((await tokens.getToken()).value).toBe("a");
  expect(waiting).toHaveLength(2);
  await waiting[1]?.give("b");
  expect((await tokens.getToken()).value).toBe("b");
});

test("does not use a token that would expire before it arrives", async () => {
  const { clock, tokens, waiting } = manual();
  tokens.getToken();
  await waiting[0]?.give("a");
  clock.advance(295_000);
  const next = tokens.getToken();
  await waiting[1]?.give("b");
  expect((await next).value).toBe("b");
});

test("reports no failed renewal to callers while the old token is valid, and retries", async () => {
  const { clock, events, tokens, waiting } = manual();
  tokens.getToken();
  await waiting[0]?.give("a");
  clock.advance(256_000);
  await tokens.getToken();
  await waiting[1]?.fail();
  expect((await tokens.getToken()).value).toBe("a");
  expect(waiting).toHaveLength(2);
  expect(events.at(-1)).toMatchObject({ type: "token-refresh-failed" });
  clock.advance(15_000);
  await tokens.getToken();
  expect(waiting).toHaveLength(3);
  await waiting[2]?.give("b");
});

test("rejects all waiting callers, and later callers for ten seconds, without another request", async () => {
  const { clock, tokens, waiting } = manual();
  const calls = [tokens.getToken(), tokens.getToken()].map(rejection);
  await waiting[0]?.fail();
  expect(await Promise.all(calls)).toMatchObject([{ message: "refused" }, { message: "refused" }]);
  clock.advance(9_999);
  expect(await rejection(tokens.getToken())).toMatchObject({ message: "refused" });
  expect(waiting).toHaveLength(1);
  clock.advance(1);
  const next = tokens.getToken();
  await waiting[1]?.give("a");
  expect((await next).value).toBe("a");
});

test("ends only the wait of the aborted caller", async () => {
  const { tokens, waiting } = manual();
  const controller = new AbortController();
  const aborted = rejection(tokens.getToken({ signal: controller.signal }));
  const patient = tokens.getToken({ signal: new AbortController().signal });
  controller.abort(new Error("changed my mind"));
  expect(await aborted).toMatchObject({ message: "changed my mind" });
  await waiting[0]?.give("a");
  expect((await patient).value).toBe("a");
});

test("sends no request for a caller that has already aborted", async () => {
  const { tokens, waiting } = manual();
  const reason = new Error("too late");
  expect(await rejection(tokens.getToken({ signal: AbortSignal.abort(reason) }))).toBe(reason);
  expect(waiting).toEqual([]);
});

test("requests one new token for all callers after the old one was invalidated", async () => {
  const { events, tokens, waiting } = manual();
  const first = tokens.getToken();
  await waiting[0]?.give("a");
  const old = await first;
  for (let caller = 0; caller < 3; caller++) tokens.invalidate(old);
  const calls = [tokens.getToken(), tokens.getToken()];
  tokens.invalidate(old);
  await waiting[1]?.give("b");
  tokens.invalidate(old);
  expect((await Promise.all(calls)).map(({ value }) => value)).toEqual(["b", "b"]);
  expect((await tokens.getToken()).value).toBe("b");
  expect(waiting).toHaveLength(2);
  expect(events.filter(({ type }) => type === "token-invalidated")).toHaveLength(1);
});

test("does not return to an invalidated token after a renewal that was running", async () => {
  const { clock, tokens, waiting } = manual();
  const first = tokens.getToken();
  await waiting[0]?.give("a");
  const old = await first;
  clock.advance(256_000);
  await tokens.getToken();
  tokens.invalidate(old);
  const next = tokens.getToken();
  await waiting[1]?.give("a");
  expect(waiting).toHaveLength(3);
  await waiting[2]?.give("b");
  expect((await next).value).toBe("b");
});

test("requests a new token only once, even if the server returns the rejected token again", async () => {
  const { tokens, waiting } = manual();
  const first = tokens.getToken();
  await waiting[0]?.give("a");
  tokens.invalidate(await first);
  const next = tokens.getToken();
  await waiting[1]?.give("a");
  expect((await next).value).toBe("a");
  expect(waiting).toHaveLength(2);
});

test("keeps the result of a running renewal if another token is invalidated", async () => {
  const { clock, tokens, waiting } = manual();
  const first = tokens.getToken();
  await waiting[0]?.give("a");
  clock.advance(256_000);
  await tokens.getToken();
  tokens.invalidate(await first);
  const next = tokens.getToken();
  await waiting[1]?.give("b");
  expect((await next).value).toBe("b");
  expect(waiting).toHaveLength(2);
});

test("does not remember a failure that has retryAfterMs", async () => {
  const { tokens, waiting } = manual();
  const call = rejection(tokens.getToken());
  await waiting[0]?.fail(new AuthError("server-unavailable", "busy", { retryAfterMs: 5_000 }));
  expect(await call).toMatchObject({ retryAfterMs: 5_000 });
  const next = tokens.getToken();
  await waiting[1]?.give("a");
  expect((await next).value).toBe("a");
});

test("keeps a rejected token that has just replaced a rejected one, for a longer time each time", async () => {
  const { clock, events, tokens, waiting } = manual();
  const get = async (value: string) => {
    const call = tokens.getToken();
    await waiting.at(-1)?.give(value);
    return call;
  };
  tokens.invalidate(await get("t1"));
  const second = await get("t2");
  tokens.invalidate(second);
  expect((await tokens.getToken()).value).toBe("t2");
  clock.advance(400);
  tokens.invalidate(second);
  expect((await tokens.getToken()).value).toBe("t2");
  expect(waiting).toHaveLength(2);
  clock.advance(600);
  tokens.invalidate(second);
  tokens.invalidate(await get("t3"));
  expect(waiting).toHaveLength(3);
  expect(events.filter(({ type }) => type === "token-kept")).toEqual([
    { type: "token-kept", keptForMs: 1_000 },
    { type: "token-kept", keptForMs: 600 },
    { type: "token-kept", keptForMs: 2_000 },
  ]);
  expect(events.filter(({ type }) => type === "token-invalidated")).toHaveLength(2);
});

test.each([
  [
    "at once if the token before it was used for its whole life without a rejection",
    false,
    "token-invalidated",
  ],
  ["later if the token before it was rejected until its end", true, "token-kept"],
])("replaces a rejected token %s", async (_case, isRefusedAgain, type) => {
  const { clock, events, tokens, waiting } = manual();
  const get = async (value: string) => {
    const call = tokens.getToken();
    await waiting.at(-1)?.give(value);
    return call;
  };
  tokens.invalidate(await get("t1"));
  const second = await get("t2");
  if (isRefusedAgain) tokens.invalidate(second);
  clock.advance(300_000);
  const third = await get("t3");
  tokens.invalidate(third);
  expect(events.at(-1)?.type).toBe(type);
});

test("rejects a token that expired before it arrived", async () => {
  const { clock, tokens, waiting } = manual({ lifetimeMs: 0 });
  const call = rejection(tokens.getToken());
  clock.advance(1);
  await waiting[0]?.give("a");
  expect(await call).toMatchObject({ name: "AuthError", code: "timeout" });
});
