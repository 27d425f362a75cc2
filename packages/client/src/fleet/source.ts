/** Anything that gives one after the other: a list, a generator, a Node or web stream. */
export type Source<T> = Iterable<T> | AsyncIterable<T> | ReadableStream<T>;

/** As an async iterable; web streams are not everywhere one by themselves. */
export function iterate<T>(source: Source<T>): AsyncIterable<T> | Iterable<T> {
  if (Symbol.asyncIterator in source || Symbol.iterator in source) return source;
  return readStream(source);
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
