/**
 * What went wrong:
 *
 * - `request-rejected`: the token endpoint rejected the client (4xx); `error` and `description` have the server's reason.
 *   Check client id, credentials and environment.
 * - `consent-withdrawn`: the refresh token is no longer valid, because the driver withdrew the consent or it expired. Ask
 *   for consent again.
 * - `consent-denied`: the driver did not consent, the authorization server rejected the request, or the authorization
 *   code is not valid. Begin the consent again if the driver agrees.
 * - `server-unavailable`: the token endpoint failed (5xx) or was overloaded (429) at every attempt. Try again after
 *   `retryAfterMs`.
 * - `invalid-response`: the response is not a token response: HTML, empty, truncated, too long, or without a usable
 *   token. Check the URL of the token endpoint.
 * - `network`: the connection failed at every attempt. Check the network and the URL.
 * - `timeout`: no response arrived in time at any attempt. Try again later.
 * - `invalid-key`: the private key is of the wrong kind, damaged, or cannot sign; the message says which. Download it
 *   again.
 * - `origin-not-allowed`: tokens must not be sent to the origin of the request. Add the origin to `resourceOrigins` if it
 *   may receive them.
 * - `redirect-rejected`: a request with a token or with credentials was redirected, and the redirect is not followed. Use
 *   the new address.
 * - `state-mismatch`: the callback does not belong to the consent that was begun, so it is ignored. Begin the consent
 *   again, and keep the result of `begin` in the session.
 * - `insufficient-scope`: the token lacks a scope that the operation needs. Give the application access in the console.
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
