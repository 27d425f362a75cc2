/** A value, and how long it stays: by the store's clock, so that the clocks of those who share it need not agree. */
export interface StoredValue {
  readonly value: string;
  /** Milliseconds, > 0. */
  readonly remainingMs: number;
}

/**
 * Where several processes share tokens. Values are text that only its writer understands; keys are 64 characters of
 * `0-9a-f`. When a method rejects, or `get` or `set` takes longer than two seconds, the source goes on without the store,
 * with a token of its own.
 */
export interface TokenStore {
  /** What `set` stored; undefined when there is nothing, or its time is over. */
  get(key: string): Promise<StoredValue | undefined>;
  /** Keeps a value for `ttlMs` milliseconds, an integer >= 1, in place of the one before. */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /**
   * Runs `work` while no other process runs its own for this key. A process that dies must not keep the others waiting for
   * ever; rejects when the wait takes too long.
   */
  withLock<T>(key: string, work: () => Promise<T>): Promise<T>;
}
