import { iterate, type Source } from "../source.ts";

/** A CSV as one value, or in pieces of any size. */
export type CsvSource = string | Uint8Array | Blob | Source<string | Uint8Array>;

/**
 * Returns the pieces of a CSV. UTF-16, which spreadsheets call "Unicode text", is decoded.
 *
 * @throws {TypeError} if it is not a CSV source.
 */
export function csvPieces(source: CsvSource): AsyncGenerator<string | Uint8Array, void, undefined> {
  if (typeof source === "string" || source instanceof Uint8Array) return decodeUtf16([source]);
  if (source instanceof Blob) return decodeUtf16(source.stream());
  if (typeof source === "object" && source !== null && isIterable(source)) return decodeUtf16(source);
  throw new TypeError(
    `The source of readVehicleCsv() must be text, bytes, a Blob, or a stream of text or bytes, got ${typeof source}.`,
  );
}

function isIterable(source: object): boolean {
  return Symbol.asyncIterator in source || Symbol.iterator in source || "getReader" in source;
}

async function* decodeUtf16(
  source: Source<string | Uint8Array>,
): AsyncGenerator<string | Uint8Array, void, undefined> {
  const decoder = new Utf16Decoder();
  for await (const piece of iterate(source)) yield typeof piece === "string" ? piece : decoder.push(piece);
  yield decoder.end();
}

/** Decodes bytes that begin with a byte order mark of UTF-16, and passes other bytes on. */
class Utf16Decoder {
  /** The first bytes, fewer than a byte order mark has. `undefined` as soon as it is known whether there is a mark. */
  #start: Uint8Array | undefined = new Uint8Array();
  #decoder: TextDecoder | undefined;

  push(piece: Uint8Array): string | Uint8Array {
    if (!this.#start) return this.#decoder?.decode(piece, { stream: true }) ?? piece;
    const bytes = joined(this.#start, piece);
    this.#start = bytes.length < 2 ? bytes : undefined;
    if (this.#start) return "";
    this.#decoder = decoderFor(bytes);
    return this.#decoder?.decode(bytes, { stream: true }) ?? bytes;
  }

  end(): string | Uint8Array {
    return this.#start ?? this.#decoder?.decode() ?? "";
  }
}

/** Always a copy, because a source may reuse its buffer. */
function joined(start: Uint8Array, piece: Uint8Array): Uint8Array {
  if (start.length === 0 && piece.length >= 2) return piece;
  const bytes = new Uint8Array(start.length + piece.length);
  bytes.set(start);
  bytes.set(piece, start.length);
  return bytes;
}

function decoderFor([first, second]: Uint8Array): TextDecoder | undefined {
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le");
  return first === 0xfe && second === 0xff ? new TextDecoder("utf-16be") : undefined;
}
