import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TokenStore } from "../token-store.ts";
import { withFileLock } from "./file-lock.ts";
import { makePrivateFolder, readPrivateFile } from "./private-folder.ts";

/** A token with its lifetime and scopes is far smaller. */
const maxBytes = 262_144;

/**
 * Shares tokens between the processes of one machine through files (mode 0600) in a separate folder. Node.js,
 * Bun and Deno. On Windows, the access control list of the folder decides who can read and write it.
 *
 * @param folder The folder. It is created (mode 0700) if it does not exist. It must belong to the user that runs the
 * process, no other user may be able to write to it, and no part of its path may be a link.
 * @throws {Error} if the folder does not meet these conditions.
 */
export function fileStore(folder: string): TokenStore {
  makePrivateFolder(folder);
  const fileOf = (key: string) => join(folder, `${key}.token`);
  return {
    async get(key) {
      const text = await readPrivateFile(fileOf(key), maxBytes);
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
    withLock: (key, work) => withFileLock(join(folder, `${key}.lock`), work),
  };
}

function parse(text: string): { readonly until: number; readonly value: string | undefined } {
  try {
    const { until, value } = JSON.parse(text);
    return { until: Number(until), value: typeof value === "string" ? value : undefined };
  } catch {
    return { until: 0, value: undefined };
  }
}
