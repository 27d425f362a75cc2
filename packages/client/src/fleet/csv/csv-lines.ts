/**
 * Cuts what comes in pieces into lines, without their ends; one that is not UTF-8 is undefined. Each line is a string of its
 * own: as a part of its piece it would keep the whole piece in memory, for as long as somebody keeps the VIN that it had.
 */
export class CsvLines {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  /** Of a line that has begun: its bytes or its text, as the source gives them. */
  #bytes: Uint8Array = new Uint8Array();
  #text = "";

  /** How much is held of a line that has not ended yet, in bytes or characters. */
  get held(): number {
    return this.#bytes.length + this.#text.length;
  }

  push(piece: string | Uint8Array): Generator<string | undefined, void, undefined> {
    return typeof piece === "string" ? this.#ofText(piece) : this.#ofBytes(piece);
  }

  *#ofText(piece: string): Generator<string, void, undefined> {
    let from = 0;
    for (let end = piece.indexOf("\n"); end >= 0; end = piece.indexOf("\n", from)) {
      yield withoutReturn(this.#text + piece.slice(from, end));
      this.#text = "";
      from = end + 1;
    }
    this.#text += piece.slice(from);
  }

  *#ofBytes(piece: Uint8Array): Generator<string | undefined, void, undefined> {
    let from = 0;
    for (let end = piece.indexOf(LINE_FEED); end >= 0; end = piece.indexOf(LINE_FEED, from)) {
      yield this.#decode(this.#withHeld(piece.subarray(from, end)));
      from = end + 1;
    }
    // A copy: a source may fill its buffer anew.
    this.#bytes = new Uint8Array(this.#withHeld(piece.subarray(from)));
  }

  /** What follows the last line end; the empty string when nothing does. */
  end(): string | undefined {
    return this.#bytes.length > 0 ? this.#decode(this.#bytes) : withoutReturn(this.#text);
  }

  #withHeld(bytes: Uint8Array): Uint8Array {
    const held = this.#bytes;
    if (held.length === 0) return bytes;
    this.#bytes = new Uint8Array();
    const whole = new Uint8Array(held.length + bytes.length);
    whole.set(held);
    whole.set(bytes, held.length);
    return whole;
  }

  #decode(bytes: Uint8Array): string | undefined {
    try {
      return withoutReturn(this.#decoder.decode(bytes));
    } catch {
      return undefined;
    }
  }
}

const LINE_FEED = 0x0a;

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
