import type { Failure } from "../call/result.ts";
import { requestedDelayMs } from "../resilience/requested-delay.ts";
import { isTransientStatus } from "../resilience/retry-policy.ts";
import { type ErrorDetail, errorDetails, requestIdOf } from "./error-body.ts";
import { type ApiErrorCode, HighMobilityError } from "./high-mobility-error.ts";

/** The platform said no: which operation, which status, why, and what to quote to its support. */
export class ApiError extends HighMobilityError {
  override readonly name = "ApiError";
  override readonly code: ApiErrorCode;
  declare readonly status: number;
  /** What the body says, in the order of the body; empty when it has no errors. */
  readonly errors: readonly ErrorDetail[];
  /** The body as received. */
  readonly body: object;

  constructor({ error: body, operation, response, status }: Failure<number, object>) {
    const errors = errorDetails(body);
    const code = codeOf(status, errors);
    const requestId = requestIdOf(response, body);
    const details = errors.flatMap(({ detail }) => detail ?? []);
    super(message(operation, status, code, errors, requestId), {
      operation,
      status,
      requestId,
      retryable: isTransientStatus(status),
      retryAfterMs: requestedDelayMs(response.headers, details, Date.now()),
    });
    this.code = code;
    this.errors = errors;
    this.body = body;
  }
}

const advice: Record<ApiErrorCode, string> = {
  conflict: "read the clearance to see its state",
  forbidden: "check which APIs and scopes the application has in the console",
  "invalid-request": "correct the request before sending it again",
  "no-active-consent": "clear the vehicle, or ask its owner for consent, first",
  "not-authorized": "check client id, credentials and environment",
  "not-cleared-yet": "wait until the clearance is approved",
  "not-found": "check the VIN and that it was registered with this application",
  "oem-error": "the carmaker's service failed; try again later",
  "privacy-mode": "the driver has switched data off; try again later",
  "rate-limited": "slow down and try again later",
  "server-error": "the platform failed; try again later",
  "too-early": "try again later",
  "unexpected-status": "look for a proxy between the application and the platform",
  "vehicle-asleep": "the vehicle is offline or asleep; try again later",
};

function message(
  operation: string,
  status: number,
  code: ApiErrorCode,
  errors: readonly ErrorDetail[],
  requestId: string | undefined,
): string {
  const reasons = errors.map(({ title, detail, source }) =>
    [title, detail && (source ? `${source}: ${detail}` : detail)].filter(Boolean).join(", "),
  );
  const why = reasons.length > 0 ? `: ${reasons.join("; ")}` : "";
  const id = requestId ? ` (request id ${requestId})` : "";
  return `${operation} answered ${status}${why}${id}; ${advice[code]}`;
}

function codeOf(status: number, errors: readonly ErrorDetail[]): ApiErrorCode {
  const says = (words: RegExp) => errors.some(({ title, detail }) => words.test(`${title} ${detail}`));
  switch (status) {
    case 400:
      return "invalid-request";
    case 401:
      return "not-authorized";
    case 403:
      if (says(/privacy/i)) return "privacy-mode";
      return says(/consent/i) ? "no-active-consent" : "forbidden";
    case 404:
      return "not-found";
    case 408:
      return "vehicle-asleep";
    case 409:
      return "conflict";
    case 422:
      if (says(/too early/i)) return "too-early";
      return says(/pending|not available yet/i) ? "not-cleared-yet" : "invalid-request";
    case 429:
      return "rate-limited";
    case 503:
    case 504:
      return "oem-error";
    default:
      return status >= 500 ? "server-error" : "unexpected-status";
  }
}
