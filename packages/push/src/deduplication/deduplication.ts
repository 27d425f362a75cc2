/** What {@link Deduplication.claim} found: `claimed` for the caller, `busy` for another one at present, or `done` already. */
export type ClaimResult = "claimed" | "busy" | "done";

/**
 * Remembers which ids were processed, in two steps, so that a crash between them repeats the work instead of losing it.
 * Any store that can set a key if it is absent, with an expiry, can implement it.
 */
export interface Deduplication {
  /**
   * Reserves an id. If neither `done` nor `release` follows within `leaseMs` milliseconds, the id is free again.
   */
  claim(id: string, leaseMs: number): Promise<ClaimResult>;
  /** Remembers that an id was processed. */
  done(id: string): Promise<void>;
  /** Gives a claimed id back, because its processing failed. */
  release(id: string): Promise<void>;
}
