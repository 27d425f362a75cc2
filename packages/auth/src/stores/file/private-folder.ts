import { constants, lstatSync, mkdirSync, realpathSync, type Stats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** On Windows, `stat` shows neither owners nor modes: access control lists decide. */
const hasOwners = typeof process.geteuid === "function";

/**
 * Creates a folder that only this user can write to, or checks an existing one.
 *
 * @throws {Error} if it belongs to another user, others may write to it, a part of its path is a link, or it cannot be created.
 */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const refuse = (what: string, remedy: string): never => {
    throw new Error(`The folder ${folder} ${what}, so tokens are not stored there. ${remedy}`);
  };
  const path = resolve(folder);
  const real = realpathSync(path);
  if (!isSamePath(real, path))
    refuse("is reached through a link", `Use ${real}, if that is the folder you mean.`);
  const stats = lstatSync(path);
  if (!stats.isDirectory()) refuse("is not a folder", "Use another one.");
  if (!hasOwners) return;
  if (!isOwn(stats)) refuse("belongs to another user", "Use another one.");
  if ((stats.mode & 0o022) !== 0)
    refuse("is writable by others", `Run chmod go-w ${folder}, or use another one.`);
  // A user who can rename a parent can replace the folder. The sticky bit of /tmp prevents that.
  for (let parent = dirname(path); parent !== dirname(parent); parent = dirname(parent)) {
    const { mode } = lstatSync(parent);
    if ((mode & 0o002) !== 0 && (mode & 0o1000) === 0)
      refuse(`is in ${parent}, which is writable by all users`, "Use another one.");
  }
}

/** Windows does not distinguish upper and lower case. */
function isSamePath(one: string, other: string): boolean {
  return process.platform === "win32" ? one.toLowerCase() === other.toLowerCase() : one === other;
}

function isOwn({ uid }: Stats): boolean {
  return uid === process.geteuid?.();
}

/**
 * Reads a file that this user wrote: links are not followed, and only a regular file is read (a FIFO would block).
 *
 * @returns The content; undefined if there is no file.
 */
export async function readPrivateFile(path: string, maxBytes: number): Promise<string | undefined> {
  // Absent on Windows.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  let file: FileHandle;
  try {
    file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new Error(`${path} is not a file.`);
    if (hasOwners && !isOwn(stats)) throw new Error(`${path} belongs to another user.`);
    if (stats.size > maxBytes) throw new Error(`${path} has more than ${maxBytes} bytes.`);
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, "code") : undefined;
}
