/**
 * A value and its remaining lifetime. The lifetime is measured by the store's clock, so that the clocks of the
 * processes need not agree.
 */
export interface StoredValue {
  /** The text that `set` stored. */
  readonly value: string;
  /** Milliseconds, > 0. */
  readonly remainingMs: number;
}

/**
 * A store in which several processes share tokens. Values are opaque text; keys are 64 characters of `0-9a-f`. If a
 * method rejects, or takes longer than two seconds (`withLock`: ten seconds until `work` begins), the token source
 * continues without the store, with its own token.
 */
export interface TokenStore {
  /** Returns the stored value; undefined if there is none or it has expired. */
  get(key: string): Promise<StoredValue | undefined>;
  /**
   * Stores a value for `ttlMs` milliseconds, an integer from 1 to 86,400,000, and replaces the previous one.
   */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /**
   * Runs `work` while no other process runs its own for this key. The lock of a process that dies must expire. Rejects
   * if the wait takes too long.
   */
  withLock<T>(key: string, work: () => Promise<T>): Promise<T>;
}
