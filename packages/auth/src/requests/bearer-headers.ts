import type { AccessToken } from "../tokens/token-source.ts";

type HeadersInit = NonNullable<RequestInit["headers"]>;

/**
 * Returns a function that adds a token to the headers of a request; undefined if they have an `Authorization` already.
 * Most callers pass a plain record, and get a plain record: building `Headers` would take longer than everything else
 * here.
 */
export function headersForBearer(
  given: RequestInit["headers"],
): ((authorization: string) => HeadersInit) | undefined {
  if (given === undefined || isRecord(given)) {
    for (const name in given) if (name.toLowerCase() === "authorization") return undefined;
    return (authorization) => ({ ...given, authorization });
  }
  const headers = new Headers(given);
  if (headers.has("authorization")) return undefined;
  return (authorization) => {
    headers.set("authorization", authorization);
    return headers;
  };
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
