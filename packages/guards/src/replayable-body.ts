/**
 * Returns whether `fetch` can send this body more than once. Streams and iterators are consumed by the first time, and what
 * is not known may be one.
 */
export function isReplayable(body: unknown): boolean {
  return (
    typeof body !== "object" ||
    body === null ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    body instanceof Blob ||
    body instanceof FormData ||
    body instanceof URLSearchParams
  );
}
