import type { TimeSource } from "../control/clock.ts";

/** Returns a clock that starts with `base` and then runs `speed` times as fast. */
export function createSpeedClock(base: TimeSource, speed: number): TimeSource {
  const startedAt = base.now();
  return { now: () => Math.floor(startedAt + (base.now() - startedAt) * speed) };
}
