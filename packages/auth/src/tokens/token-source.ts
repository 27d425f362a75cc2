/** A bearer token and its properties. */
export interface AccessToken {
  /**
   * The token itself. A secret: never log it. Safe in an HTTP header (RFC 6750 section 2.1). In the tokens of this
   * package it is not enumerable: `JSON.stringify`, `structuredClone`, a spread and a logger do not show it.
   */
  readonly value: string;
  /** When it expires, in milliseconds since the epoch by this machine's clock. */
  readonly expiresAt: number;
  /** The scopes of the token; empty if the server does not report them. */
  readonly scopes: ReadonlySet<string>;
  /** The `status` of the token response: the state of a driver's consent, such as `approved`. */
  readonly status?: string | undefined;
  /** The `authorization_id` of the token response: the driver's consent, as push messages name it. */
  readonly authorizationId?: string | undefined;
}

/** Options of one `getToken`. */
export interface GetTokenOptions {
  /**
   * Ends the wait of this caller with the signal's reason; a token request that other callers share
   * continues.
   */
  readonly signal?: AbortSignal | null | undefined;
}

/** Where tokens come from. Everything that authenticates requests is built on `getToken` and `invalidate`. */
export interface TokenSource {
  /**
   * Returns a valid token: the current one or a new one. One request is sent for any number of waiting
   * callers. A failure is shared, too: until it may have passed, callers wait (up to `maxWaitMs`) or are
   * rejected with it.
   *
   * @throws {AuthError} if there is no token. `retryAfterMs` says when the next token request may be sent.
   */
  getToken(options?: GetTokenOptions): Promise<AccessToken>;
  /**
   * Drops a token that the server rejected. Has no effect if a newer token has replaced it. A token that has just
   * replaced a rejected one is kept, so that a server that rejects every token does not cause a token request for each
   * call.
   */
  invalidate(token: AccessToken): void;
  /** The origins that the tokens may be sent to. If absent, the user of the source must list them. */
  readonly resourceOrigins?: readonly string[];
  /** Shows the source a response to a request that carried its token: the server's clock is read from it. */
  observe?(response: Response): void;
}
