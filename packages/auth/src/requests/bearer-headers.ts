import type { AccessToken } from "../tokens/token-source.ts";

type HeadersInit = NonNullable<RequestInit["headers"]>;

/** Headers that can be read several times. */
export type ReadableHeaders = Headers | Readonly<Record<string, string>>;

/**
 * Returns headers as a plain record if they are one: building `Headers` takes longer than everything else here. Others
 * are copied, because a list may be read only once.
 */
export function readableHeaders(given: RequestInit["headers"]): ReadableHeaders {
  if (given === undefined) return {};
  return isRecord(given) ? given : new Headers(given);
}

/** Returns whether a request has an `Authorization` header. */
export function hasAuthorization(headers: ReadableHeaders): boolean {
  if (headers instanceof Headers) return headers.has("authorization");
  for (const name in headers) if (name.toLowerCase() === "authorization") return true;
  return false;
}

/** Returns a copy of the headers with an `Authorization` header. */
export function withAuthorization(headers: ReadableHeaders, authorization: string): HeadersInit {
  if (!(headers instanceof Headers)) return { ...headers, authorization };
  const copy = new Headers(headers);
  copy.set("authorization", authorization);
  return copy;
}

function isRecord(value: HeadersInit): value is Record<string, string> {
  return Object.getPrototypeOf(value) === Object.prototype;
}

/**
 * Returns a function that writes the `Authorization` header of a token (RFC 6750 section 2.1). Each token is checked
 * and written once.
 */
export function bearerFormatter(): (token: AccessToken) => string {
  let last: AccessToken | undefined;
  let authorization = "";
  return (token) => {
    if (token === last) return authorization;
    authorization = bearer(token);
    last = token;
    return authorization;
  };
}

function bearer({ value }: AccessToken): string {
  if (typeof value !== "string" || !/^[!-~]+$/.test(value))
    throw new TypeError(
      "The value of an access token must be visible ASCII, got something else. Check the token source.",
    );
  return `Bearer ${value}`;
}
