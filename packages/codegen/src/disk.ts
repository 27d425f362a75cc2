import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { CodegenError } from "./codegen-error.ts";
import type { Files } from "./import-documents.ts";

/** Every file below a folder whose name passes, by path from there with `/`. */
export async function readFolder(folder: string, accepts: (path: string) => boolean): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new CodegenError(`cannot read the folder (${codeOf(cause)})`, { file: folder }, { cause });
  });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter(accepts)
    .sort();
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), "utf8")] as const)),
  );
}

/** One file under its own name, or what `readFolder` finds. */
export async function readFileOrFolder(path: string, accepts: (path: string) => boolean): Promise<Files> {
  const info = await stat(path).catch((cause: unknown) => {
    throw new CodegenError(`cannot read (${codeOf(cause)})`, { file: path }, { cause });
  });
  if (info.isDirectory()) return readFolder(path, accepts);
  return new Map([[basename(path), await readFile(path, "utf8")]]);
}

/** Writes all files or none: they are complete under temporary names before the first takes its place. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  const staged: { from: string; to: string }[] = [];
  try {
    for (const [path, text] of files) {
      const to = join(folder, path);
      const from = `${to}.${randomUUID()}.tmp`;
      await mkdir(dirname(to), { recursive: true });
      staged.push({ from, to });
      await writeFile(from, text);
    }
    for (const { from, to } of staged) await rename(from, to);
  } catch (cause) {
    for (const { from } of staged) await rm(from, { force: true });
    throw new CodegenError(`cannot write (${codeOf(cause)})`, { file: folder }, { cause });
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
}
