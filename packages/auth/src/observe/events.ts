import type { AuthError } from "../auth-error.ts";

/** What happens to tokens. No event holds a token, a credential, or the URL of a call. */
export type AuthEvent =
  | {
      /** A token request ended. */
      readonly type: "token-requested";
      /** Which attempt it was, counted from 1. */
      readonly attempt: number;
      /** How long the attempt took, in milliseconds. */
      readonly durationMs: number;
      /** Why there is no token; absent if there is a token. */
      readonly error?: AuthError;
    }
  | {
      /** A token request failed for a reason that concerns all callers. No token request is sent for `pauseMs`. */
      readonly type: "token-requests-paused";
      /** The length of the pause, in milliseconds. */
      readonly pauseMs: number;
      /** Why the token request failed. */
      readonly error: AuthError;
    }
  | {
      /** A new token is in use. */
      readonly type: "token-refreshed";
      /** Where the token comes from: the server, or a store into which another process put it. */
      readonly from: "server" | "store";
      /** When the token expires, in milliseconds since the epoch by this machine's clock. */
      readonly expiresAt: number;
      /** How long it took to get the token, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** A refresh in the background failed. The current token is still valid. */
      readonly type: "token-refresh-failed";
      /** Why the refresh failed. */
      readonly error: unknown;
    }
  | {
      /** The server rejected a token before it expired. The token is dropped. */
      readonly type: "token-invalidated";
    }
  | {
      /** The server rejected a token that had just replaced a rejected one. The token stays in use for `keptForMs`. */
      readonly type: "token-kept";
      /** How long the token is kept, in milliseconds. */
      readonly keptForMs: number;
    }
  | {
      /** A request whose token was rejected (401) was sent again with a new token. */
      readonly type: "request-replayed";
      /** HTTP method of the request. */
      readonly method: string;
      /** HTTP status of the second response. */
      readonly status: number;
    }
  | {
      /** A request whose token was rejected (401) was not sent again. */
      readonly type: "request-not-replayed";
      /** HTTP method of the request. */
      readonly method: string;
      /** Why it was not sent again. */
      readonly reason: string;
    }
  | {
      /** A number from a server or store was out of bounds. */
      readonly type: "number-limited";
      /** Which number it is. */
      readonly name: LimitedNumber;
      /** The number as received, in milliseconds. */
      readonly receivedMs: number;
      /** What the number was truncated to, in milliseconds; undefined if it is ignored. */
      readonly usedMs: number | undefined;
    }
  | {
      /** The store failed and the source continues without it. Reported once until the store works again. */
      readonly type: "store-failed";
      /** Why the store failed. */
      readonly error: unknown;
    };

/**
 * A number from a server or store, and its bound: `retry-after`: `maxPauseMs`; `expires-in` and
 * `stored-lifetime`: 24 hours; `date`, the server's clock: 24 hours away from this machine's, otherwise it is ignored.
 */
export type LimitedNumber = "retry-after" | "expires-in" | "stored-lifetime" | "date";

/** Is called with each event as it happens. Exceptions that it throws are ignored. */
export type OnEvent = (event: AuthEvent) => void;

export function emit(onEvent: OnEvent | undefined, event: AuthEvent): void {
  try {
    onEvent?.(event);
  } catch {
    // An exception of the observer must not change the result of the call.
  }
}
