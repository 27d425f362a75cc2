/**
 * Returns whether `fetch` can send this body more than once. Streams and iterators can be read only once, and
 * an unknown value may be one of them.
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
