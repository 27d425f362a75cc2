import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { CliError } from "./cli-error.ts";

/** @throws {CliError} that names the file, and shows nothing of its content. */
export async function readText(file: string): Promise<string> {
  const text = await readTextIfThere(file);
  if (text === undefined) throw new CliError(`${file} must be a file, got none.`);
  return text;
}

/** @throws {CliError} that names the file, and shows nothing of its content. */
export async function readJson(file: string): Promise<unknown> {
  return parseJsonOf(file, await readText(file));
}

/** Undefined when there is no such file. */
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
    // Without the parser's message, which quotes the text: a key file holds a key.
    throw new CliError(`${file} must be JSON, got another text.`);
  }
}

/** Writes a file that its owner alone may read, and that must not be there yet. */
export async function createPrivate(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: "wx" });
    // The process's umask may have taken the owner's own rights.
    await chmod(file, 0o600);
  } catch (cause) {
    throw fileError(file, "written", cause);
  }
}

/** Replaces a file as a whole: whoever reads it sees the old one or the new one, and a crash leaves the old. */
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
