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
      /** Why there is no token; absent if a token came. */
      readonly error?: AuthError;
    }
  | {
      /** A token request failed in a way that other callers would meet too: no other is sent for `pauseMs`. */
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
      /** A refresh ahead of time failed; the current token is still good. */
      readonly type: "token-refresh-failed";
      /** Why the refresh failed. */
      readonly error: unknown;
    }
  | {
      /** The server refused a token before it expired; the token is dropped. */
      readonly type: "token-invalidated";
    }
  | {
      /** The server refused a token that had just replaced a refused one; the token is not replaced for another `keptForMs`. */
      readonly type: "token-kept";
      /** How long the token is kept, in milliseconds. */
      readonly keptForMs: number;
    }
  | {
      /** A request whose token was refused (401) was sent again with a new token. */
      readonly type: "request-replayed";
      /** HTTP method of the request. */
      readonly method: string;
      /** HTTP status of the second response. */
      readonly status: number;
    }
  | {
      /** A request whose token was refused (401) was not sent again. */
      readonly type: "request-not-replayed";
      /** HTTP method of the request. */
      readonly method: string;
      /** Why it was not sent again. */
      readonly reason: string;
    }
  | {
      /** A number from outside was beyond what counts. */
      readonly type: "number-limited";
      /** Which number it is. */
      readonly name: LimitedNumber;
      /** The number as received, in milliseconds. */
      readonly receivedMs: number;
      /** What the number was truncated to, in milliseconds; undefined if it is ignored. */
      readonly usedMs: number | undefined;
    }
  | {
      /** The store failed and the source goes on without it; reported once, until the store works again. */
      readonly type: "store-failed";
      /** Why the store failed. */
      readonly error: unknown;
    };

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
