import type { TokenStore } from "../src/index.ts";

export interface MemoryStore extends TokenStore {
  readonly entries: Map<string, { readonly value: string; readonly until: number }>;
}

/** A store for simulated processes in one process. Tests can read its content. */
export function memoryStore(now: () => number): MemoryStore {
  const entries = new Map<string, { value: string; until: number }>();
  const locks = new Map<string, Promise<unknown>>();
  return {
    entries,
    async get(key) {
      const entry = entries.get(key);
      const remainingMs = entry ? entry.until - now() : 0;
      return entry && remainingMs > 0 ? { value: entry.value, remainingMs } : undefined;
    },
    async set(key, value, ttlMs) {
      entries.set(key, { value, until: now() + ttlMs });
    },
    async withLock(key, work) {
      const before = locks.get(key) ?? Promise.resolve();
      const mine = before.then(work, work);
      locks.set(key, mine);
      return mine;
    },
  };
}
