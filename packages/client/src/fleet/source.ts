/** Anything that has items in order: a list, a generator, a Node or web stream. */
export type Source<T> = Iterable<T> | AsyncIterable<T> | ReadableStream<T>;

/**
 * A text is a list of characters to the compiler, and one VIN is not a list of VINs.
 *
 * @throws {TypeError} if the value is not a source.
 */
export function checkSource(name: string, source: unknown): void {
  const isSource =
    typeof source === "object" &&
    source !== null &&
    (Symbol.asyncIterator in source || Symbol.iterator in source || "getReader" in source);
  if (isSource) return;
  const got = source === null ? "null" : typeof source;
  throw new TypeError(`${name} must be a list, a generator or a stream, got ${got}.`);
}

/** As an async iterable; web streams are not everywhere one by themselves. */
export function iterate<T>(source: Source<T>): AsyncIterable<T> | Iterable<T> {
  if (Symbol.asyncIterator in source || Symbol.iterator in source) return source;
  return readStream(source);
}

/** Where a source of ours gives its items many at a time. */
export const inPieces: unique symbol = Symbol("inPieces");

interface InPieces<T> {
  [inPieces](): AsyncIterable<Iterable<T>>;
}

/**
 * The items as iterables of many, each to be read before the next is asked for. One step of an async iterator puts more on
 * the heap than all else that is done with a line of a file.
 */
export async function* iteratePieces<T>(source: Source<T>): AsyncGenerator<Iterable<T>, void, undefined> {
  if (isInPieces(source)) yield* source[inPieces]();
  else for await (const item of iterate(source)) yield [item];
}

function isInPieces<T>(source: Source<T>): source is Source<T> & InPieces<T> {
  return inPieces in source;
}

async function* readStream<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    // Tells the source that nobody reads on; after its end that does nothing.
    await reader.cancel().catch(() => undefined);
  }
}
