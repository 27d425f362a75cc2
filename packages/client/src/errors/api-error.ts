import { errorDetails, isConsentProblem, requestedDelayMs } from "@high-mobility-ts/guards";
import type { Failure } from "../call/result.ts";
import { isTransientStatus } from "../resilience/retry-policy.ts";
import { type ErrorDetail, requestIdOf } from "./error-body.ts";
import { type ApiErrorCode, HighMobilityError } from "./high-mobility-error.ts";

/**
 * The platform rejected a call. The error has the operation, the status, the reasons, and the id for the
 * platform's support.
 */
export class ApiError extends HighMobilityError {
  override readonly name = "ApiError";
  override readonly code: ApiErrorCode;
  /** HTTP status of the response, outside 2xx. */
  declare readonly status: number;
  /** The errors in the body, in the order of the body; empty if it has none. */
  readonly errors: readonly ErrorDetail[];
  /** The body as received; access tokens in it are replaced by `[redacted]`. */
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
  conflict: "Read the clearance to see its state.",
  forbidden: "Check in the console which APIs and scopes the application has.",
  "invalid-request": "Correct the request before you send it again.",
  "no-active-consent": "Clear the vehicle first, or ask its owner for consent.",
  "not-authorized":
    "Check that credentials and token are for this environment or base URL, and that the application may call this API.",
  "not-cleared-yet": "Wait until the clearance is approved.",
  "not-found": "Check the VIN, and that it was registered with this application.",
  "oem-error": "The carmaker's service failed. Try again later.",
  "privacy-mode": "The driver has switched off data. Try again later.",
  "rate-limited": "Send fewer requests, and try again later.",
  "server-error": "The platform failed. Try again later.",
  "too-early": "Try again later.",
  "unexpected-status": "Check whether a proxy between the application and the platform responded.",
  "vehicle-asleep": "The vehicle is offline or asleep. Try again later.",
};

/** A longer text from a server is truncated in messages. */
const maxReasonsLength = 1_000;

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
  const reason = reasons.join("; ").slice(0, maxReasonsLength).replace(/\.$/, "");
  const id = requestId ? ` (request id ${requestId})` : "";
  return `${operation} failed: ${status}${reason && ` ${reason}`}${id}. ${advice[code]}`;
}

function codeOf(status: number, errors: readonly ErrorDetail[]): ApiErrorCode {
  const says = (words: RegExp) => errors.some(({ title, detail }) => words.test(`${title} ${detail}`));
  switch (status) {
    case 400:
      return "invalid-request";
    case 401:
      return isConsentProblem(errors) ? "no-active-consent" : "not-authorized";
    case 403:
      if (says(/privacy/i)) return "privacy-mode";
      return isConsentProblem(errors) ? "no-active-consent" : "forbidden";
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
