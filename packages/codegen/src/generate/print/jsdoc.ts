import { visibleLines } from "../../source/escape.ts";

/** The text of a JSDoc comment. */
export interface CommentText {
  /** A line, or none. */
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  /** The last part: tags, with their `@`. */
  readonly tags?: readonly string[];
}

const width = 100;

/** Returns the inside of a JSDoc comment, between its slashes, or nothing if there is no text. */
export function comment({ summary, description, tags = [] }: CommentText): readonly string[] {
  const paragraphs = [summary, description].filter((text) => text?.trim());
  const text = paragraphs.length === 0 ? [] : wrapText(paragraphs.join("\n\n")).map(withoutTag);
  // A tag comes from this package or a library; the lines after its first line are text of the document.
  const tagged = tags.flatMap((tag) =>
    wrapText(tag).map((line, index) => (index === 0 ? line : withoutTag(line))),
  );
  const lines = [...text, ...(text.length > 0 && tagged.length > 0 ? [""] : []), ...tagged];
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`* ${lines[0]} `];
  return [`*\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n `];
}

/** Returns the comment as code with its line breaks, or an empty text if there is no text. */
export function printComment(text: CommentText, indent = ""): string {
  const [inside] = comment(text);
  return inside === undefined ? "" : `${indent}/*${inside.replaceAll("\n", `\n${indent}`)}*/\n`;
}

/** Returns the lines of a text, none of which ends a comment or has invisible characters. */
function wrapText(text: string): readonly string[] {
  return visibleLines(text).flatMap((line) => wrap(line.replaceAll("*/", "*\\/").trimEnd()));
}

/** A line that begins like a tag would be one: `@internal` removes declarations, `@deprecated` strikes them out. */
function withoutTag(line: string): string {
  return line.trimStart().startsWith("@") ? line.replace("@", "\\@") : line;
}

/** Breaks lines at spaces; the following lines of an item of a list are indented. */
function wrap(line: string): readonly string[] {
  const words = line.trimStart();
  const indent = line.length - words.length + (words.startsWith("- ") ? 2 : 0);
  const lines: string[] = [];
  let start = 0;
  let margin = "";
  for (;;) {
    const rest = width - margin.length;
    if (line.length - start <= rest) break;
    const first = lines.length === 0 ? indent : 0;
    const blank = line.lastIndexOf(" ", start + rest);
    const end = blank > start + first ? blank : line.indexOf(" ", start + rest);
    if (end === -1) break;
    lines.push(margin + line.slice(start, end));
    margin = " ".repeat(Math.min(indent, width / 2));
    start = end + 1;
  }
  return [...lines, margin + line.slice(start)];
}

// Tags that repeat the type.
const impliedTags = /^@(?:enum|constant)\b/;

/** Reads a comment of openapi-typescript: one entry per line, with indented continuation lines. */
export function readComment(text: string): CommentText {
  const entries = text
    .slice(1)
    .replaceAll(/\n \* {5}/g, "\u0000")
    .split("\n")
    .map((line) => line.replace(/^ \*/, "").replaceAll("\u0000", "\n").trim())
    .filter((entry) => entry !== "" && !impliedTags.test(entry));
  const isTag = (entry: string): boolean => /^(?:@|Format: )/.test(entry);
  const description = entries.find((entry) => entry.startsWith("@description "));
  return {
    summary: entries.filter((entry) => !isTag(entry)).join("\n"),
    description: description?.slice("@description ".length),
    tags: entries.filter((entry) => isTag(entry) && entry !== description),
  };
}
