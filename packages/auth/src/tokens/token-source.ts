/** A bearer token with what is known about it. */
export interface AccessToken {
  /**
   * The token itself. A secret: never log it. Safe in an HTTP header (RFC 6750 section 2.1). In the tokens of this package it
   * is read by name only: `JSON.stringify`, `structuredClone`, a spread and a logger do not see it.
   */
  readonly value: string;
  /** When it expires, in milliseconds since the epoch by this machine's clock. */
  readonly expiresAt: number;
  /** What it allows; empty if the server does not say. */
  readonly scopes: ReadonlySet<string>;
  /** The `status` of the token response: the state of a driver's consent, such as `approved`. */
  readonly status?: string | undefined;
  /** The `authorization_id` of the token response: the driver's consent, as push messages name it. */
  readonly authorizationId?: string | undefined;
}

/** Options of one `getToken`. */
export interface GetTokenOptions {
  /** Ends the wait of this caller with the signal's reason; a token request that others share goes on. */
  readonly signal?: AbortSignal | null | undefined;
}

/** Where tokens come from. Everything that authenticates requests is built on `getToken` and `invalidate`. */
export interface TokenSource {
  /**
   * Returns a token that is good now: the current one, or a new one. However many callers wait, one request is sent. A
   * failure is shared as well: until it may have passed, callers wait (up to `maxWaitMs`) or are rejected with it.
   *
   * @throws {AuthError} if no token can be had; `retryAfterMs` says when a token request will be sent again.
   */
  getToken(options?: GetTokenOptions): Promise<AccessToken>;
  /**
   * Drops a token that the server refused. Has no effect if a newer one has taken its place. A token that replaced a refused
   * one moments ago is kept, so that a server that refuses every token does not cause a token request for each call.
   */
  invalidate(token: AccessToken): void;
  /** The origins that the tokens may be sent to. Absent: whoever uses the source must name them. */
  readonly resourceOrigins?: readonly string[];
  /** Shows the source a response to a request that carried its token: the server's clock is read from it. */
  observe?(response: Response): void;
}
