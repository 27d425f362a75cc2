/**
 * Returns the given `fetch`, or one that looks up the global `fetch` at each request, so that an app (or a test) can replace
 * the global one at any time.
 */
export function lateFetch(fetch: typeof globalThis.fetch | undefined): typeof globalThis.fetch {
  return fetch ?? ((input, init) => globalThis.fetch(input, init));
}
