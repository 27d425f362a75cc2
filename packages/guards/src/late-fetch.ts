import { checkFunction } from "./check-option.ts";

/**
 * Returns the given `fetch`, or one that looks up the global `fetch` at each request, so that an app (or a test) can replace
 * the global one at any time.
 *
 * @throws {TypeError} if the value is neither a function nor undefined.
 */
export function lateFetch(fetch: typeof globalThis.fetch | undefined): typeof globalThis.fetch {
  checkFunction("fetch", fetch);
  return fetch ?? ((input, init) => globalThis.fetch(input, init));
}
