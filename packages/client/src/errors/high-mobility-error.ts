/**
 * Why a call returned no data: an {@link ApiErrorCode}, or one of these. Codes do not change in minor releases.
 *
 * - `aborted`: the `signal` of the caller aborted the call.
 * - `authentication`: there is no usable token, or it must not be sent. The `cause` is an `AuthError` with
 *   its own code.
 * - `network`: the connection failed at every attempt. Check network, address and proxy.
 * - `still-pending`: clearances were not decided within `timeoutMs`. Wait again later, or use a webhook.
 * - `timeout`: no response arrived in time. Try again later, or allow more time with `timeout`.
 * - `unexpected-response`: the response is not what the specification promises, such as HTML from a proxy. Look at
 *   `contentType` and `bodyStart`.
 */
export type HighMobilityErrorCode =
  | ApiErrorCode
  | "aborted"
  | "authentication"
  | "network"
  | "still-pending"
  | "timeout"
  | "unexpected-response";

/**
 * Why the platform rejected a call, derived from the status and, if a status has several reasons, from the body.
 *
 * - `conflict`: the state of the clearance does not allow the operation (409). Read the clearance first.
 * - `forbidden`: the application may not do this (403). Check its APIs and scopes in the console.
 * - `invalid-request`: the request is not valid (400, 422). Correct it; `errors` name the fields.
 * - `no-active-consent`: the vehicle has no approved clearance or consent (401, 403). Clear it, or ask its owner.
 * - `not-authorized`: the platform rejected a new token, too (401). Check that credentials and server belong together.
 * - `not-cleared-yet`: the clearance is not approved yet (422). Wait until it is.
 * - `not-found`: there is no clearance or vehicle with this VIN (404). Check the VIN.
 * - `oem-error`: the service of the carmaker failed (503, 504). Try again later.
 * - `privacy-mode`: the driver has switched off data (403). Try again later.
 * - `rate-limited`: too many requests at every attempt (429). Send fewer requests.
 * - `server-error`: the platform failed (500). Try again later.
 * - `too-early`: the operation is not possible yet (422), such as a cancellation on the first day. Try again later.
 * - `unexpected-status`: the status is not documented. Check whether a proxy responded.
 * - `vehicle-asleep`: the vehicle is offline or asleep (408). Try again later.
 */
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
