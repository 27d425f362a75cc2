/** The clock of this machine, in milliseconds since the epoch. */
export const systemClock: {
  /** Returns milliseconds since the epoch. */
  now(): number;
} = { now: () => Date.now() };
