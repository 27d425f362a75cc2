/** A bearer token with what is known of it. */
export interface AccessToken {
  /**
   * The token itself. A secret: never log it. Safe in an HTTP header (RFC 6750 section 2.1). In the tokens of this package it
   * is read by name only: `JSON.stringify`, `structuredClone`, a spread and a logger do not see it.
   */
  readonly value: string;
  /** When it stops being accepted, in milliseconds since the epoch by this machine's clock. */
  readonly expiresAt: number;
  /** What it opens; empty when the server does not say. */
  readonly scopes: ReadonlySet<string>;
}

export interface GetTokenOptions {
  /** Ends the wait of this caller with the signal's reason; a token request that others share goes on. */
  readonly signal?: AbortSignal | null | undefined;
}

/** Where tokens come from. Everything that authenticates requests is built on `getToken` and `invalidate`. */
export interface TokenSource {
  /**
   * A token that is good now: the one at hand, or a new one. However many callers wait, one request is sent.
   *
   * @throws {AuthError} when no token can be had; nothing of that is remembered, the next call tries again.
   */
  getToken(options?: GetTokenOptions): Promise<AccessToken>;
  /** Drops a token that the server refused. Without effect when a newer one has taken its place. */
  invalidate(token: AccessToken): void;
  /** The origins that the tokens may be sent to. Absent: whoever uses the source must name them. */
  readonly resourceOrigins?: readonly string[];
  /** Shows the source an answer to a request that carried its token: the server's clock is read from it. */
  observe?(response: Response): void;
}
