import { type ErrorFacts, HighMobilityError, isHighMobilityError } from "./high-mobility-error.ts";

/** No answer came in the time that was given: to one try, or to the call with all its tries and waits. */
export class TimeoutError extends HighMobilityError {
  override readonly name = "TimeoutError";
  override readonly code = "timeout";
  /** The time that was given, in milliseconds. */
  readonly timeoutMs: number;

  constructor(operation: string, timeoutMs: number) {
    super(`${operation} did not answer within ${timeoutMs} ms; try again later, or allow more time`, {
      operation,
      retryable: true,
    });
    this.timeoutMs = timeoutMs;
  }
}

/** The connection failed; `cause` is what `fetch` said. */
export class NetworkError extends HighMobilityError {
  override readonly name = "NetworkError";
  override readonly code = "network";

  constructor(operation: string, cause: unknown) {
    const why = reasonOf(cause);
    super(`${operation} got no answer${why && `: ${why}`}; check network, address and proxy`, {
      operation,
      retryable: true,
      cause,
    });
  }
}

/** The caller's own `signal` ended the call; `cause` is the signal's reason. */
export class AbortError extends HighMobilityError {
  override readonly name = "AbortError";
  override readonly code = "aborted";

  constructor(operation: string, reason: unknown) {
    const facts: ErrorFacts = { operation, cause: reason };
    super(`${operation} was aborted by its caller's signal`, facts);
  }
}

/** The system's code, such as `ECONNREFUSED`, which runtimes put into the error or its cause; else what it says. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const { code } = error as { code?: unknown };
  if (typeof code === "string") return code;
  return reasonOf(error.cause) || error.message;
}

/** `fetch` fails with a TypeError, and outside of the standard with a system error, whose code is text. */
export function isNetworkFailure(error: unknown): boolean {
  if (isHighMobilityError(error) || !(error instanceof Error) || error.name === "AuthError") return false;
  return error instanceof TypeError || typeof (error as { code?: unknown }).code === "string";
}
