/** What a server says it wants of a token. */
export interface BearerChallenge {
  readonly realm: string | undefined;
  /** `invalid_request`, `invalid_token`, `insufficient_scope`, or the server's own. */
  readonly error: string | undefined;
  readonly description: string | undefined;
  /** The scopes that a token needs. */
  readonly scopes: readonly string[];
}

/**
 * The `Bearer` challenge of a 401 or 403, among others or alone; undefined when there is none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
export function parseBearerChallenge({ headers }: Response): BearerChallenge | undefined {
  const [, text] = /(?:^|,)\s*bearer(?=\s|,|$)(.*)/is.exec(headers.get("www-authenticate") ?? "") ?? [];
  if (text === undefined) return undefined;
  const parameters = new Map<string, string>();
  const parameter = /\s*,?\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gy;
  // Sticky: ends where the next challenge begins, which is no parameter.
  for (const [, name = "", quoted, plain] of text.matchAll(parameter))
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? plain ?? "");
  return {
    realm: parameters.get("realm"),
    error: parameters.get("error"),
    description: parameters.get("error_description"),
    scopes: (parameters.get("scope") ?? "").split(" ").filter(Boolean),
  };
}
