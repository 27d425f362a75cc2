// A server may send any number. These are the largest that count; what is cut or ignored is reported as an event by the
// package that reads it.

const hourMs = 3_600_000;

/** Timers count in 32 bits: a longer one fires at once. */
export const maxTimerMs = 2_147_483_647;

/** The longest wait that a response can ask for. */
export const maxRequestedDelayMs: number = 24 * hourMs;

/** The longest pause that one response imposes on all callers. */
export const maxSharedPauseMs = 60_000;

/** The longest lifetime of a token that counts. */
export const maxTokenLifetimeMs: number = 24 * hourMs;

/** A `Date` that differs more from this machine's clock is not believed. */
export const maxClockSkewMs: number = 24 * hourMs;

/** Returns a duration of at least 0 and at most `maxMs`; 0 for what is not a number. */
export function clampMs(ms: number, maxMs: number): number {
  return ms > 0 ? Math.min(ms, maxMs) : 0;
}
