import { constants, lstatSync, mkdirSync, realpathSync, type Stats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** Windows has neither owners nor modes in `stat`: access control lists decide there. */
const hasOwners = typeof process.geteuid === "function";

/**
 * Creates a folder for this user alone, or makes sure that an existing one is.
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
  // Whoever may rename a parent can put a folder of their own in its place; the sticky bit of /tmp prevents that.
  for (let parent = dirname(path); parent !== dirname(parent); parent = dirname(parent)) {
    const { mode } = lstatSync(parent);
    if ((mode & 0o002) !== 0 && (mode & 0o1000) === 0)
      refuse(`is in ${parent}, which is writable by everybody`, "Use another one.");
  }
}

/** Windows does not tell upper from lower case. */
function isSamePath(one: string, other: string): boolean {
  return process.platform === "win32" ? one.toLowerCase() === other.toLowerCase() : one === other;
}

function isOwn({ uid }: Stats): boolean {
  return uid === process.geteuid?.();
}

/**
 * Reads a file that this user wrote: no link is followed, and nothing but a file is opened for reading (a FIFO would wait for
 * ever).
 *
 * @returns Undefined if there is none.
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
