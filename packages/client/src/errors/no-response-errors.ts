import { reasonOf } from "@high-mobility-ts/guards";
import { type ErrorFacts, HighMobilityError, isHighMobilityError } from "./high-mobility-error.ts";

/** No response arrived within the time limit of an attempt, or of the call with all its attempts and waits. */
export class TimeoutError extends HighMobilityError {
  override readonly name = "TimeoutError";
  override readonly code = "timeout";
  /** The time limit, in milliseconds. */
  readonly timeoutMs: number;

  constructor(operation: string, timeoutMs: number) {
    super(`${operation} failed: no response within ${timeoutMs} ms. Try again later, or allow more time.`, {
      operation,
      retryable: true,
    });
    this.timeoutMs = timeoutMs;
  }
}

/** The connection failed. `cause` is a copy of the error of `fetch`, without its request and without secrets. */
export class NetworkError extends HighMobilityError {
  override readonly name = "NetworkError";
  override readonly code = "network";

  constructor(operation: string, cause: unknown) {
    const reason = reasonOf(cause);
    super(`${operation} failed: no response${reason && ` (${reason})`}. Check network, address and proxy.`, {
      operation,
      retryable: isNetworkFailure(cause),
      cause,
    });
  }
}

/** The wait between two attempts of a call. */
export interface RetryWait {
  /** The next attempt, counted from 2. */
  readonly attempt: number;
  /** The length of the wait, in milliseconds. */
  readonly delayMs: number;
  /** The status of the last response; undefined if there was none. */
  readonly status: number | undefined;
}

/**
 * The caller's own `signal` ended the call. `cause` is the signal's reason; the message says whether the call was
 * waiting for the next attempt.
 */
export class AbortError extends HighMobilityError {
  override readonly name = "AbortError";
  override readonly code = "aborted";

  constructor(operation: string, reason: unknown, wait?: RetryWait) {
    const facts: ErrorFacts = { operation, cause: reason, status: wait?.status };
    super(`${operation} failed: its caller's signal aborted it${wait ? whileWaiting(wait) : ""}.`, facts);
  }
}

function whileWaiting({ attempt, delayMs, status }: RetryWait): string {
  return ` while it waited ${Math.round(delayMs)} ms for attempt ${attempt}, after ${status ?? "no response"}`;
}

/** `fetch` fails with a `TypeError`. Some implementations fail with a system error, whose code is text. */
function isNetworkFailure(error: unknown): boolean {
  if (isHighMobilityError(error) || !(error instanceof Error) || error.name === "AuthError") return false;
  return error.name === "TypeError" || typeof (error as { code?: unknown }).code === "string";
}
