import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { CliError } from "./cli-error.ts";

/** @throws {CliError} that names the file and does not show its content. */
export async function readText(file: string): Promise<string> {
  const text = await readTextIfThere(file);
  if (text === undefined) throw new CliError(`${file} must be a file, got none.`);
  return text;
}

/** @throws {CliError} that names the file and does not show its content. */
export async function readJson(file: string): Promise<unknown> {
  return parseJsonOf(file, await readText(file));
}

/** Returns the content; undefined if there is no such file. */
export async function readJsonIfThere(file: string): Promise<unknown> {
  const text = await readTextIfThere(file);
  return text === undefined ? undefined : parseJsonOf(file, text);
}

async function readTextIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw fileError(file, "read", cause);
  }
}

function parseJsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the parser's message, which quotes the text: a key file contains a key.
    throw new CliError(`${file} must be JSON, got another text.`);
  }
}

/** Writes a new file that only its owner may read. */
export async function createPrivate(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: "wx" });
    // The umask of the process may have removed rights of the owner.
    await chmod(file, 0o600);
  } catch (cause) {
    throw fileError(file, "written", cause);
  }
}

/**
 * Replaces a file in one step: a reader sees the old or the new content, and a crash leaves the old content.
 */
export async function replace(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, file);
  } catch (cause) {
    throw fileError(file, "written", cause);
  }
}

function fileError(file: string, action: "read" | "written", cause: unknown): CliError {
  return new CliError(`${file} cannot be ${action}: ${codeOf(cause) ?? "unknown error"}.`, { cause });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
