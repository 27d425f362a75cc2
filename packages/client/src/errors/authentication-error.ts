import type { AuthError } from "@high-mobility-ts/auth";
import { HighMobilityError } from "./high-mobility-error.ts";

/**
 * A call had no usable access token, or must not send its token: the token endpoint rejected the request, the
 * token lacks a scope, or a redirect leads to another origin. `cause` is the `AuthError` of the token source,
 * whose own `code` says which.
 */
export class AuthenticationError extends HighMobilityError {
  override readonly name = "AuthenticationError";
  override readonly code = "authentication";
  /** Says why there is no token, or why it is not sent. */
  declare readonly cause: AuthError;

  constructor(operation: string, cause: AuthError) {
    super(`${operation} failed: ${cause.message}`, {
      operation,
      status: cause.status,
      retryable: cause.retryable,
      retryAfterMs: cause.retryAfterMs,
      cause,
    });
  }
}

/** Recognizes errors of every copy of `@high-mobility-ts/auth`; `instanceof` recognizes those of one copy only. */
export function isAuthError(error: unknown): error is AuthError {
  return error instanceof Error && error.name === "AuthError" && "code" in error;
}
