import { checkKnownOptions } from "@high-mobility-ts/guards";
import type { AccessToken, TokenSource } from "../tokens/token-source.ts";
import {
  type AuthorizationOptions,
  authorizationOf,
  authorizationOptionNames,
  type SentRequest,
} from "./authorization.ts";
import { bearerFormatter, hasAuthorization, withAuthorization } from "./bearer-headers.ts";
import { plainRequest, sendableRequest } from "./sendable-request.ts";

/** The part of openapi-fetch's middleware arguments that is used here. */
export interface AuthMiddlewareContext {
  /** The request of the call. */
  readonly request: Request;
  /** One object per call, the same in all steps. */
  readonly options: {
    /** Sends a request without any middleware. */
    readonly fetch: typeof globalThis.fetch;
  };
}

/** A middleware of openapi-fetch. */
export interface AuthMiddleware {
  /** Returns the request with a token; undefined if the request is sent unchanged. */
  onRequest(context: AuthMiddlewareContext): Promise<Request | undefined>;
  /** Returns the response to the replayed request; undefined if the request was not replayed. */
  onResponse(context: AuthMiddlewareContext & { readonly response: Response }): Promise<Response | undefined>;
  /** Releases the request after a failure. */
  onError(context: AuthMiddlewareContext & { readonly error: unknown }): undefined;
}

/**
 * Returns a middleware for openapi-fetch that works like `withAuth`. Pass it to `client.use(…)` last, so that other
 * middleware receives requests without the token and responses after the replay.
 *
 * @example client.use(authMiddleware(tokens));
 * @throws {TypeError} if neither the token source nor `resourceOrigins` lists an origin, or an option is unknown.
 */
export function authMiddleware(tokens: TokenSource, options: AuthorizationOptions = {}): AuthMiddleware {
  checkKnownOptions("authMiddleware()", options, authorizationOptionNames);
  const authorization = authorizationOf(tokens, options);
  const bearerOf = bearerFormatter();
  // One entry for each call; it is collected together with the call.
  const sentByCall = new WeakMap<object, SentRequest>();

  return {
    async onRequest({ request: given, options: call }) {
      const request = plainRequest(given);
      const { headers } = request;
      if (hasAuthorization(headers)) return request === given ? undefined : request;
      const outgoing = sendableRequest(request);
      const prepare = (token: AccessToken, url?: string) =>
        outgoing.prepare(withAuthorization(headers, bearerOf(token)), url);
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
