import { checkFunction, checkKnownOptions, lateFetch } from "@high-mobility-ts/guards";
import type { AccessToken, TokenSource } from "../tokens/token-source.ts";
import { type AuthorizationOptions, authorizationOf, authorizationOptionNames } from "./authorization.ts";
import { bearerFormatter, hasAuthorization, readableHeaders, withAuthorization } from "./bearer-headers.ts";
import { plainRequest, SendableInit, type SendableRequest, sendableRequest } from "./sendable-request.ts";

/** Options of {@link withAuth}: which requests carry a token, and what sends them. */
export interface WithAuthOptions extends AuthorizationOptions {
  /** Sends the requests. Default: the global `fetch`, looked up at each request. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * Returns a `fetch` whose requests carry a bearer token (RFC 6750 section 2.1). A request that has an `Authorization` header
 * is sent as it is. A request whose token is rejected (401) is sent once more with a new token, unless its body is a
 * stream. Redirects of GET and HEAD requests are followed within the origins to which tokens may be sent.
 *
 * @example const authedFetch = withAuth(tokens); await authedFetch("https://api.high-mobility.com/v1/fleets/vehicles");
 * @throws {TypeError} if neither the token source nor `resourceOrigins` lists an origin, or an option is unknown.
 */
export function withAuth(tokens: TokenSource, options: WithAuthOptions = {}): typeof globalThis.fetch {
  checkKnownOptions("withAuth()", options, { ...authorizationOptionNames, fetch: true });
  const authorization = authorizationOf(tokens, options);
  const bearerOf = bearerFormatter();
  checkFunction("onEvent", options.onEvent);
  const fetch = lateFetch(options.fetch);

  return async (input, init) => {
    const request = input instanceof Request ? plainRequest(input, init) : undefined;
    const headers = readableHeaders(request ? request.headers : init?.headers);
    if (hasAuthorization(headers)) return request ? fetch(request) : fetch(input, init);
    const outgoing: SendableRequest = request
      ? sendableRequest(request)
      : new SendableInit(String(input), init ?? {});
    const send = (token: AccessToken, url?: string) =>
      fetch(...outgoing.prepare(withAuthorization(headers, bearerOf(token)), url));
    try {
      const token = await authorization.tokenFor(outgoing);
      const handled = authorization.handleResponse(await send(token), { outgoing, token, send });
      return handled instanceof Promise ? await handled : handled;
    } finally {
      outgoing.release();
    }
  };
}
