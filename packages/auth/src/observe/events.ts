import type { AuthError } from "../auth-error.ts";

/** What happens to tokens. No event holds a token, a credential, or the URL of a call. */
export type AuthEvent =
  /** A token request ended; `attempt` counts from 1. `error` is absent when a token came. */
  | {
      readonly type: "token-requested";
      readonly attempt: number;
      readonly durationMs: number;
      readonly error?: AuthError;
    }
  /** A new token is in use; from the server, or from a store that another process put it into. */
  | {
      readonly type: "token-refreshed";
      readonly from: "server" | "store";
      readonly expiresAt: number;
      readonly durationMs: number;
    }
  /** A renewal ahead of time failed; the token at hand is still good. */
  | { readonly type: "token-refresh-failed"; readonly error: unknown }
  /** The server refused a token before its time. */
  | { readonly type: "token-invalidated" }
  /** A request that was answered 401 went out again with a new token; `status` is the second answer's. */
  | { readonly type: "request-replayed"; readonly method: string; readonly status: number }
  /** A request that was answered 401 did not go out again. */
  | { readonly type: "request-not-replayed"; readonly method: string; readonly reason: string }
  /** The store failed and is done without; told once, until it works again. */
  | { readonly type: "store-failed"; readonly error: unknown };

/** Told of each event as it happens. What it throws is ignored. */
export type OnEvent = (event: AuthEvent) => void;

export function emit(onEvent: OnEvent | undefined, event: AuthEvent): void {
  try {
    onEvent?.(event);
  } catch {
    // An observer must not change what it observes.
  }
}
