// Finds the JSON values of a text: a single value, lines, values without separators, or the items of arrays. Keeps one
// value at a time.

/** One value of a file, as text. */
export interface JsonPiece {
  /** `undefined` if the value is longer than the limit. */
  readonly text: string | undefined;
  /** The line in which the value begins. The first line is 1. */
  readonly line: number;
  /** The parsed object, if the text was parsed to find its end. */
  readonly value?: object;
}

/** Receives a text in parts and returns the complete values. */
export interface JsonSplitter {
  push(text: string): readonly JsonPiece[];
  /** Returns the value that is truncated by the end of the text. */
  end(): readonly JsonPiece[];
}

/**
 * Returns a splitter for one file. A line that is a JSON object is one value. Other values are found by their brackets and
 * strings. A broken value ends where JSON cannot continue: at a line break in a string, or at a line that begins an
 * object where no object is allowed.
 *
 * @param maxLength The most characters of one value.
 */
export function jsonSplitter(maxLength: number): JsonSplitter {
  return new TextSplitter(maxLength);
}

const quote = 0x22;
const backslash = 0x5c;
const lineBreak = 0x0a;
const space = 0x20;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

class TextSplitter implements JsonSplitter {
  readonly #maxLength: number;
  #found: JsonPiece[] = [];
  /** The beginning of a line whose end has not arrived. */
  #held = "";
  /** The current value from earlier parts, and its length: text beyond the limit is not kept. */
  #kept = "";
  #length = 0;
  /** The start of the current value in the current part. */
  #from = 0;
  #line = 1;
  #startLine = 1;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isLineStart = true;
  /** The last character of the current value that is not a space; 0 if there is no such character. */
  #previous = 0;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  push(part: string): readonly JsonPiece[] {
    this.#found = [];
    const isLineOpen = this.#held !== "" && !part.includes("\n");
    const text = this.#held + part;
    this.#held = "";
    if (isLineOpen && text.length <= this.#maxLength) this.#held = text;
    else this.#read(text, false);
    return this.#found;
  }

  end(): readonly JsonPiece[] {
    this.#found = [];
    this.#read(this.#held, true);
    this.#held = "";
    this.#finish();
    return this.#found;
  }

  #read(text: string, isEnd: boolean): void {
    this.#from = 0;
    let at = 0;
    while (at < text.length) {
      if (this.#isBetween && this.#isLineStart) {
        if (!isEnd && this.#canHold(text, at)) {
          this.#held = text.slice(at);
          return;
        }
        const next = this.#readLine(text, at);
        if (next > at) {
          at = next;
          continue;
        }
      }
      at = this.#readOn(text, at);
    }
    this.#keep(text.slice(this.#from));
  }

  /** Whether no value has begun. */
  get #isBetween(): boolean {
    return this.#depth === 0 && this.#previous === 0;
  }

  #readOn(text: string, at: number): number {
    if (this.#isInString) return this.#readString(text, at);
    return this.#depth > 0 ? this.#readObject(text, at) : this.#readOutside(text, at);
  }

  /** Whether to wait for the rest of this line, which may be one object. */
  #canHold(text: string, at: number): boolean {
    if (text.charCodeAt(at) !== openBrace || text.length - at > this.#maxLength) return false;
    return !text.includes("\n", at);
  }

  /**
   * Reads a line if it is an object, with or without a comma after it.
   * @returns The start of the next line, else `at`.
   */
  #readLine(text: string, at: number): number {
    if (text.charCodeAt(at) !== openBrace) return at;
    const lineBreakAt = text.indexOf("\n", at);
    const end = lineBreakAt === -1 ? text.length : lineBreakAt;
    if (end - at > this.#maxLength) return at;
    const line = text.slice(at, end).trimEnd();
    const object = line.endsWith(",") ? line.slice(0, -1) : line;
    const value = object.endsWith("}") ? parsedObject(object) : undefined;
    if (value === undefined) return at;
    this.#found.push({ text: object, line: this.#line, value });
    this.#line++;
    this.#from = end + 1;
    return end + 1;
  }

  /** Reads to the end of a string, or of the text. A line break cannot be in a string: the value is broken. */
  #readString(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const character = text.charCodeAt(at);
      if (this.#isEscaped && character !== lineBreak) this.#isEscaped = false;
      else if (character === backslash) this.#isEscaped = true;
      else if (character === lineBreak) return this.#finishBefore(text, at);
      else if (character === quote) {
        this.#isInString = false;
        this.#previous = quote;
        return at + 1;
      }
    }
    return text.length;
  }

  /**
   * Reads to the end of an object, to a string in it, or to the end of the text.
   * @returns The position from which to
   * continue.
   */
  #readObject(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const character = text.charCodeAt(at);
      if (character <= space) {
        if (character === lineBreak) this.#startLineWithin();
        continue;
      }
      if (this.#isLineStart && character === openBrace && !this.#mayBeginObject())
        return this.#finishBefore(text, at);
      this.#isLineStart = false;
      this.#previous = character;
      if (character === quote) {
        this.#isInString = true;
        return at + 1;
      }
      this.#depth += depthChange(character);
      if (this.#depth === 0) return this.#finishBefore(text, at + 1);
    }
    return text.length;
  }

  #startLineWithin(): void {
    this.#line++;
    this.#isLineStart = true;
  }

  #mayBeginObject(): boolean {
    return this.#previous === colon || this.#previous === comma || this.#previous === openBracket;
  }

  /**
   * Reads a character between values, or of a text that is not an object.
   * @returns The position from which to continue.
   */
  #readOutside(text: string, at: number): number {
    const character = text.charCodeAt(at);
    if (
      character === lineBreak ||
      character === comma ||
      character === openBracket ||
      character === closeBracket
    ) {
      this.#finishBefore(text, at);
      this.#from = at + 1;
      this.#isLineStart = character === lineBreak;
      if (this.#isLineStart) this.#line++;
      return at + 1;
    }
    if (character <= space) return at + 1;
    if (character === openBrace && this.#previous !== 0) return this.#finishBefore(text, at);
    if (this.#previous === 0) this.#startLine = this.#line;
    this.#isLineStart = false;
    this.#previous = character;
    this.#isInString = character === quote;
    if (character === openBrace) this.#depth = 1;
    return character === closeBrace ? this.#finishBefore(text, at + 1) : at + 1;
  }

  /** Ends the current value. @returns The start of the next value. */
  #finishBefore(text: string, end: number): number {
    this.#keep(text.slice(this.#from, end));
    this.#finish();
    this.#from = end;
    return end;
  }

  #keep(text: string): void {
    this.#length += text.length;
    this.#kept = this.#length > this.#maxLength ? "" : this.#kept + text;
  }

  #finish(): void {
    if (this.#length > this.#maxLength) this.#found.push({ text: undefined, line: this.#startLine });
    else if (this.#kept.trim() !== "") this.#found.push({ text: this.#kept, line: this.#startLine });
    this.#kept = "";
    this.#length = 0;
    this.#depth = 0;
    this.#isInString = false;
    this.#isEscaped = false;
    this.#previous = 0;
  }
}

function depthChange(character: number): number {
  if (character === openBrace || character === openBracket) return 1;
  return character === closeBrace || character === closeBracket ? -1 : 0;
}

function parsedObject(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
