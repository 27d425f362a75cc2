import { redact, shownUrl } from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import { discard, isRedirect } from "../endpoint/redirects.ts";
import { emit, type OnEvent } from "../observe/events.ts";
import { allowInsecureRequests } from "../options/dangerous.ts";
import { originOf } from "../options/server.ts";
import type { AccessToken, TokenSource } from "../tokens/token-source.ts";
import { parseBearerChallenge } from "./bearer-challenge.ts";
import type { RequiredScopes } from "./required-scopes.ts";
import type { SendableRequest } from "./sendable-request.ts";

export interface AuthorizationOptions {
  /** The origins that tokens are sent to. Default: those of the token source. */
  readonly resourceOrigins?: readonly string[] | undefined;
  readonly onEvent?: OnEvent | undefined;
  /** The scopes that a request needs, so that one whose token lacks them is not sent. Default: it is, and refused. */
  readonly requiredScopes?: RequiredScopes | undefined;
  readonly [allowInsecureRequests]?: boolean | undefined;
}

/** A request that was sent with a token, and how to send it again. */
export interface SentRequest {
  readonly outgoing: SendableRequest;
  readonly token: AccessToken;
  /** Sends the same request with this token, to another URL where one is given. */
  send(token: AccessToken, url?: string): Promise<Response>;
}

/** What both faces, `withAuth` and `authMiddleware`, do around a request. */
export interface Authorization {
  /**
   * A token for a request.
   *
   * @throws {AuthError} `origin-not-allowed`, before a token is asked for; `insufficient-scope`; what the source throws.
   */
  tokenFor(request: Pick<SendableRequest, "url" | "method" | "signal">): Promise<AccessToken>;
  /** The answer for the caller: after one replay where the token was refused, after redirects within the origins. */
  handleResponse(response: Response, sent: SentRequest): Response | Promise<Response>;
}

const MAX_REDIRECTS = 20;

export function createAuthorization(tokens: TokenSource, options: AuthorizationOptions): Authorization {
  const named = options.resourceOrigins ?? tokens.resourceOrigins;
  if (!named?.length)
    throw new TypeError("resourceOrigins must name the origins that the tokens are for: the source does not");
  const insecure = options[allowInsecureRequests] === true;
  const known = tokens.resourceOrigins ?? [];
  const origins = named.map((url) =>
    known.includes(url) ? new URL(url).origin : originOf("resourceOrigins", url, insecure),
  );
  const prefixes = origins.map((origin) => `${origin}/`);
  const isAllowed = (url: string): boolean =>
    prefixes.some((prefix) => url.startsWith(prefix)) || origins.includes(new URL(url).origin);

  async function replay(refused: Response, { outgoing, token, send }: SentRequest): Promise<Response> {
    const { method, signal, singleUseReason } = outgoing;
    tokens.invalidate(token);
    if (singleUseReason !== undefined) {
      emit(options.onEvent, { type: "request-not-replayed", method, reason: singleUseReason });
      return refused;
    }
    const fresh = await tokens.getToken({ signal });
    if (fresh.value === token.value) return refused;
    discard(refused);
    const response = await send(fresh);
    emit(options.onEvent, { type: "request-replayed", method, status: response.status });
    return followRedirects(response, { outgoing, token: fresh, send });
  }

  async function followRedirects(first: Response, { outgoing, token, send }: SentRequest): Promise<Response> {
    let response = first;
    let from = outgoing.url;
    for (let count = 1; outgoing.follows && isRedirect(response); count++) {
      const { method } = outgoing;
      const shown = (url: string) => redact(shownUrl(url), [token.value]);
      const to = redirectTarget(response, from);
      const refusal = (why: string): AuthError =>
        new AuthError(
          "redirect-refused",
          `${method} ${shown(from)} was redirected to ${to ? shown(to) : "an address that this runtime hides"}; ${why}`,
        );
      if (to === undefined || !isAllowed(to)) throw refusal(`its token is for ${origins.join(", ")} only`);
      if (method !== "GET" && method !== "HEAD")
        throw refusal("call the new address: only GET and HEAD follow");
      if (count > MAX_REDIRECTS) throw refusal(`that is the redirect after ${MAX_REDIRECTS} others`);
      discard(response);
      response = await send(token, to);
      from = to;
    }
    return response;
  }

  function checkScopes(token: AccessToken, method: string, url: string): AccessToken {
    const { scopes } = token;
    const missing = options.requiredScopes?.(method, url)?.filter((scope) => !scopes.has(scope)) ?? [];
    // Without any scope the server did not say which there are.
    if (missing.length === 0 || scopes.size === 0) return token;
    throw new AuthError(
      "insufficient-scope",
      `${method} ${shownUrl(url)} was not sent: its token lacks the scope ${missing.join(" ")}; give the application access to it in the console`,
    );
  }

  return {
    tokenFor({ url, method, signal }) {
      if (isAllowed(url)) {
        const token = tokens.getToken({ signal });
        return options.requiredScopes ? token.then((held) => checkScopes(held, method, url)) : token;
      }
      const error = new AuthError(
        "origin-not-allowed",
        `${method} to ${new URL(url).origin} was not sent: its tokens are for ${origins.join(", ")}; name the origin in resourceOrigins if it may have them`,
      );
      return Promise.reject(error);
    },
    handleResponse(response, sent) {
      tokens.observe?.(response);
      if (response.ok) return response;
      // A new token would not open more.
      if (response.status === 401 && parseBearerChallenge(response)?.error !== "insufficient_scope")
        return replay(response, sent);
      return followRedirects(response, sent);
    },
  };
}

function redirectTarget({ headers }: Response, from: string): string | undefined {
  const location = headers.get("location");
  return location !== null && URL.canParse(location, from) ? new URL(location, from).href : undefined;
}
