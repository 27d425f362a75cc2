import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { CodegenError } from "./codegen-error.ts";
import type { Files } from "./import-documents.ts";

/** Every file below a folder whose name passes, by path from there with `/`. Links are not followed. */
export async function readFolder(folder: string, accepts: (path: string) => boolean): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new CodegenError(`cannot read the folder (${reasonOf(cause)})`, { file: folder }, { cause });
  });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter(accepts)
    .sort();
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readText(join(folder, path))] as const)),
  );
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new CodegenError(`cannot be read (${reasonOf(cause)})`, { file }, { cause });
  });
  return decodeText(bytes, file);
}

/** @throws {CodegenError} the bytes are not UTF-8: what is read must be what was written. */
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
  /** Stops before the first file changes. */
  readonly signal?: AbortSignal | undefined;
}

/** Where the old files are kept and the new ones complete before they take their place. */
interface Stage {
  readonly folder: string;
  readonly old: string;
  readonly new: string;
}

/**
 * Makes all changes or none. New files are complete, and old ones copied, before the first takes its place. From
 * there on nothing waits, so that no signal comes between, and what fails is undone.
 */
export async function changeFiles(folder: string, { write, remove = [], signal }: Changes): Promise<void> {
  const stageFolder = join(folder, `.codegen-${randomUUID()}`);
  const stage: Stage = { folder, old: join(stageFolder, "old"), new: join(stageFolder, "new") };
  let made: string | undefined;
  try {
    made = mkdirSync(stageFolder, { recursive: true });
    const changed = new Map<string, boolean>();
    for (const [path, text] of write) {
      signal?.throwIfAborted();
      const before = await readFile(join(folder, path), "utf8").catch(() => undefined);
      if (before === text) continue;
      await writeNew(join(stage.new, path), text);
      if (before !== undefined) await writeNew(join(stage.old, path), before);
      changed.set(path, before !== undefined);
    }
    signal?.throwIfAborted();
    replaceAll(stage, changed, remove);
  } catch (cause) {
    if (made !== undefined) await rm(made, { force: true, recursive: true });
    if (signal?.aborted) throw new CodegenError("interrupted; nothing was changed", {}, { cause });
    throw new CodegenError(
      `cannot write (${reasonOf(cause)}); nothing was changed`,
      { file: folder },
      { cause },
    );
  }
  await rm(stageFolder, { force: true, recursive: true });
}

async function writeNew(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** @param changed whether each path was there before */
function replaceAll(stage: Stage, changed: ReadonlyMap<string, boolean>, removed: readonly string[]): void {
  const undo: (() => void)[] = [];
  const move = (from: string, to: string, back: () => void): void => {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    undo.push(back);
  };
  try {
    for (const [path, existed] of changed) {
      const target = join(stage.folder, path);
      const back = existed ? () => renameSync(join(stage.old, path), target) : () => rmSync(target);
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
