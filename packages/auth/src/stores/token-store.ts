/** A value, and how long it remains: by the store's clock, so that the clocks of those who share it need not agree. */
export interface StoredValue {
  /** The text that `set` stored. */
  readonly value: string;
  /** Milliseconds, > 0. */
  readonly remainingMs: number;
}

/**
 * Where several processes share tokens. Values are text that only its writer understands; keys are 64 characters of
 * `0-9a-f`. If a method rejects, or takes longer than two seconds (`withLock`: ten seconds until `work` begins), the source
 * goes on without the store, with a token of its own.
 */
export interface TokenStore {
  /** Returns what `set` stored; undefined if there is nothing, or its time is over. */
  get(key: string): Promise<StoredValue | undefined>;
  /** Stores a value for `ttlMs` milliseconds, an integer from 1 to 86,400,000, in place of the one before. */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /**
   * Runs `work` while no other process runs its own for this key. A process that dies must not keep the others waiting for
   * ever; rejects if the wait takes too long.
   */
  withLock<T>(key: string, work: () => Promise<T>): Promise<T>;
}
