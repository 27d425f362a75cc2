import { expect, test } from "vitest";
import { isWorthRetrying, readRetryOptions, retryDelayMs } from "./retry-policy.ts";

const policy = readRetryOptions({ random: () => 0.5 });

test.each([
  [1, 250],
  [2, 500],
  [3, 1_000],
])("waits half of the longest wait after attempt %d if the random number is a half", (attempt, want) => {
  expect(retryDelayMs(policy, { attempt, elapsedMs: 0, retryAfterMs: undefined })).toBe(want);
});

test("never waits longer than maxDelayMs without a Retry-After", () => {
  const capped = readRetryOptions({ attempts: 10, maxDelayMs: 800, random: () => 0.999 });
  expect(retryDelayMs(capped, { attempt: 9, elapsedMs: 0, retryAfterMs: undefined })).toBe(799);
});

test("waits as long as the server asked for, even longer than maxDelayMs", () => {
  expect(retryDelayMs(policy, { attempt: 1, elapsedMs: 0, retryAfterMs: 60_000 })).toBe(60_000);
});

test.each([
  ["attempts are used up", { attempt: 4, elapsedMs: 0, retryAfterMs: undefined }],
  ["the wait would pass the total time", { attempt: 1, elapsedMs: 100_000, retryAfterMs: 20_001 }],
])("makes no other attempt if %s", (_name, failed) => {
  expect(retryDelayMs(policy, failed)).toBeUndefined();
});

const refused = new TypeError("fetch failed", {
  cause: Object.assign(new Error("x"), { code: "ECONNREFUSED" }),
});
const reset = new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "ECONNRESET" }) });
const bun = Object.assign(new Error("Unable to connect"), { code: "ConnectionRefused" });
const deno = new TypeError(
  "error sending request: client error (Connect): tcp connect error: Connection refused",
);

test.each([
  ["idempotent", true, { status: 500 }, true],
  ["idempotent", true, { status: 408 }, true],
  ["idempotent", true, { status: 429 }, true],
  ["idempotent", true, { status: 501 }, false],
  ["idempotent", true, { status: 404 }, false],
  ["idempotent", true, { error: reset }, true],
  ["other", false, { status: 429 }, true],
  ["other", false, { status: 500 }, false],
  ["other", false, { status: 503 }, false],
  ["other", false, { error: reset }, false],
  ["other", false, { error: refused }, true],
  ["other", false, { error: bun }, true],
  ["other", false, { error: deno }, true],
])("retries an %s operation after %o", (_name, idempotent, outcome, want) => {
  expect(isWorthRetrying(idempotent, outcome)).toBe(want);
});

test.each([408, 429, 500, 502, 503, 504])("%d may pass", (status) => {
  expect(isWorthRetrying(true, { status })).toBe(true);
});

test.each([400, 401, 403, 404, 407, 409, 422, 428, 430, 499, 501, 505, 511])(
  "%d is not retryable",
  (status) => {
    expect(isWorthRetrying(true, { status })).toBe(false);
  },
);

test.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT", "ConnectionRefused"])(
  "recognizes %s in the cause of a cause as not sent",
  (code) => {
    const error = Object.assign(new Error("x"), { code });
    const outer = new Error("outer", { cause: new Error("inner", { cause: error }) });
    expect(isWorthRetrying(false, { error: outer })).toBe(true);
    expect(isWorthRetrying(false, { error: new Error("x", { cause: code }) })).toBe(false);
  },
);

test("limits: a requested wait of 0, a wait that ends with the total time, ten attempts", () => {
  expect(retryDelayMs(policy, { attempt: 1, elapsedMs: 0, retryAfterMs: 0 })).toBe(0);
  expect(retryDelayMs(policy, { attempt: 3, elapsedMs: 100_000, retryAfterMs: 20_000 })).toBe(20_000);
  expect(readRetryOptions({ attempts: 10, totalMs: 0, baseDelayMs: 0, maxDelayMs: 0 })).toMatchObject({
    attempts: 10,
    totalMs: 0,
  });
  const whole = readRetryOptions({ baseDelayMs: 7, random: () => 0.999 });
  expect(retryDelayMs(whole, { attempt: 1, elapsedMs: 0, retryAfterMs: undefined })).toBe(6);
});

test.each([
  [{ attempts: 11 }, "retry.attempts must be a whole number from 1 to 10, got 11."],
  [{ maxDelayMs: -1 }, "retry.maxDelayMs must be a number of milliseconds >= 0, got -1."],
  [{ attempts: 0 }, "retry.attempts must be a whole number from 1 to 10, got 0."],
  [{ attempts: 1.5 }, "retry.attempts must be a whole number from 1 to 10, got 1.5."],
  [{ totalMs: -1 }, "retry.totalMs must be a number of milliseconds >= 0, got -1."],
  [{ baseDelayMs: Number.NaN }, "retry.baseDelayMs must be a number of milliseconds >= 0, got NaN."],
])("rejects %o", (options, message) => {
  expect(() => readRetryOptions(options)).toThrow(new TypeError(message));
});
