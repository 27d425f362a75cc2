import { checkResponse, originOf, redact, shownUrl } from "@high-mobility-ts/guards";
import { AuthError } from "../auth-error.ts";
import { discard, isRedirect } from "../endpoint/redirects.ts";
import { emit, type OnEvent } from "../observe/events.ts";
import { allowInsecureRequests } from "../options/dangerous.ts";
import type { AccessToken, TokenSource } from "../tokens/token-source.ts";
import { refusesToken } from "./refused-token.ts";
import { missingScopes, type RequiredScopes } from "./required-scopes.ts";
import type { SendableRequest } from "./sendable-request.ts";

/** Which requests carry a token. */
export interface AuthorizationOptions {
  /** The origins to which tokens may be sent. Default: the origins of the token source. */
  readonly resourceOrigins?: readonly string[] | undefined;
  /**
   * Is called with each event, such as a replayed request. Exceptions that it throws are ignored. Default: no callback.
   */
  readonly onEvent?: OnEvent | undefined;
  /**
   * Returns the scopes that a request needs. A request whose token lacks one of them fails before it is sent. Default:
   * such a request is sent, and the server rejects it.
   */
  readonly requiredScopes?: RequiredScopes | undefined;
  /** `true` allows tokens over plain `http` to any host. Default: `https` only, and `http` on loopback. */
  readonly [allowInsecureRequests]?: boolean | undefined;
}

/** The names of the options, for the check that rejects unknown ones. */
export const authorizationOptionNames: Record<Extract<keyof AuthorizationOptions, string>, true> = {
  resourceOrigins: true,
  onEvent: true,
  requiredScopes: true,
};

/** A request that was sent with a token, and how to send it again. */
export interface SentRequest {
  readonly outgoing: SendableRequest;
  readonly token: AccessToken;
  /** Sends the same request with this token, to another URL if one is given. */
  send(token: AccessToken, url?: string): Promise<Response>;
}

/** What `withAuth` and `authMiddleware` do before and after a request. */
export interface Authorization {
  /**
   * Returns a token for a request.
   *
   * @throws {AuthError} `origin-not-allowed`, before a token is requested; `insufficient-scope`; or the error of the
   * token source.
   */
  tokenFor(request: Pick<SendableRequest, "url" | "method" | "signal">): Promise<AccessToken>;
  /**
   * Returns the response for the caller: after one replay if the token was rejected, and after redirects within the
   * origins.
   */
  handleResponse(response: Response, sent: SentRequest): Response | Promise<Response>;
}

const maxRedirects = 20;

export function authorizationOf(tokens: TokenSource, options: AuthorizationOptions): Authorization {
  const origins = readOrigins(tokens, options);
  const prefixes = origins.map((origin) => `${origin}/`);
  const isAllowed = (url: string): boolean => {
    for (const prefix of prefixes) if (url.startsWith(prefix)) return true;
    return origins.includes(new URL(url).origin);
  };

  function keep(response: Response, method: string, reason: string): Response {
    emit(options.onEvent, { type: "request-not-replayed", method, reason });
    return response;
  }

  async function replay(refused: Response, { outgoing, token, send }: SentRequest): Promise<Response> {
    const { method, signal, singleUseReason } = outgoing;
    if (!(await refusesToken(refused)))
      return keep(refused, method, "the response does not reject its token");
    tokens.invalidate(token);
    if (singleUseReason !== undefined) return keep(refused, method, singleUseReason);
    const fresh = await tokens.getToken({ signal });
    if (fresh.value === token.value) return keep(refused, method, "there is no other token");
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
          "redirect-rejected",
          `${method} ${shown(from)} failed: it was redirected to ${to ? shown(to) : "an address that this runtime hides"}. ${why}`,
        );
      if (to === undefined || !isAllowed(to)) throw refusal(`Its token is for ${origins.join(", ")} only.`);
      if (method !== "GET" && method !== "HEAD")
        throw refusal("Send the request to the new address: only GET and HEAD requests follow redirects.");
      if (count > maxRedirects) throw refusal(`It is the redirect after ${maxRedirects} others.`);
      discard(response);
      response = await send(token, to);
      from = to;
    }
    return response;
  }

  function checkScopes(token: AccessToken, method: string, url: string): AccessToken {
    const missing = missingScopes(options.requiredScopes?.(method, url) ?? [], token.scopes);
    if (missing.length === 0) return token;
    throw new AuthError(
      "insufficient-scope",
      `${method} ${shownUrl(url)} was not sent: its token lacks the scope ${missing.join(" ")}. Give the application access to it in the console.`,
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
        `${method} to ${new URL(url).origin} was not sent: its tokens may be sent only to ${origins.join(", ")}. Name the origin in resourceOrigins if it may have them.`,
      );
      return Promise.reject(error);
    },
    handleResponse(response, sent) {
      checkResponse(response);
      tokens.observe?.(response);
      if (response.ok) return response;
      return response.status === 401 ? replay(response, sent) : followRedirects(response, sent);
    },
  };
}

function readOrigins(tokens: TokenSource, options: AuthorizationOptions): readonly string[] {
  const named = options.resourceOrigins ?? tokens.resourceOrigins;
  if (!named?.length)
    throw new TypeError(
      "resourceOrigins must list the origins to which tokens may be sent, because the token source lists none, got none.",
    );
  const insecure = options[allowInsecureRequests] === true;
  const known = tokens.resourceOrigins ?? [];
  return named.map((url) =>
    known.includes(url) ? new URL(url).origin : originOf("resourceOrigins", url, insecure),
  );
}

function redirectTarget({ headers }: Response, from: string): string | undefined {
  const location = headers.get("location");
  return location !== null && URL.canParse(location, from) ? new URL(location, from).href : undefined;
}
