import { expect, test } from "vitest";
import { fakeClock } from "../../test/fake-clock.ts";
import { rateLimiter } from "./rate-limiter.ts";
import { withConcurrencyLimit } from "./with-concurrency-limit.ts";
import { withRateLimit } from "./with-rate-limit.ts";
import { withRetry } from "./with-retry.ts";
import { withTimeout } from "./with-timeout.ts";

const url = "https://api.example.com/v1/vehicle-data/autoapi-13/1HMCF6112HA3FBBCC";

/** Answers, or throws, one after the other; what is left over, or missing, fails the test. */
function script(...steps: (Response | Error)[]) {
  const sent: (string | URL | Request)[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    sent.push(input);
    const step = steps.shift();
    if (step instanceof Response) return step;
    throw step ?? new Error("one request too many");
  };
  return { fetch, sent, left: steps };
}

const status = (code: number, headers: Record<string, string> = {}, body: unknown = {}) =>
  Response.json(body, { status: code, headers });

/** Never answers; ends when its signal aborts. */
const silent: typeof globalThis.fetch = (_input, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
  });

test("withTimeout throws a TimeoutError that names the operation and no VIN", async () => {
  await expect(withTimeout({ timeoutMs: 5, fetch: silent })(url)).rejects.toMatchObject({
    name: "TimeoutError",
    code: "timeout",
    retryable: true,
    timeoutMs: 5,
    message:
      "GET /v1/vehicle-data/autoapi-13/{vin} did not answer within 5 ms; try again later, or allow more time",
  });
});

test("withTimeout throws an AbortError when it was the caller, with the reason as cause", async () => {
  const controller = new AbortController();
  const call = withTimeout({ timeoutMs: 60_000, fetch: silent })(url, { signal: controller.signal });
  controller.abort("changed my mind");
  await expect(call).rejects.toMatchObject({ name: "AbortError", code: "aborted", cause: "changed my mind" });
});

test("withTimeout lets the caller win when both are due", async () => {
  const controller = new AbortController();
  const late: typeof globalThis.fetch = (_input, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener("abort", () => {
        controller.abort("too late anyway");
        reject(init.signal?.reason);
      });
    });
  const call = withTimeout({ timeoutMs: 1, fetch: late })(url, { signal: controller.signal });
  await expect(call).rejects.toMatchObject({ name: "AbortError", cause: "too late anyway" });
});

test("withTimeout does not send what was aborted before", async () => {
  const { fetch, sent } = script();
  await expect(
    withTimeout({ timeoutMs: 60_000, fetch })(url, { signal: AbortSignal.abort() }),
  ).rejects.toMatchObject({ name: "AbortError" });
  expect(sent).toEqual([]);
});

test("withRetry tries again after what may pass, and gives the answer that came then", async () => {
  const clock = fakeClock();
  const { fetch, sent, left } = script(status(503), new TypeError("fetch failed"), status(429), status(200));
  const response = await withRetry({ fetch, clock, random: () => 0.5 })(url);
  expect(response.status).toBe(200);
  expect(sent).toHaveLength(4);
  expect(left).toEqual([]);
  expect(clock.sleeps).toEqual([250, 500, 1_000]);
});

test.each([
  ["Retry-After in seconds", status(429, { "retry-after": "3" }), 3_000],
  ["Retry-After as a date", status(503, { "retry-after": "Thu, 01 Jan 2026 00:00:08 GMT" }), 8_000],
  ["the platform's words", status(429, {}, { errors: [{ title: "x", detail: "retry after 10s" }] }), 10_000],
])("withRetry waits by %s", async (_name, answer, want) => {
  const clock = fakeClock();
  await withRetry({ fetch: script(answer, status(200)).fetch, clock })(url);
  expect(clock.sleeps).toEqual([want]);
});

test("withRetry gives the last answer, its body unread, when tries are used up", async () => {
  const { fetch, sent } = script(status(500), status(500, {}, { last: true }));
  const response = await withRetry({ fetch, clock: fakeClock(), attempts: 2 })(url);
  expect(await response.json()).toEqual({ last: true });
  expect(sent).toHaveLength(2);
});

test.each([
  ["a POST that may have been processed", url, { method: "POST" }],
  ["a stream", "https://api.example.com/v1/eligibility", { method: "POST", body: new ReadableStream() }],
])("withRetry sends %s once", async (_name, target, init) => {
  const { fetch, sent } = script(status(503));
  expect((await withRetry({ fetch, clock: fakeClock() })(target, init)).status).toBe(503);
  expect(sent).toHaveLength(1);
});

test("withRetry sends a Request with a body again", async () => {
  const bodies: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    bodies.push(await (input as Request).text());
    return status(bodies.length === 1 ? 500 : 200);
  };
  const request = new Request("https://api.example.com/v1/eligibility", { method: "POST", body: "{}" });
  await withRetry({ fetch, clock: fakeClock() })(request);
  expect(bodies).toEqual(["{}", "{}"]);
});

test("withRetry lets errors through that are nobody's connection", async () => {
  const bug = new RangeError("a bug");
  await expect(withRetry({ fetch: script(bug).fetch, clock: fakeClock() })(url)).rejects.toBe(bug);
});

test("withRetry stops waiting when the caller aborts", async () => {
  const controller = new AbortController();
  const { fetch, sent } = script(status(429, { "retry-after": "100" }));
  const call = withRetry({ fetch })(url, { signal: controller.signal });
  setTimeout(() => controller.abort("enough"), 1);
  await expect(call).rejects.toBe("enough");
  expect(sent).toHaveLength(1);
});

test("withRateLimit waits for the limit, and pauses after 429", async () => {
  const clock = fakeClock();
  const limiter = rateLimiter({ clock });
  const { fetch } = script(status(429, { "retry-after": "9" }), status(200));
  const polite = withRateLimit({ limiter, fetch });
  await polite(url);
  await polite(url);
  expect(clock.sleeps).toEqual([9_000]);
});

test("withConcurrencyLimit has at most so many under way, also after failures", async () => {
  let active = 0;
  let most = 0;
  const fetch: typeof globalThis.fetch = async () => {
    most = Math.max(most, ++active);
    await Promise.resolve();
    active--;
    if (most > 3) throw new Error("too many");
    throw new TypeError("fetch failed");
  };
  const modest = withConcurrencyLimit({ max: 3, fetch });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => modest(url)));
  expect(most).toBe(3);
  expect(results.every(({ status }) => status === "rejected")).toBe(true);
});

test.each([0, -1, Number.NaN])("withTimeout refuses %d ms", (timeoutMs) => {
  expect(() => withTimeout({ timeoutMs })).toThrow(TypeError);
});
