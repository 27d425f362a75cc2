// The codes of errors with their meanings, read from the JSDoc of the types that list them.
import { parseSync } from "oxc-parser";
import { escapeText, markdownTable } from "./markdown-table.ts";

export interface ErrorCode {
  readonly code: string;
  /** Its cause, and what to do. */
  readonly meaning: string;
}

/**
 * Returns the codes of a union type, in the order of its JSDoc, which has one item for each.
 *
 * @throws {Error} if a code has no item, or an item has no code.
 */
export function errorCodes(file: string, source: string, typeName: string): readonly ErrorCode[] {
  const { program, comments } = parseSync(file, source);
  for (const statement of program.body) {
    const declared = "declaration" in statement && statement.declaration ? statement.declaration : undefined;
    if (declared?.type !== "TSTypeAliasDeclaration" || declared.id.name !== typeName) continue;
    const comment = comments.findLast(({ end }) => end <= statement.start);
    const described = itemsOf(comment?.value ?? "");
    const listed = [...source.slice(declared.start, declared.end).matchAll(/"([^"]+)"/g)].map(
      ([, code = ""]) => code,
    );
    const codes = described.map(({ code }) => code);
    const missing = listed.filter((code) => !codes.includes(code));
    const unknown = codes.filter((code) => !listed.includes(code));
    if (missing.length > 0) throw new Error(`${file}: ${typeName} does not describe ${missing.join(", ")}.`);
    if (unknown.length > 0) throw new Error(`${file}: ${typeName} has no code ${unknown.join(", ")}.`);
    return described;
  }
  throw new Error(`${file} has no exported type ${typeName}.`);
}

/** The items of a list such as "- `code`: meaning", which may continue on the next lines. */
function itemsOf(comment: string): ErrorCode[] {
  const text = comment.replaceAll(/^\s*\* ?/gm, "");
  return [...text.matchAll(/^- `([^`]+)`: ((?:.|\n(?!- |\n))*)/gm)].map(([, code = "", meaning = ""]) => ({
    code,
    meaning: meaning.replaceAll(/\s+/g, " ").trim(),
  }));
}

/** A kind of error in the reference. */
export interface ErrorKind {
  readonly title: string;
  readonly introduction: string;
  readonly codes: readonly ErrorCode[];
}

/** Returns the page of all error codes. */
export function errorsPage(kinds: readonly ErrorKind[]): string {
  const anchors = new Set<string>();
  const sections = kinds.map(({ title, introduction, codes }) =>
    [
      `## ${title}`,
      introduction,
      ...markdownTable(
        ["code", "cause, and what to do"],
        codes.map(({ code, meaning }) => [`${anchorOf(code, anchors)}\`${code}\``, escapeText(meaning)]),
      ),
    ].join("\n\n"),
  );
  return `# Error codes\n\n${sections.join("\n\n")}\n`;
}

/** Other pages link to a code. If two kinds of errors have the same code, the first one is linked. */
function anchorOf(code: string, anchors: Set<string>): string {
  if (anchors.has(code)) return "";
  anchors.add(code);
  return `<span id="${code}"></span>`;
}
