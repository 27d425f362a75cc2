import { expect, test } from "vitest";
import { createClock, type Duration, durationMs } from "./clock.ts";

test.each<[Duration, number]>([
  [0, 0],
  [250, 250],
  ["250ms", 250],
  ["2s", 2_000],
  ["3m", 180_000],
  ["4h", 14_400_000],
  ["5d", 432_000_000],
  ["1.5h", 5_400_000],
])("%j is %d milliseconds", (duration, want) => {
  expect(durationMs(duration)).toBe(want);
});

test.each([-1, "-1s", "1w", "s", "", "1e3", Number.NaN, Number.POSITIVE_INFINITY, " 1s"])(
  "%j is not a duration",
  (duration) => {
    expect(() => durationMs(duration as Duration)).toThrow(
      new TypeError(`A duration must be milliseconds >= 0 or a text such as "5m", got "${duration}".`),
    );
  },
);

test("a clock follows its base clock, and can be set, advanced and reset separately", () => {
  let now = 1_000;
  const clock = createClock({ now: () => now });
  clock.advance("1s");
  now += 5;
  expect(clock.now()).toBe(2_005);
  clock.setTo(50);
  now += 5;
  expect(clock.now()).toBe(55);
  clock.rewind();
  expect(clock.now()).toBe(1_010);
});
