/** Control characters, and characters that change the direction of text or cannot be seen. */
const unsafe = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/gu;

/**
 * Returns a text from outside that cannot change the terminal: control characters, line breaks other than
 * `\n`, and marks of direction are written as escapes such as `\u001b`.
 */
export function terminalText(text: string): string {
  return text.replace(unsafe, (character) => (character === "\n" ? character : escaped(character)));
}

/** Returns such a text on one line: line breaks are escaped, too. */
export function lineText(text: string): string {
  return text.replace(unsafe, escaped);
}

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}
