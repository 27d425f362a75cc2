/** Why a call returned no data. Codes do not change in minor releases. */
export type HighMobilityErrorCode =
  | ApiErrorCode
  | "aborted"
  | "authentication"
  | "network"
  | "still-pending"
  | "timeout"
  | "unexpected-response";

/** Why the platform rejected a call, derived from the status and, if a status has several reasons, from the body. */
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

/** The fields of an error in addition to its message. */
export interface ErrorFacts {
  /** Method and path template, such as `GET /v1/fleets/vehicles/{vin}`. */
  readonly operation: string;
  /** HTTP status of the response. Default: no response arrived. */
  readonly status?: number | undefined;
  /** Id under which the platform logged the request. */
  readonly requestId?: string | undefined;
  /** Whether the same call may succeed later without a change. Default: `false`. */
  readonly retryable?: boolean | undefined;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/** The same symbol in every copy and version of this package. */
const brand: unique symbol = Symbol.for("@high-mobility-ts/client/error");

/** Base of every error of this package. */
export abstract class HighMobilityError extends Error {
  /** Says what went wrong. See {@link HighMobilityErrorCode}. */
  abstract readonly code: HighMobilityErrorCode;
  /** Method and path template, such as `GET /v1/fleets/vehicles/{vin}`. */
  readonly operation: string;
  /** HTTP status of the response; undefined if no response arrived. */
  readonly status: number | undefined;
  /** Id under which the platform logged the request, from the response's body or its `x-request-id` header. */
  readonly requestId: string | undefined;
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;
  /** How long the server asked to wait, in milliseconds. */
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

/** Recognizes the errors of this package, from every copy and version of it. */
export function isHighMobilityError(value: unknown): value is HighMobilityError {
  return typeof value === "object" && value !== null && Reflect.get(value, brand) === true;
}
