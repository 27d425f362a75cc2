/** Tells the time of this machine, in milliseconds since the epoch. */
export const systemClock: { now(): number } = { now: () => Date.now() };
