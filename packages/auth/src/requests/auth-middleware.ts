import { checkKnownOptions } from "@high-mobility-ts/guards";
import type { AccessToken, TokenSource } from "../tokens/token-source.ts";
import {
  type AuthorizationOptions,
  authorizationOf,
  authorizationOptionNames,
  type SentRequest,
} from "./authorization.ts";
import { bearerFormatter, headersForBearer } from "./bearer-headers.ts";
import { plainRequest, sendableRequest } from "./sendable-request.ts";

/** What openapi-fetch passes to a middleware, as far as it matters here. */
export interface AuthMiddlewareContext {
  /** The request of the call. */
  readonly request: Request;
  /** One object per call, the same in all steps. */
  readonly options: {
    /** Sends a request past all middleware. */
    readonly fetch: typeof globalThis.fetch;
  };
}

/** A middleware of openapi-fetch. */
export interface AuthMiddleware {
  /** Returns the request with a token; undefined if it is sent as it is. */
  onRequest(context: AuthMiddlewareContext): Promise<Request | undefined>;
  /** Returns the response to the request that was sent again; undefined if it was not. */
  onResponse(context: AuthMiddlewareContext & { readonly response: Response }): Promise<Response | undefined>;
  /** Forgets the request. */
  onError(context: AuthMiddlewareContext & { readonly error: unknown }): undefined;
}

/**
 * Returns a middleware for openapi-fetch that does what `withAuth` does, by the same code. Pass it to `client.use(…)` last: the
 * middleware before it then sees requests without the token, and responses after the replay.
 *
 * @example client.use(authMiddleware(tokens));
 * @throws {TypeError} At once, if nobody names the origins that the tokens are for, or an option is unknown.
 */
export function authMiddleware(tokens: TokenSource, options: AuthorizationOptions = {}): AuthMiddleware {
  checkKnownOptions("authMiddleware()", options, authorizationOptionNames);
  const authorization = authorizationOf(tokens, options);
  const bearerOf = bearerFormatter();
  // By call: an entry goes with its call, however that ends.
  const sentByCall = new WeakMap<object, SentRequest>();

  return {
    async onRequest({ request: given, options: call }) {
      const request = plainRequest(given);
      const headersWith = headersForBearer(request.headers);
      if (!headersWith) return request === given ? undefined : request;
      const outgoing = sendableRequest(request);
      const prepare = (token: AccessToken, url?: string) =>
        outgoing.prepare(headersWith(bearerOf(token)), url);
      try {
        const token = await authorization.tokenFor(outgoing);
        const send = (fresh: AccessToken, url?: string) => call.fetch(...prepare(fresh, url));
        sentByCall.set(call, { outgoing, token, send });
        return prepare(token)[0];
      } catch (error) {
        outgoing.release();
        throw error;
      }
    },
    async onResponse({ response, options: call }) {
      const sent = sentByCall.get(call);
      if (!sent) return undefined;
      try {
        return await authorization.handleResponse(response, sent);
      } finally {
        sent.outgoing.release();
      }
    },
    onError({ options: call }) {
      sentByCall.get(call)?.outgoing.release();
      return undefined;
    },
  };
}
