import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { maxTimerMs } from "./network-numbers.ts";
import { sleep } from "./sleep.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Records whether a promise was fulfilled or rejected. */
function watch(promise: Promise<void>): { state: string; reason?: unknown } {
  const seen: { state: string; reason?: unknown } = { state: "waiting" };
  promise.then(
    () => Object.assign(seen, { state: "over" }),
    (reason: unknown) => Object.assign(seen, { state: "rejected", reason }),
  );
  return seen;
}

test("ends when the time has passed and not earlier", async () => {
  const seen = watch(sleep({}, 1_000));
  await vi.advanceTimersByTimeAsync(999);
  expect(seen.state).toBe("waiting");
  await vi.advanceTimersByTimeAsync(1);
  expect(seen.state).toBe("over");
});

test("waits longer than the maximum of one timer", async () => {
  const seen = watch(sleep({}, maxTimerMs + 5));
  await vi.advanceTimersByTimeAsync(maxTimerMs + 4);
  expect(seen.state).toBe("waiting");
  await vi.advanceTimersByTimeAsync(1);
  expect(seen.state).toBe("over");
});

test.each([{ clock: {} }, { clock: { sleep: () => new Promise<void>(() => undefined) } }])(
  "rejects with the signal's reason, and leaves no timer and no listener",
  async ({ clock }) => {
    const controller = new AbortController();
    const removed = vi.spyOn(controller.signal, "removeEventListener");
    const seen = watch(sleep(clock, 1_000, controller.signal));
    controller.abort("stop");
    await vi.advanceTimersByTimeAsync(0);
    expect(seen).toEqual({ state: "rejected", reason: "stop" });
    expect(vi.getTimerCount()).toBe(0);
    expect(removed).not.toHaveBeenCalled(); // `once` removes it
  },
);

test("rejects at once if the signal has already aborted", async () => {
  await expect(sleep({}, 1_000, AbortSignal.abort("stop"))).rejects.toBe("stop");
  expect(vi.getTimerCount()).toBe(0);
});

test("removes its listener when the time has passed", async () => {
  const { signal } = new AbortController();
  const removed = vi.spyOn(signal, "removeEventListener");
  const seen = watch(sleep({}, 10, signal));
  await vi.advanceTimersByTimeAsync(10);
  expect(seen.state).toBe("over");
  expect(removed).toHaveBeenCalledTimes(1);
});

test("uses the clock's own sleep, and passes its error on", async () => {
  const slept: number[] = [];
  const clock = {
    sleep: async (ms: number) => {
      slept.push(ms);
    },
  };
  await sleep(clock, 5);
  await sleep(clock, 6, new AbortController().signal);
  expect(slept).toEqual([5, 6]);
  const broken = { sleep: () => Promise.reject(new Error("no clock")) };
  await expect(sleep(broken, 1, new AbortController().signal)).rejects.toThrow("no clock");
});
