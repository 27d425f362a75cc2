// Text of a document is not trusted: it may contain terminal commands, marks of direction, mentions of people
// or Markdown. All such text for people or other programs must be escaped with one of these functions.

/**
 * Control and format characters (line breaks, C1, bidirectional overrides, zero width), and unpaired
 * surrogates.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Returns the text with every invisible character written as its escape, so that it is one readable line. */
export function visibleText(text: string): string {
  return text.replaceAll(invisible, escapeUnits);
}

/** Returns source code in which every invisible character but the line break is escaped. */
export function visibleCode(code: string): string {
  return code.replaceAll(invisible, (character) => (character === "\n" ? character : escapeUnits(character)));
}

/** Returns the lines of a text, with every other invisible character written as its escape. */
export function visibleLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => visibleText(line.replaceAll("\t", " ")));
}

/** Returns the lines of a text as one line. */
export function singleLine(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return visibleText(lines.length > 1 ? lines.filter(Boolean).join(" ") : text);
}

/**
 * Returns the value as JSON in which every invisible character is escaped. The result is safe as source code,
 * too.
 */
export function jsonText(value: unknown, indent = 0): string {
  // The only line breaks are those that JSON.stringify writes between the strings.
  return visibleCode(JSON.stringify(value, null, indent));
}

/**
 * Returns the text as a Markdown code span, in which nothing is formatted, linked or mentioned. The result
 * can be used in a table.
 */
export function markdownCode(text: string): string {
  const visible = visibleText(text);
  // A call has a maximum number of arguments, and a text may have more runs.
  const longestRun = (visible.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
  const fence = "`".repeat(longestRun + 1);
  // A code span must not be empty, and loses one space at each end if it has a space at both ends.
  const needsPadding = visible === "" || /^[` ]|[` ]$/.test(visible);
  const padded = needsPadding ? ` ${visible} ` : visible;
  return `${fence}${padded.replaceAll("|", "\\|")}${fence}`;
}

/** Returns Markdown that shows the text unchanged: nothing is formatted, linked or mentioned. */
export function markdownText(text: string): string {
  return visibleText(text)
    .replaceAll(/[!-/:-?[-`{-~]/g, "\\$&")
    .replaceAll(/[@#]/g, "$&\u2060");
}

/** `\u202e` for each UTF-16 unit, as JSON and JavaScript read it. */
function escapeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
