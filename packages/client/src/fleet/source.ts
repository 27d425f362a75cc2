/** Anything that has items in order: a list, a generator, a Node or web stream. */
export type Source<T> = Iterable<T> | AsyncIterable<T> | ReadableStream<T>;

/**
 * The compiler accepts a string as a list of characters, but one VIN is not a list of VINs.
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

/** Returns the source as an async iterable. Web streams are not async iterable in every runtime. */
export function iterate<T>(source: Source<T>): AsyncIterable<T> | Iterable<T> {
  if (Symbol.asyncIterator in source || Symbol.iterator in source) return source;
  return readStream(source);
}

/** Under this symbol, a source of this package has a method that returns many items at a time. */
export const inPieces: unique symbol = Symbol("inPieces");

interface InPieces<T> {
  [inPieces](): AsyncIterable<Iterable<T>>;
}

/**
 * Yields iterables of many items. Each must be read before the next is requested. One step of an async iterator
 * allocates more memory than everything else that happens to a line of a file.
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
    // Closes the source. This has no effect after its end.
    await reader.cancel().catch(() => undefined);
  }
}
