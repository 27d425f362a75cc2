// Decodes bytes to text in parts, and decompresses gzip.

/** The first two bytes of every gzip file. */
const gzipMagic = [0x1f, 0x8b] as const;

/** The input of {@link readMessages}: a stream, an iterable of chunks, or all bytes at once. */
export type FileContent =
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>
  | Uint8Array;

/**
 * Yields the text of a file in parts. Bytes that are not UTF-8 become U+FFFD.
 *
 * @param onDamage Is called if the compressed content is damaged or ends early; the text ends there.
 * @throws {unknown} The error of the content.
 */
export async function* decodeText(
  content: FileContent,
  onDamage: (problem: string) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const failure: { error?: unknown } = {};
  try {
    for await (const bytes of decompressed(watched(chunksOf(content), failure))) {
      const text = decoder.decode(bytes, { stream: true });
      if (text !== "") yield text;
    }
  } catch (error) {
    if ("error" in failure) throw failure.error;
    onDamage(`The compressed file is damaged: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

/** Distinguishes errors of the content from errors of the decompression. */
async function* watched(
  chunks: AsyncGenerator<Uint8Array>,
  failure: { error?: unknown },
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    failure.error = error;
    throw error;
  }
}

async function* chunksOf(content: FileContent): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array) yield content;
  else if ("getReader" in content) yield* chunksOfStream(content);
  else for await (const chunk of content) yield chunk;
}

/** Not every runtime can iterate over a stream. The stream is cancelled if reading ends early. */
async function* chunksOfStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function* decompressed(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  // The first chunk can be shorter than the bytes that identify gzip.
  let head: Uint8Array = new Uint8Array();
  while (head.length < gzipMagic.length) {
    const next = await chunks.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Uint8Array.of(...head, ...next.value);
  }
  const all = prepend(head, chunks);
  if (!gzipMagic.every((byte, at) => head[at] === byte)) yield* all;
  else yield* chunksOfStream(streamOf(all).pipeThrough(new DecompressionStream("gzip")));
}

/** Closes the chunks, too, if it is closed at its first item. */
async function* prepend(head: Uint8Array, chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    yield* chunks;
  } finally {
    await chunks.return(undefined);
  }
}

function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value as Uint8Array<ArrayBuffer>);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
