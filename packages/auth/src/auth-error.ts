/**
 * What went wrong:
 * - `request-refused`: the token endpoint said no (4xx); `error` and `description` say why where it told.
 * - `server-unavailable`: the token endpoint failed (5xx) or is overloaded (429), every try.
 * - `invalid-response`: the answer is no token response: HTML, empty, cut off, oversized, without a usable token.
 * - `network`: no answer: the connection failed, every try. `timeout`: none in time, every try.
 * - `invalid-key`: the private key is of another kind than it must be, damaged, or does not sign; the message says which.
 * - `origin-not-allowed`: the request goes to an origin that the tokens are not for.
 * - `redirect-refused`: the answer is a redirect that a request with a token does not follow.
 * - `consent-refused`: the driver, or the authorization server, said no; `error` and `description` say why.
 * - `state-mismatch`: a consent came back that does not belong to the one begun: nothing of it is used.
 * - `insufficient-scope`: the operation needs a scope that the token does not have.
 */
export type AuthErrorCode =
  | "request-refused"
  | "server-unavailable"
  | "invalid-response"
  | "network"
  | "timeout"
  | "invalid-key"
  | "origin-not-allowed"
  | "redirect-refused"
  | "consent-refused"
  | "state-mismatch"
  | "insufficient-scope";

export interface AuthErrorDetails {
  /** HTTP status of the token endpoint's answer. */
  readonly status?: number | undefined;
  /** The `error` of the answer (RFC 6749 section 5.2). */
  readonly error?: string | undefined;
  /** The `error_description` of the answer, without control characters, credentials taken out. */
  readonly description?: string | undefined;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** No token, or no way to use it safely. Holds no secret: neither token, key, assertion nor client secret. */
export class AuthError extends Error {
  override readonly name = "AuthError";
  readonly code: AuthErrorCode;
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly description: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: AuthErrorCode, message: string, details: AuthErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.error = details.error;
    this.description = details.description;
    this.retryAfterMs = details.retryAfterMs;
  }
}
