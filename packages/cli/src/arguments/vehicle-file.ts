import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { CommandError, exitCodes } from "../exit-code.ts";
import type { Session } from "../session.ts";

/** Returns the bytes of a file, or of standard input for `-`. @throws {CommandError} if the file cannot be read. */
export async function openInput(session: Session, path: string): Promise<AsyncIterable<Uint8Array>> {
  if (path === "-") return session.terminal.stdin as AsyncIterable<Uint8Array>;
  try {
    await access(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new CommandError(`${path} cannot be read (${code}).`, exitCodes.usage);
  }
  return createReadStream(path);
}

/** Returns how many lines a file has; undefined for standard input, which can be read only once. */
export async function countLines(path: string): Promise<number | undefined> {
  if (path === "-") return undefined;
  let count = 0;
  let last = 10;
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count++;
    last = chunk.at(-1) ?? last;
  }
  return last === 10 ? count : count + 1;
}
