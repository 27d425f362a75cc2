import type { AccessToken } from "../tokens/token-source.ts";

type HeadersInit = NonNullable<RequestInit["headers"]>;

/**
 * The headers of a request, with room for a token; undefined when they have an `Authorization` already. A plain record, as
 * most callers give it, stays one: building `Headers` would cost more than the rest of what happens here.
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

/** The `Authorization` of tokens (RFC 6750 section 2.1), checked and written once for each. */
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
    throw new TypeError("the token source gave a token that is not visible ASCII; check the source");
  return `Bearer ${value}`;
}
