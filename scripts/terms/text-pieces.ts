// The texts of a file that a person reads: comments and sentences in code, prose in Markdown.
import { parseSync, Visitor } from "oxc-parser";
import type { TextPiece } from "./given-up-terms.ts";

/** Returns the texts of a file by its name: of code its comments and sentences, of Markdown its prose, else all. */
export function textPieces(file: string, source: string): readonly TextPiece[] {
  if (/\.[cm]?[jt]sx?$/.test(file)) return piecesOfCode(file, source);
  if (file.endsWith(".md")) return [{ text: withoutCode(source), line: 1 }];
  return [{ text: source, line: 1 }];
}

/** @throws {SyntaxError} if the file does not parse. */
function piecesOfCode(file: string, source: string): readonly TextPiece[] {
  const { program, comments, errors } = parseSync(file, source);
  if (errors[0]) throw new SyntaxError(`${file}: ${errors[0].message}`);
  const lineAt = (offset: number): number => source.slice(0, offset).split("\n").length;
  const pieces = joinedComments(comments, source).map(({ text, start }) => ({
    text: blanked(text),
    line: lineAt(start),
  }));
  const add = (text: string, start: number): void => {
    if (isSentence(text)) pieces.push({ text: blanked(text), line: lineAt(start) });
  };
  new Visitor({
    Literal: (node) => {
      if (typeof node.value === "string") add(node.value, node.start);
    },
    TemplateLiteral: (node) => {
      let text = source.slice(node.start, node.end);
      for (const { start, end } of node.expressions)
        text = withBlank(text, start - node.start, end - node.start);
      add(text.slice(1, -1), node.start + 1);
    },
    JSXText: (node) => add(node.value, node.start),
  }).visit(program);
  return pieces;
}

interface Comment {
  readonly type: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Line comments that follow each other are one text. */
function joinedComments(comments: readonly Comment[], source: string): { text: string; start: number }[] {
  const joined: { text: string; start: number; end: number }[] = [];
  for (const { type, start, end } of comments) {
    const last = joined.at(-1);
    const isNext = type === "Line" && last && /^\n[ \t]*$/.test(source.slice(last.end, start));
    if (last && isNext) {
      last.text += source.slice(last.end, end);
      last.end = end;
    } else joined.push({ text: source.slice(start, end), start, end });
  }
  return joined;
}

/** Keys, codes and paths are names, not sentences. */
function isSentence(text: string): boolean {
  return text.trim().includes(" ");
}

/** Replaces a part of a text by signs that are no word, and keeps its lines. */
function withBlank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/g, "_") + text.slice(end);
}

/** Names in backticks are code. */
function blanked(text: string): string {
  return text.replaceAll(/`[^`\n]*`/g, (code) => "`".repeat(code.length));
}

/** Fences, code in backticks, and the targets of links keep their lines and lose their words. */
function withoutCode(markdown: string): string {
  let isFenced = false;
  const lines = markdown.split("\n").map((line) => {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence) isFenced = !isFenced;
    return isFence || isFenced ? "" : line;
  });
  return blanked(lines.join("\n")).replaceAll(/\]\([^)\n]*\)/g, "]");
}
