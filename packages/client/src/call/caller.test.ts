import { getEventListeners } from "node:events";
import { inspect } from "node:util";
import { AuthError } from "@high-mobility-ts/auth";
import { expect, test } from "vitest";
import { fakeClock } from "../../test/fake-clock.ts";
import { rateLimiter } from "../resilience/rate-limiter.ts";
import { type CallerOptions, createCaller } from "./caller.ts";
import type { CallingOptions } from "./client-options.ts";
import type { Core } from "./core.ts";
import { asStream } from "./core-init.ts";
import type { ClientEvent } from "./events.ts";
import { openStream } from "./open-stream.ts";
import { readCallOptions } from "./read-call-options.ts";
import type { RawResponse } from "./read-response.ts";
import { Redactor } from "./redactor.ts";

type Step = RawResponse | Error | "silence";

function answer(status: number, body: object = {}, headers: Record<string, string> = {}): RawResponse {
  return {
    response: new Response(null, { status, headers }),
    body: JSON.stringify(body),
  };
}

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
      if (step instanceof Error) {
        if (attempt) attempt.fetchError = step;
        throw step;
      }
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
    redactor: new Redactor(),
    ...readCallOptions({ clock, retry: { random: () => 0.5 }, ...options }),
    onEvent: (event) => events.push(event),
  };
  return { call: createCaller(settings), clock, events, signals, sent: () => sent };
}

const path = "/v1/vehicle-data/autoapi-13/{vin}";
const networkFailure = new TypeError("fetch failed", {
  cause: Object.assign(new Error("connect"), { code: "ECONNRESET" }),
});

test("makes another attempt after transient failures and returns the response", async () => {
  const { call, clock, sent } = calling({}, answer(503), networkFailure, answer(200, { vin: "V" }));
  expect(await call("GET", path)).toMatchObject({ ok: true, status: 200, data: { vin: "V" } });
  expect(sent()).toBe(3);
  expect(clock.sleeps).toEqual([250, 500]);
});

test("reports each retry with the failure, the wait and the request id", async () => {
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
      type: "call-completed",
      operation: `GET ${path}`,
      attempts: 2,
      durationMs: 10_000,
      status: 200,
      requestId: "r-2",
    },
  ]);
});

test("returns the last response as a value when attempts are used up", async () => {
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
])("sends %s %s, after %d, %d times in total", async (method, template, status, want) => {
  const { call, sent } = calling({}, answer(status), answer(200, { vin: "V" }));
  await call(method, template);
  expect(sent()).toBe(want);
});

test("sends a clearance request again only when no connection was made", async () => {
  const refused = new TypeError("fetch failed", {
    cause: Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
  });
  const first = calling({}, refused, answer(200, { vehicles: [] }));
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
    cause: { name: "TypeError", message: "fetch failed", cause: { message: "connect", code: "ECONNRESET" } },
    message: `GET ${path} failed: no response (ECONNRESET). Check network, address and proxy.`,
  });
  expect(events).toMatchObject([{ type: "call-failed", attempts: 1, error: { code: "network" } }]);
});

test("throws a TimeoutError when an attempt takes too long, after another attempt", async () => {
  const { call, sent } = calling({ timeout: { attemptMs: 5 }, retry: { attempts: 2 } }, "silence", "silence");
  await expect(call("GET", path)).rejects.toMatchObject({ name: "TimeoutError", timeoutMs: 5 });
  expect(sent()).toBe(2);
});

test("a deadline ends a call in the middle of its attempts", async () => {
  const { call, sent } = calling(
    { timeout: { attemptMs: 60_000, totalMs: 20 }, retry: { baseDelayMs: 0 } },
    answer(503),
    "silence",
  );
  await expect(call("GET", path)).rejects.toMatchObject({ name: "TimeoutError", timeoutMs: 20 });
  expect(sent()).toBe(2);
});

test("does not start a wait that would end after the call's deadline", async () => {
  const wait = answer(503, {}, { "retry-after": "6" });
  const { call, clock, sent } = calling({ timeout: { totalMs: 5_000 } }, wait);
  expect(await call("GET", path)).toMatchObject({ ok: false, status: 503 });
  expect([sent(), clock.sleeps]).toEqual([1, []]);
});

test("the caller's signal ends a call while it waits for a response", async () => {
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

test("the caller's signal ends a call while it waits for its next attempt", async () => {
  const { call, sent, signals } = calling(
    { clock: { now: () => Date.now() } },
    answer(429, {}, { "retry-after": "60" }),
  );
  const controller = new AbortController();
  const ended = call("GET", path, { signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  await expect(ended).rejects.toMatchObject({
    name: "AbortError",
    code: "aborted",
    operation: `GET ${path}`,
    status: 429,
    message: expect.stringMatching(
      /failed: its caller's signal aborted it while it waited 6\d{4} ms for attempt 2, after 429\.$/,
    ),
  });
  expect(sent()).toBe(1);
  // The response of the ended attempt stays readable.
  expect(signals[0]?.aborted).toBe(false);
});

test("does not send a call that is aborted before it begins", async () => {
  const { call, sent } = calling({}, answer(200));
  await expect(call("GET", path, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    name: "AbortError",
    code: "aborted",
  });
  expect(sent()).toBe(0);
});

test("an attempt has a signal if something can end it", async () => {
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

test("wraps an AuthError, and makes no other attempt", async () => {
  const error = new AuthError("request-rejected", "POST /token failed: 401. Check the secret.", {
    status: 401,
  });
  const { call, sent, events } = calling({}, error);
  await expect(call("GET", path)).rejects.toMatchObject({
    name: "AuthenticationError",
    code: "authentication",
    operation: `GET ${path}`,
    status: 401,
    retryable: false,
    retryAfterMs: undefined,
    cause: error,
    message: `GET ${path} failed: POST /token failed: 401. Check the secret.`,
  });
  expect(sent()).toBe(1);
  expect(events).toMatchObject([{ type: "call-failed", error: { code: "authentication" } }]);
});

test("waits as long as the token endpoint asks for, also before a call that is not idempotent", async () => {
  const error = new AuthError("server-unavailable", "POST /token failed: 429.", { retryAfterMs: 60_000 });
  const { call, sent, clock } = calling({}, error, answer(200, { vehicles: [] }));
  expect(await call("POST", "/v1/fleets/vehicles")).toMatchObject({ ok: true });
  expect(sent()).toBe(2);
  expect(clock.sleeps).toEqual([60_000]);
});

test("does not repeat the attempts that the token source made", async () => {
  const { call, sent } = calling({}, new AuthError("network", "POST /token failed: no response."));
  await expect(call("GET", path)).rejects.toMatchObject({ code: "authentication", retryable: true });
  expect(sent()).toBe(1);
});

test("an error of a middleware is passed on unchanged", async () => {
  const error = new RangeError("a bug");
  const send = () => Promise.reject(error);
  const { call } = calling({}, answer(200));
  const caller = createCaller({ ...readCallOptions({}), redactor: new Redactor(), core: { send } });
  await expect(caller("GET", path)).rejects.toBe(error);
  await call("GET", path);
});

test("another error of fetch is a NetworkError that is not retried", async () => {
  const error = Object.assign(new RangeError("a bug"), { request: { headers: { authorization: "s3cr3t" } } });
  const { call, sent } = calling({}, error);
  const caught = await call("GET", path).catch((reason: unknown) => reason);
  expect(caught).toMatchObject({ name: "NetworkError", retryable: false, cause: { message: "a bug" } });
  expect(inspect(caught, { depth: null, showHidden: true })).not.toContain("s3cr3t");
  expect(sent()).toBe(1);
});

test("delays calls with the shared limiter, and pauses all calls after a 429", async () => {
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
  expect(events.map(({ type }) => type)).toEqual(["call-completed", "call-delayed", "call-completed"]);
});

test("a 429 with seconds since the epoch pauses an operation for only a minute", async () => {
  const refusal = answer(429, {}, { "retry-after": "1795644582" });
  const { call, clock, events, sent } = calling({}, refusal, refusal, answer(200));
  expect(await call("GET", path)).toMatchObject({ status: 429 });
  expect(await call("GET", path)).toMatchObject({ status: 429 });
  expect(await call("GET", path)).toMatchObject({ status: 200 });
  expect([sent(), clock.sleeps]).toEqual([3, [60_000, 60_000]]);
  expect(events[0]).toEqual({
    type: "pause-shortened",
    operation: `GET ${path}`,
    requestedMs: 86_400_000,
    pauseMs: 60_000,
  });
});

test("a 429 without a time pauses the operation for a second", async () => {
  const { call, clock, events } = calling({ retry: false }, answer(429), answer(200));
  await call("GET", path);
  await call("GET", path);
  expect(clock.sleeps).toEqual([1_000]);
  expect(events.map(({ type }) => type)).not.toContain("pause-shortened");
});

test("asks a limiter of the app to pause for at most a minute, or for its own maximum", async () => {
  const pauses: number[] = [];
  const limiter = { acquire: () => undefined, pause: (_operation: string, ms: number) => pauses.push(ms) };
  const refusal = answer(429, {}, { "retry-after": "3600" });
  await calling({ retry: false, rateLimit: limiter }, refusal).call("GET", path);
  await calling({ retry: false, rateLimit: { ...limiter, maxPauseMs: 7_200_000 } }, refusal).call(
    "GET",
    path,
  );
  expect(pauses).toEqual([60_000, 3_600_000]);
});

test.each([
  ["the header in seconds", answer(429, {}, { "retry-after": "7" }), 7_000],
  ["a date", answer(503, {}, { "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT" }), 30_000],
  ["words", answer(429, { errors: [{ detail: "retry after 10s" }] }), 10_000],
  ["a text in a bare list", answer(429, [{ detail: "Retry after 3 s" }]), 3_000],
  ["a text in the OAuth pair", answer(429, { error: "x", error_description: "retry after 4s" }), 4_000],
  ["nothing", answer(503), 250],
])("waits as long as %s asks for", async (_name, first, want) => {
  const { call, clock } = calling({ rateLimit: false }, first, answer(200));
  await call("GET", path);
  expect(clock.sleeps).toEqual([want]);
});

test("a wait for the rate limit counts as time of the call", async () => {
  const limiter = rateLimiter();
  limiter.pause(`GET ${path}`, 60_000);
  const { call, sent } = calling({ rateLimit: limiter, timeout: { totalMs: 15 } }, answer(200));
  await expect(call("GET", path)).rejects.toMatchObject({ name: "TimeoutError", timeoutMs: 15 });
  expect(sent()).toBe(0);
});

test("no wait ends later than retry.totalMs after the call began", async () => {
  const steps = [answer(503), answer(503), answer(503), answer(503)];
  const within = calling({ retry: { totalMs: 1_750, random: () => 0.5 } }, ...steps);
  expect(await within.call("GET", path)).toMatchObject({ status: 503 });
  expect(within.clock.sleeps).toEqual([250, 500, 1_000]);
  const beyond = calling({ retry: { totalMs: 1_749, random: () => 0.5 } }, ...steps);
  expect(await beyond.call("GET", path)).toMatchObject({ status: 503 });
  expect(beyond.clock.sleeps).toEqual([250, 500]);
});

test("returns a response that arrives at the deadline, without another attempt", async () => {
  const controller = new AbortController();
  const events: ClientEvent[] = [];
  const caller = createCaller({
    ...readCallOptions({}),
    onEvent: (event) => events.push(event),
    redactor: new Redactor(),
    core: {
      send: async () => {
        controller.abort();
        return answer(503);
      },
    },
  });
  expect(await caller("GET", path, { signal: controller.signal })).toMatchObject({ status: 503 });
  expect(events.map(({ type }) => type)).toEqual(["call-completed"]);
});

test.each<[string, Step, object]>([
  ["a response", answer(200), {}],
  ["a response of an operation that is rejected", answer(404), {}],
  ["a network failure", networkFailure, { retry: false }],
  ["a second attempt", answer(503), {}],
  ["a call with a deadline", answer(200), { timeout: { totalMs: 1_000 } }],
])("leaves no listener on the caller's signal after %s", async (_name, step, options) => {
  const { signal } = new AbortController();
  const { call } = calling(options, step, answer(200));
  await call("GET", path, { signal }).catch(() => undefined);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("calls with the same signal add one listener, and all end with it", async () => {
  const controller = new AbortController();
  const steps = Array.from({ length: 64 }, (): Step => "silence");
  const { call } = calling({}, ...steps);
  const calls = steps.map(() => call("GET", path, { signal: controller.signal }));
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
  controller.abort("enough");
  for (const ended of await Promise.allSettled(calls))
    expect(ended).toMatchObject({ reason: { name: "AbortError", cause: "enough" } });
  expect(getEventListeners(controller.signal, "abort")).toEqual([]);
});

test("a streamed body ends with the caller's signal, and leaves no listener after its end", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const streams = [["[", "]"], ["["], ["["]].map((chunks) =>
    new Response(chunks.join("")).body?.pipeThrough(new TransformStream()),
  );
  const signals: (AbortSignal | undefined)[] = [];
  const caller = createCaller({
    ...readCallOptions({ timeout: { attemptMs: 20, totalMs: 20 } }),
    redactor: new Redactor(),
    core: {
      send: async (_method, _path, _init, attempt) => {
        signals.push(attempt?.signal);
        return { response: new Response(), body: streams[signals.length - 1] };
      },
    },
  });
  const call = async () => {
    const { data } = await caller("GET", "/v1/fleets/vehicles", { [asStream]: openStream, signal });
    if (!(data instanceof ReadableStream)) throw new Error("no stream");
    return data;
  };
  expect(await new Response(await call()).text()).toBe("[]");
  expect(getEventListeners(signal, "abort")).toEqual([]);
  await (await call()).cancel();
  expect(getEventListeners(signal, "abort")).toEqual([]);
  const open = await call();
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(signals[2]?.aborted).toBe(false);
  controller.abort("enough");
  expect(signals[2]?.reason).toBe("enough");
  await open.cancel();
});

test("runs at most this many calls at the same time", async () => {
  let active = 0;
  let most = 0;
  const caller = createCaller({
    redactor: new Redactor(),
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
    redactor: new Redactor(),
    ...readCallOptions({}),
    core: { send: async () => answer(200) },
    onEvent: () => {
      throw new Error("observer");
    },
  });
  expect(await caller("GET", path)).toMatchObject({ ok: true });
});

test.each<[object, string]>([
  [{ timeout: { attemptMs: 0 } }, "timeout.attemptMs must be a number of milliseconds > 0, got 0."],
  [{ timeout: { totalMs: -5 } }, "timeout.totalMs must be a number of milliseconds > 0, got -5."],
  [{ timeout: { attempMs: 5 } }, 'timeout has no option "attempMs". Did you mean "attemptMs"?'],
  [{ timeout: 5_000 }, "The options of timeout must be an object, got a number."],
  [{ retry: 3 }, "The options of retry must be an object, got a number."],
  [{ retry: { attempt: 3 } }, 'retry has no option "attempt". Did you mean "attempts"?'],
  [{ concurrency: 0 }, "concurrency must be a whole number >= 1, got 0."],
  [{ rateLimit: {} }, "rateLimit must be a rate limiter or false, got object."],
  [{ maxResponseBytes: 0 }, "maxResponseBytes must be a number of bytes > 0, got 0."],
])("rejects %o", (options, message) => {
  expect(() => readCallOptions(options)).toThrow(new TypeError(message));
});
