// A server may send any number. These are the largest accepted values. The package that reads a number
// reports it as an event if the number is reduced or ignored.

const hourMs = 3_600_000;

/** Timers count in 32 bits: a timer with a longer time fires at once. */
export const maxTimerMs = 2_147_483_647;

/** The longest accepted wait that a response asks for. */
export const maxRequestedDelayMs: number = 24 * hourMs;

/** The longest pause that one response imposes on all callers. */
export const maxSharedPauseMs = 60_000;

/** The longest accepted lifetime of a token. */
export const maxTokenLifetimeMs: number = 24 * hourMs;

/** A `Date` header that differs by more from this machine's clock is ignored. */
export const maxClockSkewMs: number = 24 * hourMs;

/** Returns a duration of at least 0 and at most `maxMs`; 0 if the value is not a number. */
export function clampMs(ms: number, maxMs: number): number {
  return ms > 0 ? Math.min(ms, maxMs) : 0;
}
