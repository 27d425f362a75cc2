import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { rejection, testClock } from "../../test/kit.ts";
import { AuthError, type AuthErrorDetails } from "../auth-error.ts";
import type { AuthEvent } from "../observe/events.ts";
import { requestPauses } from "./request-pauses.ts";

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  vi.restoreAllMocks();
});

function paused(maxPauseMs = 60_000) {
  const clock = testClock();
  const events: AuthEvent[] = [];
  const pauses = requestPauses({ clock, maxPauseMs, onEvent: (event) => events.push(event) });
  const giveUpIn = (ms: number) => pauses.enter(clock.now() + ms);
  return { clock, events, pauses, giveUpIn };
}
function busy(retryAfterMs?: number) {
  return new AuthError("server-unavailable", "busy", { status: 429, retryAfterMs });
}
function turn() {
  return new Promise<void>((resolve) => setTimeout(resolve));
}

test("allows concurrent requests while no request fails", async () => {
  const { clock, giveUpIn, pauses } = paused();
  await Promise.all([giveUpIn(0), giveUpIn(0)]);
  expect(pauses.leave()).toBeUndefined();
  await giveUpIn(0);
  expect(clock.slept).toEqual([]);
});

test("pauses all callers for as long as the server asked for, and reports it", async () => {
  const { clock, events, giveUpIn, pauses } = paused();
  await giveUpIn(0);
  const error = busy(7_000);
  expect(pauses.leave(error)).toMatchObject({ code: "server-unavailable", status: 429, retryAfterMs: 7_000 });
  expect(events).toEqual([{ type: "token-requests-paused", pauseMs: 7_000, error }]);
  clock.advance(1_000);
  await giveUpIn(6_000);
  expect(clock.slept).toEqual([6_000]);
});

test("rejects at once a caller whose wait would be too long, with the rest of the pause", async () => {
  const { clock, giveUpIn, pauses } = paused();
  const cause = new Error("why");
  const details: AuthErrorDetails = {
    status: 429,
    error: "slow",
    description: "down",
    retryAfterMs: 60_000,
    cause,
  };
  pauses.leave(new AuthError("server-unavailable", "busy", details));
  clock.advance(15_000);
  const error = await rejection(giveUpIn(44_999));
  expect(error).toMatchObject({
    ...details,
    code: "server-unavailable",
    message: "busy",
    retryAfterMs: 45_000,
  });
  expect(clock.slept).toEqual([]);
});

test("doubles pauses that the server does not ask for, from 500 ms to the maximum, and resets them after a token", () => {
  const { clock, pauses } = paused(5_000);
  const waits = () => {
    const error = pauses.leave(busy());
    clock.advance(error?.retryAfterMs ?? 0);
    return error?.retryAfterMs;
  };
  expect([waits(), waits(), waits(), waits(), waits(), waits()]).toEqual([
    375, 750, 1_500, 3_000, 3_750, 3_750,
  ]);
  pauses.leave();
  expect(waits()).toBe(375);
});

test("treats a pause of 0 as no pause", () => {
  expect(paused().pauses.leave(busy(0))?.retryAfterMs).toBe(375);
});

test("counts failures of concurrent requests as one", () => {
  const { clock, pauses } = paused();
  pauses.leave(busy());
  pauses.leave(busy());
  expect(pauses.leave(busy())?.retryAfterMs).toBe(375);
  clock.advance(375);
  expect(pauses.leave(busy())?.retryAfterMs).toBe(750);
});

test("sends one request after a pause, and the others after it succeeded", async () => {
  const { clock, giveUpIn, pauses } = paused();
  pauses.leave(busy(1_000));
  clock.advance(1_000);
  const entered: number[] = [];
  const enter = async (number: number) => {
    await giveUpIn(30_000);
    entered.push(number);
  };
  const all = [1, 2, 3].map(enter);
  await turn();
  expect(entered).toEqual([1]);
  pauses.leave();
  await Promise.all(all);
  expect(entered).toEqual([1, 2, 3]);
});

test("sends one request after each pause while they fail, and rejects callers that waited too long", async () => {
  const { clock, giveUpIn, pauses } = paused();
  pauses.leave(busy(1_000));
  clock.advance(1_000);
  await giveUpIn(0);
  const waiting = rejection(giveUpIn(10_000));
  await turn();
  pauses.leave(busy(20_000));
  expect(await waiting).toMatchObject({ retryAfterMs: 20_000 });
});

test.each<[string, AuthError]>([
  ["401", new AuthError("request-rejected", "no", { status: 401 })],
  ["invalid_client", new AuthError("request-rejected", "no", { status: 400, error: "invalid_client" })],
  [
    "unauthorized_client",
    new AuthError("request-rejected", "no", { status: 400, error: "unauthorized_client" }),
  ],
  ["a key that cannot be used", new AuthError("invalid-key", "no")],
  ["a redirect", new AuthError("redirect-rejected", "no")],
])("rejects all callers for ten seconds after the client was rejected: %s", async (_name, refusal) => {
  const { clock, giveUpIn, pauses } = paused();
  pauses.leave(refusal);
  clock.advance(9_999);
  const error = await rejection(giveUpIn(30_000));
  expect(error).toMatchObject({
    code: refusal.code,
    message: "no",
    retryable: false,
    retryAfterMs: undefined,
  });
  clock.advance(1);
  await giveUpIn(0);
  expect(clock.slept).toEqual([]);
});

test("rejects all callers for a growing pause after a response that is not a token", async () => {
  const { clock, giveUpIn, pauses } = paused();
  const html = new AuthError("invalid-response", "HTML", { status: 200 });
  expect(pauses.leave(html)).toMatchObject({ retryable: false, retryAfterMs: undefined });
  expect(await rejection(giveUpIn(30_000))).toMatchObject({ code: "invalid-response" });
  clock.advance(375);
  await giveUpIn(0);
  pauses.leave(html);
  clock.advance(749);
  expect(await rejection(giveUpIn(30_000))).toMatchObject({ code: "invalid-response" });
  clock.advance(1);
  await giveUpIn(0);
  expect(clock.slept).toEqual([]);
});

test.each<[string, AuthError]>([
  ["a rejected grant", new AuthError("consent-withdrawn", "no", { status: 400, error: "invalid_grant" })],
  ["a rejected request", new AuthError("request-rejected", "no", { status: 400, error: "invalid_scope" })],
])("does not pause other callers after %s", async (_name, refusal) => {
  const { giveUpIn, pauses } = paused();
  expect(pauses.leave(refusal)).toBe(refusal);
  await giveUpIn(0);
});
