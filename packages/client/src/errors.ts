/** Why a call gave no data; `code` tells the classes apart, and stays the same across minor releases. */
export type HighMobilityErrorCode = ApiErrorCode | "unexpected-response";

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

/** Base of every error of this package. */
export abstract class HighMobilityError extends Error {
  abstract readonly code: HighMobilityErrorCode;
  /** Method and path template, such as `GET /v1/fleets/vehicles/{vin}`. */
  readonly operation: string;
  /** HTTP status of the answer. */
  readonly status: number;

  constructor(message: string, operation: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.operation = operation;
    this.status = status;
  }
}

/**
 * The answer is not what the specification promises: HTML from a proxy, truncated JSON, an empty body where data should
 * be. `contentType` and the first 200 characters of the body (`bodyStart`) show what came instead.
 */
export class UnexpectedResponseError extends HighMobilityError {
  override readonly name = "UnexpectedResponseError";
  override readonly code = "unexpected-response";
  readonly contentType: string | undefined;
  readonly bodyStart: string;

  constructor(operation: string, response: Response, body: string, options?: ErrorOptions) {
    const contentType = response.headers.get("content-type") ?? undefined;
    const what =
      body === "" ? "an empty body" : `a body that is not JSON (${contentType ?? "no content type"})`;
    super(
      `${operation} answered ${response.status} with ${what}; look for a proxy in between`,
      operation,
      response.status,
      options,
    );
    this.contentType = contentType;
    this.bodyStart = body.slice(0, 200);
  }
}
