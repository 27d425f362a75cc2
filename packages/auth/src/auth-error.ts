/**
 * What went wrong:
 * - `request-rejected`: the token endpoint rejected the client (4xx): client id, credentials or environment are wrong;
 * `error` and `description` hold the server's reason, if it sent one.
 * - `consent-withdrawn`: the refresh token is no longer valid: the driver withdrew the consent, or it expired.
 * - `consent-denied`: the driver did not consent, the authorization server rejected the request, or the authorization
 * code is not valid.
 * - `server-unavailable`: the token endpoint failed (5xx) or is overloaded (429) at every attempt.
 * - `invalid-response`: the response is not a token response: HTML, empty, truncated, too long, without a usable token.
 * - `network`: no response, because the connection failed at every attempt. `timeout`: no response in time at every attempt.
 * - `invalid-key`: the private key is of the wrong kind, damaged, or does not sign; the message says which.
 * - `origin-not-allowed`: tokens must not be sent to the origin of the request.
 * - `redirect-rejected`: the response is a redirect that a request with a token, or with credentials, does not follow.
 * - `state-mismatch`: the callback does not belong to the consent that was begun, so it is ignored.
 * - `insufficient-scope`: the operation needs a scope that the token does not have.
 */
export type AuthErrorCode =
  | "request-rejected"
  | "consent-withdrawn"
  | "consent-denied"
  | "server-unavailable"
  | "invalid-response"
  | "network"
  | "timeout"
  | "invalid-key"
  | "origin-not-allowed"
  | "redirect-rejected"
  | "state-mismatch"
  | "insufficient-scope";

/** Members of an `AuthError` in addition to its code and message. */
export interface AuthErrorDetails {
  /** HTTP status of the token endpoint's response. */
  readonly status?: number | undefined;
  /** The `error` of the response (RFC 6749 section 5.2), or the `title` of the platform's error. */
  readonly error?: string | undefined;
  /** The `error_description` or `detail` of the response, without control characters and credentials. */
  readonly description?: string | undefined;
  /** Time until the next token request may be sent, in milliseconds, 0 to `maxPauseMs`. */
  readonly retryAfterMs?: number | undefined;
  /** The error that led to this one, without credentials. */
  readonly cause?: unknown;
}

/**
 * There is no token, or the token cannot be sent safely. The error holds no secret: no token, key, assertion or client
 * secret.
 */
export class AuthError extends Error {
  override readonly name = "AuthError";
  /** Says what went wrong. See {@link AuthErrorCode}. */
  readonly code: AuthErrorCode;
  /** Whether the same call may succeed later without a change: after `retryAfterMs`, if that is set. */
  readonly retryable: boolean;
  /** HTTP status of the token endpoint's response; undefined if no response arrived. */
  readonly status: number | undefined;
  /** The `error` of the response (RFC 6749 section 5.2), or the `title` of the platform's error; undefined if it has none. */
  readonly error: string | undefined;
  /** The `error_description` or `detail` of the response, without control characters and credentials. */
  readonly description: string | undefined;
  /** Time until the next token request may be sent, in milliseconds, 0 to `maxPauseMs`. */
  readonly retryAfterMs: number | undefined;

  constructor(code: AuthErrorCode, message: string, details: AuthErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = code === "server-unavailable" || code === "network" || code === "timeout";
    this.status = details.status;
    this.error = details.error;
    this.description = details.description;
    this.retryAfterMs = details.retryAfterMs;
  }
}
