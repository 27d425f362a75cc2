const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** The longest line, in bytes or characters. A file with longer lines is not a CSV. */
const longestLine = 1_048_576;

/**
 * Splits pieces into lines without their ends (LF, CRLF or CR). Each line is a new string: a slice of its piece would
 * keep the whole piece in memory for as long as a VIN of it is used.
 */
export class CsvLines {
  readonly #utf8 = new TextDecoder("utf-8", { fatal: true });
  #windows: TextDecoder | undefined;
  /** The beginning of a line, as bytes or text like the source. */
  #bytes: Uint8Array = new Uint8Array();
  #text = "";
  /** The previous piece ended with CR: an LF that follows belongs to the same line end. */
  #afterReturn = false;
  #count = 0;

  /** @throws {TypeError} if a line is too long. */
  push(piece: string | Uint8Array): Generator<string, void, undefined> {
    return typeof piece === "string" ? this.#ofText(piece) : this.#ofBytes(piece);
  }

  /** Returns the text after the last line end; the empty string if there is none. */
  end(): string {
    return this.#bytes.length > 0 ? this.#decode(this.#bytes) : this.#text;
  }

  *#ofText(piece: string): Generator<string, void, undefined> {
    const ends = new LineEnds(piece, (code, from) => piece.indexOf(String.fromCharCode(code), from));
    let from = this.#start(piece.charCodeAt(0));
    for (let end = ends.next(from); end >= 0; end = ends.next(from)) {
      this.#check(this.#text.length + end - from);
      yield this.#text + piece.slice(from, end);
      this.#text = "";
      from = this.#after(end, piece.charCodeAt(end), piece.charCodeAt(end + 1));
    }
    this.#check(this.#text.length + piece.length - from);
    this.#text += piece.slice(from);
  }

  *#ofBytes(piece: Uint8Array): Generator<string, void, undefined> {
    const ends = new LineEnds(piece, (code, from) => piece.indexOf(code, from));
    let from = this.#start(piece[0]);
    for (let end = ends.next(from); end >= 0; end = ends.next(from)) {
      this.#check(this.#bytes.length + end - from);
      yield this.#decode(this.#withHeld(piece.subarray(from, end)));
      from = this.#after(end, piece[end], piece[end + 1]);
    }
    this.#check(this.#bytes.length + piece.length - from);
    // A copy, because a source may reuse its buffer.
    this.#bytes = new Uint8Array(this.#withHeld(piece.subarray(from)));
  }

  /** Returns where the first line of a piece begins. */
  #start(first: number | undefined): number {
    const from = this.#afterReturn && first === lineFeed ? 1 : 0;
    // An empty piece contains no byte order mark.
    if (first !== undefined && !Number.isNaN(first)) this.#afterReturn = false;
    return from;
  }

  /** Returns the start of the line after this line end. */
  #after(end: number, code: number | undefined, following: number | undefined): number {
    this.#count++;
    const isReturn = code === carriageReturn;
    if (isReturn && following === lineFeed) return end + 2;
    this.#afterReturn = isReturn && (following === undefined || Number.isNaN(following));
    return end + 1;
  }

  #check(length: number): void {
    if (length > longestLine)
      throw new TypeError(
        `line ${this.#count + 1} has more than ${longestLine} characters. Is the file a CSV?`,
      );
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

  /**
   * A text that is not UTF-8 is read as Windows-1252, the default of many spreadsheets. In it every byte is a
   * character.
   */
  #decode(bytes: Uint8Array): string {
    try {
      return this.#utf8.decode(bytes);
    } catch {
      this.#windows ??= new TextDecoder("windows-1252");
      return this.#windows.decode(bytes);
    }
  }
}

/**
 * Finds line ends. Each kind is searched once per occurrence, so a file without CR is not searched again for each line.
 */
class LineEnds {
  readonly #find: (code: number, from: number) => number;
  readonly #length: number;
  #lineFeed = -1;
  #return = -1;

  constructor({ length }: { readonly length: number }, find: (code: number, from: number) => number) {
    this.#find = find;
    this.#length = length;
  }

  /** Returns the index of the next line end, or -1. */
  next(from: number): number {
    if (this.#lineFeed < from) this.#lineFeed = this.#nextOf(lineFeed, from);
    if (this.#return < from) this.#return = this.#nextOf(carriageReturn, from);
    const end = Math.min(this.#lineFeed, this.#return);
    return end < this.#length ? end : -1;
  }

  #nextOf(code: number, from: number): number {
    const index = this.#find(code, from);
    return index < 0 ? this.#length : index;
  }
}
