/** The clock of the emulator. */
export interface TimeSource {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A duration: milliseconds, or a whole number with a unit. */
export type Duration = number | `${number}${"ms" | "s" | "m" | "h" | "d"}`;

/** The emulator's own clock: the given clock plus the time by which it was advanced. */
export interface EmulatorClock extends TimeSource {
  /**
   * Moves time forward for this emulator only.
   *
   * @throws {TypeError} for a negative or malformed duration.
   */
  advance(duration: Duration): void;
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export function durationMs(duration: Duration): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(String(duration)) ?? [];
  const value = Number(digits) * (unitMs[unit ?? "ms"] ?? Number.NaN);
  if (!Number.isFinite(value))
    throw new TypeError(`A duration must be milliseconds >= 0 or a text such as "5m", got "${duration}".`);
  return value;
}

export interface SteerableClock extends EmulatorClock {
  rewind(): void;
  /** Milliseconds since the epoch. */
  setTo(time: number): void;
}

export function createClock(base: TimeSource): SteerableClock {
  let offsetMs = 0;
  return {
    now: () => base.now() + offsetMs,
    advance: (duration) => {
      offsetMs += durationMs(duration);
    },
    setTo: (time) => {
      offsetMs = time - base.now();
    },
    rewind: () => {
      offsetMs = 0;
    },
  };
}
