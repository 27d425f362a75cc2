import { type ApiErrorCode, HighMobilityError } from "./errors.ts";
import type { Failure } from "./result.ts";

/** One error of an answer, as the platform words it. */
export interface ErrorDetail {
  readonly title: string | undefined;
  readonly detail: string | undefined;
  /** The field or header at fault. */
  readonly source: string | undefined;
}

/** The platform said no: which operation, which status, why, and what to quote to its support. */
export class ApiError extends HighMobilityError {
  override readonly name = "ApiError";
  override readonly code: ApiErrorCode;
  /** What the body says, in the order of the body; empty when it has no errors. */
  readonly errors: readonly ErrorDetail[];
  /** Id under which the platform logged the request, from the body or the `x-request-id` header. */
  readonly requestId: string | undefined;
  /** The body as received. */
  readonly body: object;

  constructor({ error: body, operation, response, status }: Failure<number, object>) {
    const errors = errorDetails(body);
    const code = codeOf(status, errors);
    const requestId = textAt(body, "request_id") ?? response.headers.get("x-request-id") ?? undefined;
    super(message(operation, status, code, errors, requestId), operation, status);
    this.code = code;
    this.errors = errors;
    this.requestId = requestId;
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

/** Both forms the platform uses: a list of errors, and the OAuth pair of RFC 6749 section 5.2. */
function errorDetails(body: object): ErrorDetail[] {
  if ("errors" in body && Array.isArray(body.errors))
    return body.errors
      .filter((item): item is object => typeof item === "object" && item !== null)
      .map((item) => ({
        title: textAt(item, "title"),
        detail: textAt(item, "detail"),
        source: textAt(item, "source"),
      }));
  const error = textAt(body, "error");
  return error ? [{ title: error, detail: textAt(body, "error_description"), source: undefined }] : [];
}

function textAt(value: object, key: string): string | undefined {
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : undefined;
}
