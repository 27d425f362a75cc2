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

/** Decodes bodies of one chunk: most have one, and creating a decoder takes longer than decoding. */
const utf8: TextDecoder = /* @__PURE__ */ new TextDecoder();

const more = { stream: true };

async function readAll(reader: BodyReader, maxBytes: number): Promise<string | undefined> {
  let first: Uint8Array | undefined;
  let decoder: TextDecoder | undefined;
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return decoder ? text + decoder.decode() : utf8.decode(first);
    size += value.length;
    if (size > maxBytes) {
      cancelReader(reader);
      return undefined;
    }
    if (!first) first = value;
    else {
      if (!decoder) {
        decoder = new TextDecoder();
        text = decoder.decode(first, more);
      }
      text += decoder.decode(value, more);
    }
  }
}
