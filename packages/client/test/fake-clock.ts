import type { Clock } from "@high-mobility-ts/auth";

/** A clock on which a sleep ends at once and advances the time by its length. */
export interface FakeClock extends Clock {
  /** The lengths of all requested waits, in milliseconds. */
  readonly sleeps: readonly number[];
  advance(ms: number): void;
}

export function fakeClock(): FakeClock {
  let now = Date.parse("2026-01-01T00:00:00Z");
  const sleeps: number[] = [];
  return {
    now: () => now,
    sleep: async (ms) => {
      sleeps.push(ms);
      now += ms;
    },
    sleeps,
    advance: (ms) => {
      now += ms;
    },
  };
}
