import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { CommandError, exitCodes } from "../exit-code.ts";
import type { Session } from "../session.ts";
import { isInteractive } from "../terminal.ts";

/** Asks for a line of text. @throws {CommandError} if there is no terminal. */
export async function askText(session: Session, question: string): Promise<string> {
  return (await ask(session, question, session.terminal.stderr)).trim();
}

/** Asks for a line that is not shown while it is typed. @throws {CommandError} if there is no terminal. */
export async function askSecret(session: Session, question: string): Promise<string> {
  session.terminal.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const answer = await ask(session, "", nowhere);
  session.terminal.stderr.write("\n");
  return answer.trim();
}

/**
 * Asks whether to continue, except with `--yes`.
 *
 * @throws {CommandError} if the user does not enter yes, or if there is no terminal.
 */
export async function confirm(session: Session, question: string): Promise<void> {
  if (session.options.yes) return;
  if (!isInteractive(session.terminal.stdin) || !isInteractive(session.terminal.stderr))
    throw new CommandError(`${question} Add --yes to confirm it without a question.`, exitCodes.usage);
  const answer = await askText(session, `${question} [y/N] `);
  if (!/^y(es)?$/i.test(answer)) throw new CommandError("Nothing was done.");
}

/** Reads a stream to its end. */
export async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}

async function ask(session: Session, question: string, output: NodeJS.WritableStream): Promise<string> {
  const { stdin } = session.terminal;
  if (!isInteractive(stdin))
    throw new CommandError(`There is no terminal to ask "${question.trim()}".`, exitCodes.usage);
  const lines = createInterface({ input: stdin, output, terminal: true });
  try {
    return await lines.question(question, { signal: session.signal });
  } finally {
    lines.close();
  }
}
