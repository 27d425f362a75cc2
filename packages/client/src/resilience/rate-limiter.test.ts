import { expect, test } from "vitest";
import { fakeClock } from "../../test/fake-clock.ts";
import { rateLimiter } from "./rate-limiter.ts";

const limited = "GET /v1/fleets/vehicles/{vin}";

test("allows the documented number of calls at once, and the next call one period after the first", async () => {
  const clock = fakeClock();
  const limiter = rateLimiter({ clock });
  for (let call = 0; call < 60; call++) expect(limiter.acquire(limited)).toBeUndefined();
  await limiter.acquire(limited);
  expect(clock.sleeps).toEqual([60_000]);
});

test("keeps the limit in every period, at any start time", async () => {
  const clock = fakeClock();
  const limiter = rateLimiter({ clock, limits: { op: { calls: 3, periodSeconds: 10 } } });
  const times: number[] = [];
  for (let call = 0; call < 30; call++) {
    await limiter.acquire("op");
    times.push(clock.now());
    clock.advance(call % 4 === 0 ? 2_500 : 300);
  }
  for (let index = 3; index < times.length; index++)
    expect((times[index] ?? 0) - (times[index - 3] ?? 0)).toBeGreaterThanOrEqual(10_000);
});

test("does not delay calls without a documented limit", () => {
  const limiter = rateLimiter({ clock: fakeClock() });
  for (let call = 0; call < 1_000; call++) expect(limiter.acquire("GET /v1/vehicleinfo")).toBeUndefined();
});

test("pauses only one operation after a 429", async () => {
  const clock = fakeClock();
  const limiter = rateLimiter({ clock });
  limiter.pause("GET /v1/vehicleinfo", 5_000);
  expect(limiter.acquire("GET /v1/eligibility")).toBeUndefined();
  await limiter.acquire("GET /v1/vehicleinfo");
  expect(clock.sleeps).toEqual([5_000]);
  expect(limiter.acquire("GET /v1/vehicleinfo")).toBeUndefined();
});

test("a new pause also delays calls that already wait", async () => {
  let now = 0;
  const limiter = rateLimiter({
    clock: {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
        if (now === 10) limiter.pause("op", 90);
      },
    },
  });
  limiter.pause("op", 10);
  await limiter.acquire("op");
  expect(now).toBe(100);
});

test("stops waiting when the caller's signal aborts", async () => {
  const limiter = rateLimiter({ limits: { op: { calls: 1, periodSeconds: 3_600 } } });
  limiter.acquire("op");
  const controller = new AbortController();
  const waiting = limiter.acquire("op", controller.signal);
  controller.abort("enough");
  await expect(waiting).rejects.toBe("enough");
});

test.each([
  { calls: 0, periodSeconds: 1 },
  { calls: 1.5, periodSeconds: 1 },
  { calls: 1, periodSeconds: 0 },
])("rejects the limit %o", (limit) => {
  expect(() => rateLimiter({ limits: { op: limit } })).toThrow(
    /^limits\["op"\] must have calls, a whole number >= 1, and periodSeconds > 0, got .+\.$/,
  );
});

const epochSecondMs = 1_795_644_582_000;

test.each([
  [undefined, epochSecondMs, 60_000],
  [undefined, 60_001, 60_000],
  [undefined, 60_000, 60_000],
  [90_000, epochSecondMs, 90_000],
  [undefined, Infinity, 60_000],
])("with maxPauseMs %o, a pause of %d ms lasts %d ms", async (maxPauseMs, ms, want) => {
  const clock = fakeClock();
  const limiter = rateLimiter({ clock, maxPauseMs });
  limiter.pause("op", ms);
  await limiter.acquire("op");
  expect(clock.sleeps).toEqual([want]);
  expect(limiter.maxPauseMs).toBe(maxPauseMs ?? 60_000);
});

test.each([-1, Number.NaN])("a pause of %d ms delays no call", (ms) => {
  const limiter = rateLimiter({ clock: fakeClock() });
  limiter.pause("op", ms);
  expect(limiter.acquire("op")).toBeUndefined();
});

test("a shorter pause does not shorten a longer one", async () => {
  const clock = fakeClock();
  const limiter = rateLimiter({ clock });
  limiter.pause("op", 5_000);
  limiter.pause("op", 1_000);
  await limiter.acquire("op");
  expect(clock.sleeps).toEqual([5_000]);
});

test("the end of a pause keeps the pauses of other operations", async () => {
  const clock = fakeClock();
  const limiter = rateLimiter({ clock });
  limiter.pause("a", 1_000);
  limiter.pause("b", 5_000);
  clock.advance(2_000);
  expect(limiter.acquire("a")).toBeUndefined();
  await limiter.acquire("b");
  expect(clock.sleeps).toEqual([3_000]);
});

test("a pause also delays calls that a limit allows", async () => {
  const clock = fakeClock();
  const limiter = rateLimiter({ clock });
  limiter.pause(limited, 7_000);
  await limiter.acquire(limited);
  expect(clock.sleeps).toEqual([7_000]);
});

test.each<[object, string]>([
  [{ maxPauseMs: 0 }, "maxPauseMs must be a number of milliseconds > 0, got 0."],
  [{ limit: {} }, 'rateLimiter() has no option "limit". Did you mean "limits"?'],
])("rejects the options %o", (options, message) => {
  expect(() => rateLimiter(options)).toThrow(new TypeError(message));
});
