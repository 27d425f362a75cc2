/** The members of a request or a response that are read here. */
interface ReadableMessage {
  /** The body, which must not have been read yet. */
  readonly body: ReadableStream<Uint8Array> | null;
}

/**
 * Reads a body as UTF-8 text.
 *
 * @param maxBytes The most bytes that the body may have, decompressed.
 * @param signal Stops the reading when it aborts: the text that has arrived by then is returned.
 * @returns Undefined if the body is longer; the rest is not read.
 */
export function readLimited(
  { body }: ReadableMessage,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const reader = body?.getReader();
  if (!reader) return Promise.resolve("");
  // Most callers have no signal: reading without a signal allocates less.
  return signal ? readUntilAborted(reader, maxBytes, signal) : readAll(reader, maxBytes);
}

type BodyReader = ReadableStreamDefaultReader<Uint8Array>;

async function readUntilAborted(
  reader: BodyReader,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const cancel = (): void => cancelReader(reader);
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await readAll(reader, maxBytes);
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** Closes the connection. An error while the body closes does not matter. */
function cancelReader(reader: BodyReader): void {
  reader.cancel().catch(() => undefined);
}

async function readAll(reader: BodyReader, maxBytes: number): Promise<string | undefined> {
  const text = new ChunkedText();
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text.end();
    size += value.length;
    if (size > maxBytes) {
      cancelReader(reader);
      return undefined;
    }
    text.add(value);
  }
}

/** Decodes bodies of one chunk: most have one, and creating a decoder takes longer than decoding. */
const utf8: TextDecoder = /* @__PURE__ */ new TextDecoder();

/** UTF-8 text that arrives in chunks. */
class ChunkedText {
  #first: Uint8Array | undefined;
  #decoder: TextDecoder | undefined;
  #text = "";

  add(chunk: Uint8Array): void {
    if (this.#decoder) this.#text += this.#decoder.decode(chunk, { stream: true });
    else if (this.#first) {
      this.#decoder = new TextDecoder();
      this.#text = this.#decoder.decode(this.#first, { stream: true });
      this.add(chunk);
    } else this.#first = chunk;
  }

  end(): string {
    if (this.#decoder) return this.#text + this.#decoder.decode();
    return this.#first ? utf8.decode(this.#first) : "";
  }
}
