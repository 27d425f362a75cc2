import { expect, test } from "vitest";
import { readCallOptions } from "./read-call-options.ts";

test("fills in the documented defaults", () => {
  const { concurrency, rateLimiter, ...options } = readCallOptions({});
  expect(options).toEqual({
    attemptMs: 30_000,
    totalMs: Infinity,
    retry: { attempts: 4, baseDelayMs: 500, maxDelayMs: 20_000, totalMs: 120_000, random: Math.random },
    maxResponseBytes: 33_554_432,
    validate: undefined,
    onEvent: undefined,
    clock: { now: expect.any(Function) },
  });
  for (let call = 0; call < 64; call++) expect(concurrency?.acquire()).toBeUndefined();
  expect(concurrency?.acquire()).toBeInstanceOf(Promise);
  expect(rateLimiter?.maxPauseMs).toBe(60_000);
});

test("false turns a feature off", () => {
  expect(
    readCallOptions({ timeout: false, retry: false, rateLimit: false, concurrency: false }),
  ).toMatchObject({
    attemptMs: Infinity,
    totalMs: Infinity,
    retry: undefined,
    rateLimiter: undefined,
    concurrency: undefined,
  });
});

test("no wait is longer than the limit of the call", () => {
  expect(readCallOptions({ timeout: { totalMs: 5_000 } }).retry).toMatchObject({ totalMs: 5_000 });
  expect(readCallOptions({ timeout: { totalMs: 5_000 }, retry: { totalMs: 10 } }).retry).toMatchObject({
    totalMs: 10,
  });
});
