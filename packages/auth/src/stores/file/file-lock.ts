import { link, lstat, open, rename, rm, utimes } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { lockMs, lockPollMs, maxLockWaitMs } from "../lock-times.ts";
import { codeOf } from "./private-folder.ts";

/** Runs `work` while no other process of this machine holds the lock file. */
export async function withFileLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const { ino } = await acquire(lock);
  const renewal = setInterval(() => {
    const now = new Date();
    // If a renewal fails, the lock expires.
    utimes(lock, now, now).catch(() => undefined);
  }, lockMs / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await removeIf(lock, ino);
  }
}

async function acquire(lock: string): Promise<{ readonly ino: number }> {
  const giveUpAt = Date.now() + maxLockWaitMs;
  for (;;) {
    try {
      const file = await open(lock, "wx", 0o600);
      const { ino } = await file.stat();
      await file.close();
      return { ino };
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    const held = await lstat(lock).catch(() => undefined);
    if (held && Date.now() - held.mtimeMs > lockMs) await removeIf(lock, held.ino);
    else await sleep(lockPollMs * (1 + Math.random()));
    if (Date.now() > giveUpAt) throw new Error(`The lock ${lock} was not free within ${maxLockWaitMs} ms.`);
  }
}

/** Removes the lock file if it is still the same one. A rename makes sure that only one process removes it. */
async function removeIf(lock: string, ino: number): Promise<void> {
  const aside = `${lock}.${crypto.randomUUID()}`;
  try {
    await rename(lock, aside);
    // Another process was faster, and this is its lock: put it back.
    if ((await lstat(aside)).ino !== ino) await link(aside, lock);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "EEXIST") throw error;
  } finally {
    await rm(aside, { force: true });
  }
}
