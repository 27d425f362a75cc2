/**
 * Yields the elements of a JSON array from its bytes as they arrive. Only one element is in memory, because a list may
 * be larger than memory.
 *
 * @throws {SyntaxError} if the body is not a JSON array or is truncated.
 */
export async function* jsonArrayElements(stream: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const scanner = new ArrayScanner();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read())
      yield* scanner.push(decoder.decode(read.value, { stream: true }));
    yield* scanner.push(decoder.decode());
    if (!scanner.ended) throw new SyntaxError("the JSON array is truncated");
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A clearance has a few hundred characters. An element without an end must not fill the memory. */
const maxElementLength = 1_048_576;

/** Finds the start and end of elements by brackets and quotes. `JSON.parse` reads the elements. */
class ArrayScanner {
  ended = false;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The text of the current element so far. */
  #text = "";

  *push(chunk: string): Generator<unknown> {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (!this.#isBoundary(chunk.charCodeAt(at))) continue;
      const element = this.#text + chunk.slice(from, at);
      this.#text = "";
      from = at + 1;
      // "[" opens the array, and "[]" has no element before "]".
      if (element.trim() !== "") yield JSON.parse(element);
    }
    this.#text += chunk.slice(from);
    if (this.#text.length > maxElementLength)
      throw new SyntaxError(`an element has more than ${maxElementLength} characters`);
  }

  /** Whether a character separates elements: the array's own brackets and commas. */
  #isBoundary(code: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (code === backslash) this.#escaped = true;
      else if (code === quote) this.#inString = false;
      return false;
    }
    if (code === quote) this.#inString = true;
    else if (code === openBracket || code === openBrace) return this.#open(code);
    else if (code === closeBracket || code === closeBrace) return this.#close();
    return code === comma && this.#depth === 1;
  }

  #open(code: number): boolean {
    if (this.#depth === 0 && (code !== openBracket || this.ended))
      throw new SyntaxError("the body is not a JSON array");
    return this.#depth++ === 0;
  }

  #close(): boolean {
    this.ended = --this.#depth === 0;
    return this.ended;
  }
}

const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
