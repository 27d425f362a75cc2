import type { Credentials } from "./client-authentication.ts";

export interface TokenRequest {
  readonly tokenUrl: string;
  /** Grant and its parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  readonly encoding: "json" | "form";
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

/**
 * Sends a token request, once, and follows no redirect: credentials go to the configured URL or nowhere.
 *
 * @returns Any answer of the server, unread: {@link processTokenResponse} judges it.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2
 */
export function requestAccessToken(request: TokenRequest): Promise<Response> {
  const { tokenUrl, parameters, credentials, encoding, fetch, signal } = request;
  const fields = { ...parameters, ...credentials.fields };
  const headers = {
    accept: "application/json",
    "content-type": encoding === "json" ? "application/json" : "application/x-www-form-urlencoded",
    ...(credentials.authorization && { authorization: credentials.authorization }),
  };
  const body = encoding === "json" ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  return fetch(tokenUrl, { method: "POST", headers, body, signal, redirect: noRedirect(tokenUrl) });
}

/** Workers know no `error`; what `manual` brings back there is no token response, so it ends in an error all the same. */
function noRedirect(url: string): RequestRedirect {
  try {
    new Request(url, { redirect: "error" });
    return "error";
  } catch {
    return "manual";
  }
}
