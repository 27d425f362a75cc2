import { AuthError } from "@high-mobility-ts/auth";
import { expect, test } from "vitest";
import { fakeClock } from "../../test/fake-clock.ts";
import { rateLimiter } from "../resilience/rate-limiter.ts";
import { type CallerOptions, createCaller } from "./caller.ts";
import type { CallingOptions } from "./client-options.ts";
import type { Core, RawAnswer } from "./core.ts";
import type { ClientEvent } from "./events.ts";
import { readCallOptions } from "./read-call-options.ts";

type Step = RawAnswer | Error | "silence";

const answer = (status: number, body: object = {}, headers: Record<string, string> = {}): RawAnswer => ({
  response: new Response(null, { status, headers }),
  ...(status < 300 ? { data: JSON.stringify(body) } : { error: body }),
});

/** A caller over a core that does what the script says, step by step, and counts. */
function calling(options: CallingOptions, ...steps: Step[]) {
  const events: ClientEvent[] = [];
  const clock = fakeClock();
  let sent = 0;
  const signals: (AbortSignal | undefined)[] = [];
  const core: Pick<Core, "send"> = {
    send: async (_method, _path, _init, attempt) => {
      const step = steps[sent++];
      signals.push(attempt?.signal);
      if (attempt) attempt.sent = true;
      if (step instanceof Error) throw step;
      if (step === "silence")
        return new Promise((_resolve, reject) => {
          const signal = attempt?.signal;
          signal?.addEventListener("abort", () => reject(signal.reason));
        });
      if (!step) throw new Error("one request too many");
      return step;
    },
  };
  const settings: CallerOptions = {
    core,
    ...readCallOptions({ clock, retry: { random: () => 0.5 }, ...options }),
    onEvent: (event) => events.push(event),
  };
  return { call: createCaller(settings), clock, events, signals, sent: () => sent };
}

const path = "/v1/vehicle-data/autoapi-13/{vin}";
const networkFailure = new TypeError("fetch failed", {
  cause: Object.assign(new Error("connect"), { code: "ECONNRESET" }),
});

test("tries again after transient failures and gives the answer", async () => {
  const { call, clock, sent } = calling({}, answer(503), networkFailure, answer(200, { vin: "V" }));
  expect(await call("GET", path)).toMatchObject({ ok: true, status: 200, data: { vin: "V" } });
  expect(sent()).toBe(3);
  expect(clock.sleeps).toEqual([250, 500]);
});

test("tells of each retry: what failed, how long it waits, under which id", async () => {
  const body = { errors: [{ title: "x", detail: "retry after 10s" }], request_id: "r-1" };
  const { call, events } = calling({}, answer(429, body), answer(200, {}, { "x-request-id": "r-2" }));
  await call("GET", path);
  expect(events).toEqual([
    {
      type: "call-retried",
      operation: `GET ${path}`,
      attempt: 1,
      delayMs: 10_000,
      status: 429,
      error: body,
      requestId: "r-1",
    },
    // The 429 paused the operation, and the clock has passed that pause.
    {
      type: "call-answered",
      operation: `GET ${path}`,
      attempts: 2,
      durationMs: 10_000,
      status: 200,
      requestId: "r-2",
    },
  ]);
});

test("gives the last answer as a value when tries are used up", async () => {
  const { call, sent } = calling({ retry: { attempts: 2 } }, answer(500), answer(500, { errors: [] }));
  expect(await call("GET", path)).toMatchObject({ ok: false, status: 500, error: { errors: [] } });
  expect(sent()).toBe(2);
});

test.each([
  ["POST", "/v1/eligibility", 503, 2],
  ["DELETE", "/v1/fleets/vehicles/{vin}", 503, 2],
  ["POST", "/v1/fleets/vehicles", 429, 2],
  ["POST", "/v1/fleets/vehicles", 503, 1],
  ["POST", "/v1/fleets/vehicles", 500, 1],
  ["GET", path, 404, 1],
  ["GET", path, 409, 1],
])("%s %s is sent, after %d, in all %d times", async (method, template, status, want) => {
  const { call, sent } = calling({}, answer(status), answer(200));
  await call(method, template);
  expect(sent()).toBe(want);
});

test("sends a clearance request again only when no connection was made", async () => {
  const refused = new TypeError("fetch failed", {
    cause: Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
  });
  const first = calling({}, refused, answer(200));
  await first.call("POST", "/v1/fleets/vehicles");
  expect(first.sent()).toBe(2);
  const second = calling({}, networkFailure);
  await expect(second.call("POST", "/v1/fleets/vehicles")).rejects.toMatchObject({ code: "network" });
  expect(second.sent()).toBe(1);
});

test("throws a NetworkError with the system's code and the cause", async () => {
  const { call, events } = calling({ retry: false }, networkFailure);
  await expect(call("GET", path)).rejects.toMatchObject({
    name: "NetworkError",
    code: "network",
    operation: `GET ${path}`,
    status: undefined,
    retryable: true,
    cause: networkFailure,
    message: `GET ${path} got no answer: ECONNRESET; check network, address and proxy`,
  });
  expect(events).toMatchObject([{ type: "call-failed", attempts: 1, error: { code: "network" } }]);
});

test("throws a TimeoutError when a try takes too long, after trying again", async () => {
  const { call, sent } = calling({ timeout: { attemptMs: 5 }, retry: { attempts: 2 } }, "silence", "silence");
  await expect(call("GET", path)).rejects.toMatchObject({ name: "TimeoutError", timeoutMs: 5 });
  expect(sent()).toBe(2);
});

test("a deadline ends a call in the middle of its tries", async () => {
  const { call, sent } = calling({ timeout: { attemptMs: 60_000, totalMs: 20 } }, answer(503), "silence");
  await expect(call("GET", path)).rejects.toMatchObject({ name: "TimeoutError", timeoutMs: 20 });
  expect(sent()).toBe(2);
});

test("the caller's signal ends a call while it waits for an answer", async () => {
  const { call, sent } = calling({}, "silence");
  const controller = new AbortController();
  const ended = call("GET", path, { signal: controller.signal });
  setTimeout(() => controller.abort("changed my mind"), 1);
  await expect(ended).rejects.toMatchObject({
    name: "AbortError",
    code: "aborted",
    retryable: false,
    cause: "changed my mind",
  });
  expect(sent()).toBe(1);
});

test("the caller's signal ends a call while it waits for its next try", async () => {
  const { call, sent } = calling(
    { clock: { now: () => Date.now() } },
    answer(429, {}, { "retry-after": "60" }),
  );
  const controller = new AbortController();
  const ended = call("GET", path, { signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  await expect(ended).rejects.toMatchObject({ name: "AbortError" });
  expect(sent()).toBe(1);
});

test("a call that is aborted before it begins is not sent", async () => {
  const { call, sent } = calling({}, answer(200));
  await expect(call("GET", path, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    name: "AbortError",
  });
  expect(sent()).toBe(0);
});

test("a try has a signal where something can end it", async () => {
  const untimed = calling({ timeout: false }, answer(200), answer(200));
  await untimed.call("GET", path);
  await untimed.call("GET", path, { signal: new AbortController().signal });
  const timed = calling({}, answer(200));
  await timed.call("GET", path);
  expect([...untimed.signals, ...timed.signals]).toEqual([
    undefined,
    expect.any(AbortSignal),
    expect.any(AbortSignal),
  ]);
});

test("the caller's signal ends a call that has no timeout", async () => {
  const { call } = calling({ timeout: false }, "silence");
  const controller = new AbortController();
  const answered = call("GET", path, { signal: controller.signal });
  controller.abort(new Error("enough"));
  await expect(answered).rejects.toMatchObject({ name: "AbortError", cause: new Error("enough") });
});

test("an AuthError stays what it is, and is not tried again here", async () => {
  const error = new AuthError("server-unavailable", "no token");
  const { call, sent } = calling({}, error);
  await expect(call("GET", path)).rejects.toBe(error);
  expect(sent()).toBe(1);
});

test("what a middleware throws stays what it is", async () => {
  const error = new RangeError("a bug");
  await expect(calling({}, error).call("GET", path)).rejects.toBe(error);
});

test("holds calls back by the shared limiter, and pauses it for all after a 429", async () => {
  const clock = fakeClock();
  const limiter = rateLimiter({ clock });
  const { call, events } = calling(
    { rateLimit: limiter, clock, retry: false },
    answer(429, {}, { "retry-after": "30" }),
    answer(200),
  );
  await call("GET", path);
  await call("GET", path);
  expect(clock.sleeps).toEqual([30_000]);
  expect(events.map(({ type }) => type)).toEqual(["call-answered", "call-held-back", "call-answered"]);
});

test("has at most so many calls under way", async () => {
  let active = 0;
  let most = 0;
  const caller = createCaller({
    ...readCallOptions({ concurrency: 4 }),
    core: {
      send: async () => {
        most = Math.max(most, ++active);
        await Promise.resolve();
        active--;
        return answer(200);
      },
    },
  });
  await Promise.all(Array.from({ length: 50 }, () => caller("GET", path)));
  expect(most).toBe(4);
});

test("an observer that throws changes nothing", async () => {
  const caller = createCaller({
    ...readCallOptions({}),
    core: { send: async () => answer(200) },
    onEvent: () => {
      throw new Error("observer");
    },
  });
  expect(await caller("GET", path)).toMatchObject({ ok: true });
});

test.each([
  [{ timeout: { attemptMs: 0 } }, "timeout.attemptMs must be a number of milliseconds > 0, not 0"],
  [{ timeout: { totalMs: -5 } }, "timeout.totalMs must be a number of milliseconds > 0, not -5"],
  [{ concurrency: 0 }, "the concurrency limit must be a whole number >= 1, not 0"],
  [{ rateLimit: {} as never }, "rateLimit must be a rate limiter, such as rateLimiter(), or false"],
])("refuses %o", (options, message) => {
  expect(() => readCallOptions(options)).toThrow(new TypeError(message));
});
