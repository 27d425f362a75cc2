// Finds the JSON values of a text, however they follow each other: one value, lines, values without separators, the items of
// arrays. Keeps one value at a time.

/** One value of a file, as text. */
export interface JsonPiece {
  /** `undefined` if the value is longer than the limit. */
  readonly text: string | undefined;
  /** The line in which it begins. The first line is 1. */
  readonly line: number;
}

/** Takes a text in parts and returns the values that are complete. */
export interface JsonSplitter {
  push(text: string): readonly JsonPiece[];
  /** Returns the value that the end of the text cut off. */
  end(): readonly JsonPiece[];
}

const stringRun = /[^"\\\n]+/y;
const plainRun = /[^"{}[\],\n]+/y;

/** How a bracket changes the depth. */
const depthOf: Readonly<Record<string, number>> = { "{": 1, "[": 1, "}": -1, "]": -1 };

/**
 * Returns a splitter for one file. Values are found by their brackets and strings. A broken value ends where JSON cannot go on:
 * at a line break within a string, or at a line that begins a new object where none may begin.
 *
 * @param maxLength The most characters of one value.
 */
export function jsonSplitter(maxLength: number): JsonSplitter {
  let found: JsonPiece[] = [];
  let kept = "";
  let length = 0;
  let line = 1;
  let startLine = 1;
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let isLineStart = false;
  /** The last character that is no space, of the current value. */
  let previous = "";

  function keep(text: string): void {
    length += text.length;
    kept = length > maxLength ? "" : kept + text;
  }

  function finish(): void {
    if (length > maxLength) found.push({ text: undefined, line: startLine });
    else if (kept.trim() !== "") found.push({ text: kept, line: startLine });
    kept = "";
    length = 0;
    depth = 0;
    isInString = false;
    isEscaped = false;
    previous = "";
  }

  /** Reads characters that decide nothing, all at once. @returns Where they end. */
  function skip(text: string, at: number): number {
    if (isEscaped) return at;
    const run = isInString ? stringRun : plainRun;
    run.lastIndex = at;
    if (!run.test(text)) return at;
    const last = text.slice(at, run.lastIndex).trimEnd().at(-1);
    if (last === undefined) return run.lastIndex;
    if (previous === "") startLine = line;
    previous = last;
    isLineStart = false;
    return run.lastIndex;
  }

  /** Reads a character within a string. A line break cannot be in one: the value is broken. */
  function stepInString(text: string, at: number, from: number): number {
    const character = text[at] ?? "";
    previous = character;
    if (isEscaped) isEscaped = false;
    else if (character === "\\") isEscaped = true;
    else if (character === '"') isInString = false;
    if (character !== "\n") return from;
    keep(text.slice(from, at));
    finish();
    return at;
  }

  /** Whether the current value ends before this character, which belongs to no value or begins the next one. */
  function endsBefore(character: string): boolean {
    if (depth === 0) return "\n,[]".includes(character) || (character === "{" && previous !== "");
    return isLineStart && character === "{" && !":,[".includes(previous);
  }

  /** Reads a bracket, quote, comma or line break outside of strings. Between values they belong to none of them. */
  function stepOutside(text: string, at: number, from: number): number {
    const character = text[at] ?? "";
    let start = from;
    if (endsBefore(character)) {
      keep(text.slice(from, at));
      finish();
      if (character !== "{") return at + 1;
      start = at;
    }
    if (character === "\n") return start;
    if (previous === "") startLine = line;
    previous = character;
    isInString = character === '"';
    const change = depthOf[character] ?? 0;
    depth += change;
    if (depth > 0 || change !== -1) return start;
    keep(text.slice(start, at + 1));
    finish();
    return at + 1;
  }

  return {
    push(text) {
      found = [];
      let from = 0;
      for (let at = skip(text, 0); at < text.length; at = skip(text, at + 1)) {
        from = isInString ? stepInString(text, at, from) : stepOutside(text, at, from);
        isLineStart = text[at] === "\n";
        if (isLineStart) line++;
      }
      keep(text.slice(from));
      return found;
    },
    end() {
      found = [];
      finish();
      return found;
    },
  };
}
