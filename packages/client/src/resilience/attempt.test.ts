import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Attempt, Attempts } from "./attempt.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function expired(...all: Attempt[]) {
  return all.map((attempt) => attempt.expired);
}

test("expires after its time, and no sooner; its signal aborts", () => {
  const attempt = new Attempt(new Attempts(), 100);
  vi.advanceTimersByTime(0);
  vi.advanceTimersByTime(99);
  expect([attempt.expired, attempt.signal?.aborted]).toEqual([false, false]);
  vi.advanceTimersByTime(1);
  expect([attempt.expired, attempt.signal?.aborted]).toEqual([true, true]);
});

test("does not expire after its end: before and after its timer started, and if it is ended twice", () => {
  const attempts = new Attempts();
  const [a, b, c, d] = [1, 2, 3, 4].map(() => new Attempt(attempts, 100)) as [
    Attempt,
    Attempt,
    Attempt,
    Attempt,
  ];
  a.end();
  a.end();
  d.end();
  vi.advanceTimersByTime(0);
  b.end();
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(100);
  expect(expired(a, b, c, d)).toEqual([false, false, true, false]);
});

test("attempts of a later turn expire, too", () => {
  const attempts = new Attempts();
  const first = new Attempt(attempts, 100);
  vi.advanceTimersByTime(50);
  const second = new Attempt(attempts, 100);
  vi.advanceTimersByTime(100);
  expect(expired(first, second)).toEqual([true, true]);
});

test.each([Infinity, 2_147_483_648])(
  "has no signal and no timer for %d ms, because nothing can end it",
  (timeoutMs) => {
    const attempt = new Attempt(new Attempts(), timeoutMs);
    vi.advanceTimersByTime(10);
    expect([attempt.signal, attempt.expired, vi.getTimerCount()]).toEqual([undefined, false, 0]);
  },
);

test("ends with its parent, with the parent's reason", () => {
  const attempts = new Attempts();
  const whole = new Attempt(attempts, 100);
  const attempt = new Attempt(attempts, Infinity, whole);
  whole.abort("enough");
  expect(attempt.signal?.reason).toBe("enough");
  expect(new Attempt(attempts, Infinity, whole).signal?.reason).toBe("enough");
});

test("an ended attempt does not end with its parent", () => {
  const attempts = new Attempts();
  const whole = new Attempt(attempts, 100);
  const over = new Attempt(attempts, Infinity, whole);
  over.end();
  whole.abort();
  expect(over.signal?.aborted).toBe(false);
});

test("an attempt of an expired parent is not expired itself", () => {
  const attempts = new Attempts();
  const whole = new Attempt(attempts, 100);
  const attempt = new Attempt(attempts, Infinity, whole);
  vi.advanceTimersByTime(0);
  vi.advanceTimersByTime(100);
  expect([whole.expired, attempt.expired, attempt.signal?.aborted]).toEqual([true, false, true]);
});

test("attempts with the same signal add one listener, end together, and leave no listener", () => {
  const attempts = new Attempts();
  const controller = new AbortController();
  const { signal } = controller;
  const [a, b] = [new Attempt(attempts, Infinity, signal), new Attempt(attempts, Infinity, signal)];
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  a.end();
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  controller.abort("enough");
  expect([a.signal?.aborted, b.signal?.reason]).toEqual([false, "enough"]);
  b.end();
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  expect(new Attempt(attempts, Infinity, signal).signal?.reason).toBe("enough");
});
