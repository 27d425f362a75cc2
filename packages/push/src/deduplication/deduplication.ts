import { systemClock } from "@high-mobility-ts/guards";

/**
 * The result of a claim. `claimed`: the caller must process the message, and call `done` or `release`; `processed`: somebody
 * has processed it; `busy`: somebody else is processing it.
 */
export type Claim = "claimed" | "processed" | "busy";

/**
 * Remembers which messages were processed, in two steps: a message counts as processed only after `done`. If its process
 * ends before that, the message can be claimed again when its lease has expired.
 */
export interface Deduplication {
  /**
   * Claims a message for processing.
   *
   * @param leaseMs How long nobody else may claim it, in milliseconds.
   */
  claim(id: string, leaseMs: number): Claim | Promise<Claim>;
  /** Remembers that the message was processed. */
  done(id: string): void | Promise<void>;
  /** Gives a claim up, so that the message can be claimed again at once. */
  release(id: string): void | Promise<void>;
}

export interface MemoryDeduplicationOptions {
  /** The most messages that are remembered; the oldest are forgotten first. A whole number >= 1. Default: `100_000`. */
  readonly maxMessages?: number | undefined;
  /** How long a processed message is remembered, in milliseconds, > 0. Default: `86_400_000`, a day. */
  readonly ttlMs?: number | undefined;
  /** Tells the time in milliseconds. Default: this machine's clock. */
  readonly clock?: { now(): number } | undefined;
}

interface RememberedId {
  readonly state: "leased" | "processed";
  readonly until: number;
}

/**
 * Remembers messages in the memory of this process.
 *
 * @throws {TypeError} if an option is out of bounds.
 */
export function memoryDeduplication(options: MemoryDeduplicationOptions = {}): Deduplication {
  const { maxMessages = 100_000, ttlMs = 86_400_000, clock = systemClock } = options;
  if (!Number.isInteger(maxMessages) || maxMessages < 1)
    throw new TypeError(`maxMessages must be a whole number >= 1, got ${maxMessages}.`);
  if (!(ttlMs > 0)) throw new TypeError(`ttlMs must be a number of milliseconds > 0, got ${ttlMs}.`);
  // A Map keeps the order of insertion, so the oldest entry comes first.
  const entries = new Map<string, RememberedId>();

  function remember(id: string, entry: RememberedId): void {
    entries.delete(id);
    entries.set(id, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= maxMessages) break;
      entries.delete(oldest);
    }
  }

  return {
    claim(id, leaseMs) {
      const now = clock.now();
      const entry = entries.get(id);
      if (entry && now < entry.until) return entry.state === "processed" ? "processed" : "busy";
      remember(id, { state: "leased", until: now + leaseMs });
      return "claimed";
    },
    done(id) {
      remember(id, { state: "processed", until: clock.now() + ttlMs });
    },
    release(id) {
      if (entries.get(id)?.state === "leased") entries.delete(id);
    },
  };
}
