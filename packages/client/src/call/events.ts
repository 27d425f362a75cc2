import type { AuthEvent } from "@high-mobility-ts/auth";

/** What happens to calls. No event holds a token, a VIN or a body. */
export type CallEvent =
  /** A call ended with an answer, whatever its status; `durationMs` counts its tries and waits. */
  | {
      readonly type: "call-answered";
      readonly operation: string;
      readonly status: number;
      readonly attempts: number;
      readonly durationMs: number;
      readonly requestId: string | undefined;
    }
  /** A call ended without an answer. */
  | {
      readonly type: "call-failed";
      readonly operation: string;
      readonly attempts: number;
      readonly durationMs: number;
      readonly error: unknown;
    }
  /** A try failed, and another follows after `delayMs`; `attempt` counts from 1. Either `status` or `error` is there. */
  | {
      readonly type: "call-retried";
      readonly operation: string;
      readonly attempt: number;
      readonly delayMs: number;
      readonly status: number | undefined;
      readonly error: unknown;
      readonly requestId: string | undefined;
    }
  /** A call is held back by the client's own limits. */
  | {
      readonly type: "call-held-back";
      readonly operation: string;
      readonly by: "rate-limit" | "concurrency";
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

/** Told of each event as it happens. What it throws is ignored. */
export type OnClientEvent = (event: ClientEvent) => void;

export function emit(onEvent: OnClientEvent | undefined, event: CallEvent): void {
  try {
    onEvent?.(event);
  } catch {
    // An observer must not change what it observes.
  }
}
