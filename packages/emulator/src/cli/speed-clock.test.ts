import { expect, test } from "vitest";
import { createSpeedClock } from "./speed-clock.ts";

test.each([
  [60, 1_000, 61_000],
  [0.5, 1_001, 1_500],
  [1, 1_001, 2_001],
])("runs %d times as fast: %d ms later it is %d", (speed, laterMs, expected) => {
  let now = 1_000;
  const clock = createSpeedClock({ now: () => now }, speed);
  expect(clock.now()).toBe(1_000);
  now += laterMs;
  expect(clock.now()).toBe(expected);
});
