import { type AuthorizationOptions, authMiddleware, type TokenSource, withAuth } from "../src/index.ts";

type Fetch = typeof globalThis.fetch;

/** The ways to authenticate a request; each sends through `fetch`. */
export const faces: readonly (readonly [
  string,
  (tokens: TokenSource, fetch: Fetch, options?: AuthorizationOptions) => Fetch,
])[] = [
  ["withAuth, URL and init", (tokens, fetch, options) => withAuth(tokens, { ...options, fetch })],
  [
    "withAuth, Request",
    (tokens, fetch, options) => {
      const authorized = withAuth(tokens, { ...options, fetch });
      return (input, init) => authorized(new Request(input, init));
    },
  ],
  ["authMiddleware", throughMiddleware],
];

/** Calls a middleware as openapi-fetch does. The contract tests of `client` run the real one. */
function throughMiddleware(tokens: TokenSource, fetch: Fetch, options?: AuthorizationOptions): Fetch {
  const middleware = authMiddleware(tokens, options);
  return async (input, init) => {
    const call = { request: new Request(input, init), options: Object.freeze({ fetch }) };
    const request = (await middleware.onRequest(call)) ?? call.request;
    let response: Response;
    try {
      response = await fetch(request);
    } catch (error) {
      await middleware.onError({ ...call, request, error });
      throw error;
    }
    return (await middleware.onResponse({ ...call, request, response })) ?? response;
  };
}
