import type { AuthEvent } from "@high-mobility-ts/auth";

/** What happens to calls. No event has a token, a VIN or the body of a success. */
export type CallEvent =
  /** A call ended with a response, whatever its status; `durationMs` includes its attempts and waits. */
  | {
      readonly type: "call-completed";
      readonly operation: string;
      readonly status: number;
      readonly attempts: number;
      readonly durationMs: number;
      readonly requestId: string | undefined;
    }
  /** A call ended without a response. */
  | {
      readonly type: "call-failed";
      readonly operation: string;
      readonly attempts: number;
      readonly durationMs: number;
      readonly error: unknown;
    }
  /** An attempt failed, and another follows after `delayMs`; `attempt` counts from 1. `status` is undefined if no response came. */
  | {
      readonly type: "call-retried";
      readonly operation: string;
      readonly attempt: number;
      readonly delayMs: number;
      readonly status: number | undefined;
      readonly error: unknown;
      readonly requestId: string | undefined;
    }
  /** A call waits because of the client's own limits. */
  | {
      readonly type: "call-delayed";
      readonly operation: string;
      readonly by: "rate-limit" | "concurrency";
    }
  /** A server asked for a longer pause than the rate limiter allows: all calls of the operation pause for `pauseMs` only. */
  | {
      readonly type: "pause-shortened";
      readonly operation: string;
      readonly requestedMs: number;
      readonly pauseMs: number;
    }
  /** A body breaks the specification; each problem names the place. */
  | {
      readonly type: "response-invalid";
      readonly operation: string;
      readonly status: number;
      readonly problems: readonly string[];
      readonly requestId: string | undefined;
    };

/** What happens to calls and tokens. */
export type ClientEvent = CallEvent | AuthEvent;

/** Is called with each event as it happens. What it throws is ignored. */
export type OnClientEvent = (event: ClientEvent) => void;

export function emit(onEvent: OnClientEvent | undefined, event: CallEvent): void {
  try {
    onEvent?.(event);
  } catch {
    // An observer must not change what it observes.
  }
}
