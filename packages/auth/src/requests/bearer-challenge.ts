/** The requirements that a server states for a token. */
export interface BearerChallenge {
  /** What the token protects, in the server's words. */
  readonly realm: string | undefined;
  /** `invalid_request`, `invalid_token`, `insufficient_scope`, or the server's own. */
  readonly error: string | undefined;
  /** Why the token is rejected, in the server's words. */
  readonly description: string | undefined;
  /** The scopes that a token needs. */
  readonly scopes: readonly string[];
}

/** Longer headers are truncated: no server or runtime accepts them. */
const maxLength = 16_384;

/**
 * Reads the `Bearer` challenge of a 401 or 403, also if there are other challenges; undefined if there is none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
export function parseBearerChallenge({ headers }: Response): BearerChallenge | undefined {
  const text = headers.get("www-authenticate")?.slice(0, maxLength) ?? "";
  const parameters = bearerParameters(text);
  if (!parameters) return undefined;
  return {
    realm: parameters.get("realm"),
    error: parameters.get("error"),
    description: parameters.get("error_description"),
    scopes: (parameters.get("scope") ?? "").split(" ").filter(Boolean),
  };
}

/**
 * Reads the header from left to right, so that each character is read at most twice (RFC 9110 section 11.2). A name
 * without `=` begins a challenge.
 */
function bearerParameters(text: string): ReadonlyMap<string, string> | undefined {
  let bearer: Map<string, string> | undefined;
  const piece = /[\s,=]*([^\s,="]+)[ \t]*(=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))?)?/gy;
  for (const [, name = "", assignment, quoted, plain] of text.matchAll(piece)) {
    const value = quoted?.replace(/\\(.)/g, "$1") ?? plain;
    if (assignment === undefined) {
      if (bearer) break;
      if (name.toLowerCase() === "bearer") bearer = new Map();
    } else if (value !== undefined) bearer?.set(name.toLowerCase(), value);
  }
  return bearer;
}
