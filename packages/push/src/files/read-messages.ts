import { checkKnownOptions } from "@high-mobility-ts/guards";
import { checkCount } from "../check-count.ts";
import { type Message, parseMessage, type UnreadableMessage, unreadableMessage } from "../message/message.ts";
import { decodeText, type FileContent } from "./decode-text.ts";
import { type JsonPiece, jsonSplitter } from "./split-json.ts";

/** Options of {@link readMessages}. */
export interface ReadMessagesOptions {
  /** When the file arrived. Default: now. */
  readonly receivedAt?: Date | undefined;
  /**
   * The most characters of one message, from 1 to 500,000,000; a longer message is yielded with a problem and without
   * its content. Default: `10_000_000`.
   */
  readonly maxMessageLength?: number | undefined;
}

/**
 * A message of a file, or a part of the file that is not a message, with the line in which it begins. The first line is
 * 1.
 */
export type FileMessage = (Message | UnreadableMessage) & {
  /** The line of the file in which the message begins, from 1; 0 if the whole file is damaged. */
  readonly line: number;
};

/**
 * Yields the messages of a file of any size, one after the other: a JSON value, an array or JSON Lines, with or without
 * gzip. Unreadable parts are yielded with `problems`, and reading continues after them.
 *
 * @param content A stream or an iterable of chunks, such as the body of a response of S3 or Azure, or the bytes of the file.
 * @throws {TypeError} if an option is unknown or out of bounds.
 * @throws {unknown} The error of the stream. Damaged
 * content does not throw.
 * @example
 * for await (const message of readMessages(createReadStream("messages.jsonl.gz")))
 *   if (message.readable) for (const sample of message.samples()) await store(sample);
 */
export async function* readMessages(
  content: FileContent,
  options: ReadMessagesOptions = {},
): AsyncGenerator<FileMessage, void, undefined> {
  checkKnownOptions("readMessages()", options, { receivedAt: 0, maxMessageLength: 0 });
  const { receivedAt = new Date(), maxMessageLength = 10_000_000 } = options;
  checkCount("maxMessageLength", maxMessageLength, 500_000_000);
  const splitter = jsonSplitter(maxMessageLength);
  let damage: string | undefined;
  const text = decodeText(content, (problem) => {
    damage = problem;
  });
  for await (const part of text)
    for (const piece of splitter.push(part))
      for (const message of messagesOf(piece, receivedAt, maxMessageLength)) yield message;
  for (const piece of splitter.end())
    for (const message of messagesOf(piece, receivedAt, maxMessageLength)) yield message;
  if (damage !== undefined) yield unreadable(damage, { receivedAt, line: 0, raw: undefined });
}

/** Returns the messages of one value. An array has several. */
function messagesOf(piece: JsonPiece, receivedAt: Date, maxLength: number): readonly FileMessage[] {
  const { text, line } = piece;
  if (text === undefined)
    return [
      unreadable(`The message is longer than ${maxLength} characters.`, { receivedAt, line, raw: undefined }),
    ];
  const value = piece.value ?? parsed(text);
  if (value !== undefined) return [Object.assign(parseMessage(value, { receivedAt }), { line })];
  return brokenMessages(text, line, receivedAt);
}

/** A broken value can contain whole lines after it. */
function brokenMessages(text: string, firstLine: number, receivedAt: Date): readonly FileMessage[] {
  const lines = text.trimEnd().split("\n");
  const found: FileMessage[] = [];
  let broken: { readonly raw: string; readonly line: number } | undefined;
  const report = () => {
    if (broken) found.push(unreadable("The text is not JSON.", { receivedAt, ...broken }));
    broken = undefined;
  };
  for (const [index, raw] of lines.entries()) {
    const line = firstLine + index;
    const value = /^\s*\{/.test(raw) ? parsed(raw) : undefined;
    if (value === undefined) broken = broken ? { ...broken, raw: `${broken.raw}\n${raw}` } : { raw, line };
    else {
      report();
      found.push(Object.assign(parseMessage(value, { receivedAt }), { line }));
    }
  }
  report();
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(
  problem: string,
  { line, ...received }: { readonly receivedAt: Date; readonly line: number; readonly raw: unknown },
): FileMessage {
  return { ...unreadableMessage(problem, received), line };
}
