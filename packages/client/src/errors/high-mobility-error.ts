/** Why a call gave no data; `code` tells the classes apart, and stays the same across minor releases. */
export type HighMobilityErrorCode = ApiErrorCode | "aborted" | "network" | "timeout" | "unexpected-response";

/** Why the platform said no, made from the status and, where one status has several reasons, from the body. */
export type ApiErrorCode =
  | "conflict"
  | "forbidden"
  | "invalid-request"
  | "no-active-consent"
  | "not-authorized"
  | "not-cleared-yet"
  | "not-found"
  | "oem-error"
  | "privacy-mode"
  | "rate-limited"
  | "server-error"
  | "too-early"
  | "unexpected-status"
  | "vehicle-asleep";

/** What an error knows beside its message. */
export interface ErrorFacts {
  readonly operation: string;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly retryable?: boolean | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** The same symbol in every copy and version of this package. */
const brand: unique symbol = Symbol.for("@high-mobility-ts/client/error");

/** Base of every error of this package. */
export abstract class HighMobilityError extends Error {
  abstract readonly code: HighMobilityErrorCode;
  /** Method and path template, such as `GET /v1/fleets/vehicles/{vin}`. */
  readonly operation: string;
  /** HTTP status of the answer; undefined when there was none. */
  readonly status: number | undefined;
  /** Id under which the platform logged the request, from the answer's body or its `x-request-id` header. */
  readonly requestId: string | undefined;
  /** Whether the same call may well succeed later, unchanged. */
  readonly retryable: boolean;
  /** How long the platform asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, facts: ErrorFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.operation = facts.operation;
    this.status = facts.status;
    this.requestId = facts.requestId;
    this.retryable = facts.retryable ?? false;
    this.retryAfterMs = facts.retryAfterMs;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Whether a caught value is an error of this package, of whichever copy or version of it. */
export function isHighMobilityError(value: unknown): value is HighMobilityError {
  return typeof value === "object" && value !== null && Reflect.get(value, brand) === true;
}
