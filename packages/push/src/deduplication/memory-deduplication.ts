import { checkKnownOptions } from "@high-mobility-ts/guards";
import { checkCount } from "../check-count.ts";
import type { ClaimResult, Deduplication } from "./deduplication.ts";

export interface MemoryDeduplicationOptions {
  /** The most ids that are remembered; the oldest is forgotten first. From 1 to 10,000,000. Default: `100_000`. */
  readonly maxIds?: number | undefined;
  /** How long a processed id is remembered, in milliseconds, from 1 to 30 days. Default: one day. */
  readonly ttlMs?: number | undefined;
  /** Tells the time, in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
}

interface Entry {
  readonly isDone: boolean;
  readonly expiresAt: number;
}

const dayMs = 86_400_000;

/**
 * Returns a memory of this process. 100,000 ids of 36 characters take about 20 MB.
 *
 * @throws {TypeError} An option is unknown or out of its bounds.
 */
export function memoryDeduplication(options: MemoryDeduplicationOptions = {}): Deduplication {
  checkKnownOptions("memoryDeduplication()", options, { maxIds: 0, ttlMs: 0, now: 0 });
  const { maxIds = 100_000, ttlMs = dayMs, now = Date.now } = options;
  checkCount("maxIds", maxIds, 10_000_000);
  checkCount("ttlMs", ttlMs, 30 * dayMs);
  // A Map keeps the order of insertion: the first key is the oldest.
  const entries = new Map<string, Entry>();

  function put(id: string, entry: Entry): void {
    entries.delete(id);
    entries.set(id, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= maxIds) break;
      entries.delete(oldest);
    }
  }

  return {
    async claim(id, leaseMs): Promise<ClaimResult> {
      const known = entries.get(id);
      if (known && known.expiresAt > now()) return known.isDone ? "done" : "busy";
      put(id, { isDone: false, expiresAt: now() + leaseMs });
      return "claimed";
    },
    async done(id) {
      put(id, { isDone: true, expiresAt: now() + ttlMs });
    },
    async release(id) {
      if (entries.get(id)?.isDone === false) entries.delete(id);
    },
  };
}
