import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { CodegenError } from "./codegen-error.ts";
import type { Files } from "./files.ts";
import { untilInterrupted } from "./interruption.ts";

/**
 * Returns every file below a folder whose name is accepted, by relative path with `/`. Links are not
 * followed. Files are read synchronously: for hundreds of small files this is several times as fast as
 * promises.
 */
export function readFolder(folder: string, accepts: (path: string) => boolean): Files {
  const paths = attempt("cannot read the folder", folder, () => readdirSync(folder, options))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter(accepts)
    .sort();
  return new Map(paths.map((path) => [path, readText(join(folder, path))] as const));
}

const options = { recursive: true, withFileTypes: true } as const;

function readText(file: string): string {
  return decodeText(
    attempt("cannot be read", file, () => readFileSync(file)),
    file,
  );
}

/** Returns one file by its name, or the files of `readFolder`. */
export function readFileOrFolder(path: string, accepts: (path: string) => boolean): Files {
  const info = attempt("cannot read", path, () => statSync(path));
  return info.isDirectory() ? readFolder(path, accepts) : new Map([[basename(path), readText(path)]]);
}

function attempt<T>(failure: string, file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new CodegenError(`${failure} (${reasonOf(cause)})`, { file }, { cause });
  }
}

/** @throws {CodegenError} the bytes are not UTF-8, so the text would differ from the file. */
export function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CodegenError("is not UTF-8 text", { file }, { cause });
  }
}

export interface Changes {
  /** Files to write, by path from the folder. */
  readonly write: Files;
  /** Files to remove, by path from the folder. */
  readonly remove?: readonly string[];
}

/** The temporary folder for copies of the old files and for complete new files. */
interface Stage {
  readonly folder: string;
  readonly old: string;
  readonly new: string;
}

/**
 * Makes all changes or none, even if the process receives a signal to end. All new files are written and all
 * old files are copied before the first file is replaced. After that nothing waits, so that no signal
 * interrupts it, and a failure is undone.
 */
export function changeFiles(folder: string, changes: Changes): Promise<void> {
  return untilInterrupted((signal) => changeUntil(signal, folder, changes));
}

async function changeUntil(
  signal: AbortSignal,
  folder: string,
  { write, remove = [] }: Changes,
): Promise<void> {
  const stageFolder = join(folder, `.codegen-${randomUUID()}`);
  const stage: Stage = { folder, old: join(stageFolder, "old"), new: join(stageFolder, "new") };
  let made: string | undefined;
  try {
    made = mkdirSync(stageFolder, { recursive: true });
    for (const [path, text] of write) {
      signal.throwIfAborted();
      await inFolder(join(stage.new, path), (file) => writeFile(file, text));
      const before = join(folder, path);
      if (existsSync(before)) await inFolder(join(stage.old, path), (file) => copyFile(before, file));
    }
    signal.throwIfAborted();
    replaceAll(stage, [...write.keys()], remove);
  } catch (cause) {
    if (made !== undefined) await rm(made, { force: true, recursive: true });
    if (signal.aborted) throw new CodegenError("interrupted; nothing was changed", {}, { cause });
    throw new CodegenError(
      `cannot write (${reasonOf(cause)}); nothing was changed`,
      { file: folder },
      { cause },
    );
  }
  await rm(stageFolder, { force: true, recursive: true });
}

async function inFolder(file: string, make: (file: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await make(file);
}

function replaceAll(stage: Stage, written: readonly string[], removed: readonly string[]): void {
  const undo: (() => void)[] = [];
  const move = (from: string, to: string, back: () => void): void => {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    undo.push(back);
  };
  try {
    for (const path of written) {
      const target = join(stage.folder, path);
      const kept = join(stage.old, path);
      const back = existsSync(kept) ? () => renameSync(kept, target) : () => rmSync(target);
      move(join(stage.new, path), target, back);
    }
    for (const path of removed) {
      const target = join(stage.folder, path);
      const kept = join(stage.old, path);
      move(target, kept, () => renameSync(kept, target));
    }
  } catch (cause) {
    for (const back of undo.reverse()) back();
    throw cause;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EDQUOT: "the disk quota is used up",
  EFBIG: "a file became too large",
  EISDIR: "it is a folder",
  ENOENT: "it does not exist",
  ENOSPC: "the disk is full",
  ENOTDIR: "it is not a folder",
  EROFS: "the disk is read-only",
};

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
  return reasons[code] ? `${reasons[code]}, ${code}` : code;
}
