import { checkKnownOptions, systemClock } from "@high-mobility-ts/guards";
import { checkCount } from "../check-count.ts";

/**
 * The result of a claim. `claimed` means that the caller must process the message and call `done` or `release`;
 * `processed` that the message was processed before; `busy` that another caller is processing it.
 */
export type Claim = "claimed" | "processed" | "busy";

/**
 * Remembers which messages were processed, in two steps: a message counts as processed only after `done`. If the
 * process ends before that, the message can be claimed again after its lease.
 */
export interface Deduplication {
  /**
   * Claims a message for processing.
   *
   * @param leaseMs How long no other caller can claim it, in milliseconds.
   */
  claim(id: string, leaseMs: number): Claim | Promise<Claim>;
  /** Remembers that the message was processed. */
  done(id: string): void | Promise<void>;
  /** Releases a claim, so that the message can be claimed again at once. */
  release(id: string): void | Promise<void>;
}

/** Options of {@link memoryDeduplication}. */
export interface MemoryDeduplicationOptions {
  /** The most messages that are remembered; the oldest are removed first. From 1 to 16,000,000. Default: `100_000`. */
  readonly maxMessages?: number | undefined;
  /** How long a processed message is remembered, in milliseconds, from 1 to 30 days. Default: `86_400_000` (a day). */
  readonly ttlMs?: number | undefined;
  /** The clock. Default: this machine's clock. */
  readonly clock?:
    | {
        /** Returns the time in milliseconds since 1970. */
        now(): number;
      }
    | undefined;
}

/** A Map can have about 16.7 million entries. */
const mostMessages = 16_000_000;

interface RememberedId {
  /** Otherwise the message is claimed. */
  readonly isProcessed: boolean;
  readonly until: number;
}

/**
 * Remembers messages in the memory of this process.
 *
 * @throws {TypeError} if an option is unknown or out of bounds.
 */
export function memoryDeduplication(options: MemoryDeduplicationOptions = {}): Deduplication {
  checkKnownOptions("memoryDeduplication()", options, { maxMessages: 0, ttlMs: 0, clock: 0 });
  const { maxMessages = 100_000, ttlMs = 86_400_000, clock = systemClock } = options;
  checkCount("maxMessages", maxMessages, mostMessages);
  checkCount("ttlMs", ttlMs, 2_592_000_000);
  // A Map keeps the order of insertion, so the oldest entry comes first.
  const entries = new Map<string, RememberedId>();

  function remember(id: string, entry: RememberedId): void {
    entries.delete(id);
    entries.set(id, entry);
    const [oldest = id] = entries.keys();
    if (entries.size > maxMessages) entries.delete(oldest);
  }

  return {
    claim(id, leaseMs) {
      const now = clock.now();
      const entry = entries.get(id);
      if (entry && now < entry.until) return entry.isProcessed ? "processed" : "busy";
      remember(id, { isProcessed: false, until: now + leaseMs });
      return "claimed";
    },
    done(id) {
      remember(id, { isProcessed: true, until: clock.now() + ttlMs });
    },
    release(id) {
      if (!entries.get(id)?.isProcessed) entries.delete(id);
    },
  };
}
