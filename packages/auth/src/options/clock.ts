/** The source of time. */
export interface Clock {
  /** Returns milliseconds since the epoch. */
  now(): number;
  /** Resolves after that many milliseconds. Default: a timer. */
  sleep?(ms: number): Promise<void>;
}
