import { constants, mkdirSync, statSync } from "node:fs";
import { link, open, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TokenStore } from "../token-store.ts";

/** The lock of a process that died is free after this. A process at work renews it three times as often. */
const LOCK_MS = 15_000;
const MAX_WAIT_MS = 60_000;
const POLL_MS = 50;

/**
 * Tokens shared by the processes of one machine through files (mode 0600) in a folder of their own. Node.js, Bun and Deno.
 *
 * @param folder Created (mode 0700) when it does not exist.
 * @throws {Error} At once, when everybody may write to the folder, or it cannot be had.
 */
export function fileStore(folder: string): TokenStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { mode } = statSync(folder);
  if (process.platform !== "win32" && (mode & 0o002) !== 0)
    throw new Error(
      `${folder} is writable by everybody: tokens are not kept there; chmod o-w, or take another folder`,
    );
  const fileOf = (key: string) => join(folder, `${key}.token`);
  return {
    async get(key) {
      const text = await readPrivate(fileOf(key));
      if (text === undefined) return undefined;
      const { until, value } = parse(text);
      const remainingMs = until - Date.now();
      return value !== undefined && remainingMs > 0 ? { value, remainingMs } : undefined;
    },
    async set(key, value, ttlMs) {
      const temporary = join(folder, `${crypto.randomUUID()}.tmp`);
      try {
        await writeFile(temporary, JSON.stringify({ until: Date.now() + ttlMs, value }), {
          mode: 0o600,
          flag: "wx",
        });
        await rename(temporary, fileOf(key));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    async withLock(key, work) {
      const lock = join(folder, `${key}.lock`);
      const { ino } = await acquire(lock);
      const renewal = setInterval(() => {
        const now = new Date();
        // A renewal that fails is no harm: the lock then ends by itself.
        utimes(lock, now, now).catch(() => undefined);
      }, LOCK_MS / 3);
      try {
        return await work();
      } finally {
        clearInterval(renewal);
        await removeIf(lock, ino);
      }
    },
  };
}

/** Links are not followed: the file must be the one that `set` wrote. */
async function readPrivate(path: string): Promise<string | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      return await file.readFile("utf8");
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function parse(text: string): { readonly until: number; readonly value: string | undefined } {
  try {
    const { until, value } = JSON.parse(text);
    return { until: Number(until), value: typeof value === "string" ? value : undefined };
  } catch {
    return { until: 0, value: undefined };
  }
}

async function acquire(lock: string): Promise<{ readonly ino: number }> {
  const giveUpAt = Date.now() + MAX_WAIT_MS;
  for (;;) {
    try {
      const file = await open(lock, "wx", 0o600);
      const { ino } = await file.stat();
      await file.close();
      return { ino };
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    const held = await stat(lock).catch(() => undefined);
    if (held && Date.now() - held.mtimeMs > LOCK_MS) await removeIf(lock, held.ino);
    else await sleep(POLL_MS * (1 + Math.random()));
    if (Date.now() > giveUpAt) throw new Error(`no lock at ${lock} within ${MAX_WAIT_MS} ms`);
  }
}

/** Takes the lock file away if it is still that one; a rename makes sure that only one process does. */
async function removeIf(lock: string, ino: number): Promise<void> {
  const aside = `${lock}.${crypto.randomUUID()}`;
  try {
    await rename(lock, aside);
    // Another process was faster and has its own lock there by now: give it back.
    if ((await stat(aside)).ino !== ino) await link(aside, lock);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "EEXIST") throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, "code") : undefined;
}
