import type { AuthEvent } from "@high-mobility-ts/auth";

/** The members of every event of a call. */
interface OperationEvent {
  /** Method and path template, such as `GET /v1/fleets/vehicles/{vin}`. */
  readonly operation: string;
}

/** A call ended with a response, with any status. */
export interface CallCompletedEvent extends OperationEvent {
  /** A call ended with a response, with any status. */
  readonly type: "call-completed";
  /** HTTP status of the response. */
  readonly status: number;
  /** How many attempts the call took. */
  readonly attempts: number;
  /** How long the call took, in milliseconds, with its attempts and waits. */
  readonly durationMs: number;
  /** Id under which the platform logged the request; undefined if the response has none. */
  readonly requestId: string | undefined;
}

/** A call ended without a response. */
export interface CallFailedEvent extends OperationEvent {
  /** A call ended without a response. */
  readonly type: "call-failed";
  /** How many attempts the call took. */
  readonly attempts: number;
  /** How long the call took, in milliseconds, with its attempts and waits. */
  readonly durationMs: number;
  /** The error of the call. */
  readonly error: unknown;
}

/** An attempt failed, and another follows. */
export interface CallRetriedEvent extends OperationEvent {
  /** An attempt failed, and another follows. */
  readonly type: "call-retried";
  /** Which attempt failed, counted from 1. */
  readonly attempt: number;
  /** How long the wait for the next attempt is, in milliseconds. */
  readonly delayMs: number;
  /** HTTP status of the response; undefined if no response arrived. */
  readonly status: number | undefined;
  /** Why no response arrived; undefined if one arrived. */
  readonly error: unknown;
  /** Id under which the platform logged the request; undefined if there is no response or it has no id. */
  readonly requestId: string | undefined;
}

/** A call waits because of the client's own limits. */
export interface CallDelayedEvent extends OperationEvent {
  /** A call waits because of the client's own limits. */
  readonly type: "call-delayed";
  /** Which limit the call waits for. */
  readonly by: "rate-limit" | "concurrency";
}

/** A server asked for a longer pause than the rate limiter allows. All calls of the operation pause for `pauseMs`. */
export interface PauseShortenedEvent extends OperationEvent {
  /** A server asked for a longer pause than the rate limiter allows. */
  readonly type: "pause-shortened";
  /** The pause that the server asked for, in milliseconds. */
  readonly requestedMs: number;
  /** The pause of all calls of the operation, in milliseconds. */
  readonly pauseMs: number;
}

/** A body differs from the specification. */
export interface ResponseInvalidEvent extends OperationEvent {
  /** A body differs from the specification. */
  readonly type: "response-invalid";
  /** HTTP status of the response. */
  readonly status: number;
  /** What differs. Each problem names its place. */
  readonly problems: readonly string[];
  /** Id under which the platform logged the request; undefined if the response has none. */
  readonly requestId: string | undefined;
}

/** What happens to calls. No event has a token, a VIN or the body of a success. */
export type CallEvent =
  | CallCompletedEvent
  | CallFailedEvent
  | CallRetriedEvent
  | CallDelayedEvent
  | PauseShortenedEvent
  | ResponseInvalidEvent;

/** What happens to calls and tokens. */
export type ClientEvent = CallEvent | AuthEvent;

/** Is called with each event as it happens. Exceptions that it throws are ignored. */
export type OnClientEvent = (event: ClientEvent) => void;

export function emit(onEvent: OnClientEvent | undefined, event: CallEvent): void {
  try {
    onEvent?.(event);
  } catch {
    // An exception of the observer must not change the result of the call.
  }
}
