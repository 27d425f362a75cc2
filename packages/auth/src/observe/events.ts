import type { AuthError } from "../auth-error.ts";

/** What happens to tokens. No event holds a token, a credential, or the URL of a call. */
export type AuthEvent =
  /** A token request ended; `attempt` counts from 1. `error` is absent if a token came. */
  | {
      readonly type: "token-requested";
      readonly attempt: number;
      readonly durationMs: number;
      readonly error?: AuthError;
    }
  /** A token request failed in a way that other callers would meet too: no other is sent for `pauseMs`. */
  | { readonly type: "token-requests-paused"; readonly pauseMs: number; readonly error: AuthError }
  /** A new token is in use: from the server, or from a store into which another process put it. */
  | {
      readonly type: "token-refreshed";
      readonly from: "server" | "store";
      readonly expiresAt: number;
      readonly durationMs: number;
    }
  /** A refresh ahead of time failed; the current token is still good. */
  | { readonly type: "token-refresh-failed"; readonly error: unknown }
  /** The server refused a token before it expired; the token is dropped. */
  | { readonly type: "token-invalidated" }
  /** The server refused a token that had just replaced a refused one; the token is not replaced for another `keptForMs`. */
  | { readonly type: "token-kept"; readonly keptForMs: number }
  /** A request whose token was refused (401) was sent again with a new token; `status` is that of the second response. */
  | { readonly type: "request-replayed"; readonly method: string; readonly status: number }
  /** A request whose token was refused (401) was not sent again. */
  | { readonly type: "request-not-replayed"; readonly method: string; readonly reason: string }
  /** A number from outside was beyond what counts: truncated to `usedMs`, or ignored if that is undefined. */
  | {
      readonly type: "number-limited";
      readonly name: LimitedNumber;
      readonly receivedMs: number;
      readonly usedMs: number | undefined;
    }
  /** The store failed and the source goes on without it; reported once, until the store works again. */
  | { readonly type: "store-failed"; readonly error: unknown };

/**
 * A number that a server or a store sent, and the largest that counts: `retry-after`: `maxPauseMs`; `expires-in` and
 * `stored-lifetime`: 24 hours; `date`, the server's clock: 24 hours away from this machine's, otherwise it is ignored.
 */
export type LimitedNumber = "retry-after" | "expires-in" | "stored-lifetime" | "date";

/** Is called with each event as it happens. What it throws is ignored. */
export type OnEvent = (event: AuthEvent) => void;

export function emit(onEvent: OnEvent | undefined, event: AuthEvent): void {
  try {
    onEvent?.(event);
  } catch {
    // An observer must not change what it observes.
  }
}
