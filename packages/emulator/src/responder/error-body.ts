import { type ErrorFormat, errorFormats } from "@high-mobility-ts/schema/facts";
import type { OperationId } from "@high-mobility-ts/schema/operations";
import type { ErrorEntry } from "./operation-output.ts";

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Not Authorized",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  408: "Request Timeout",
  409: "Conflict",
  413: "Payload too large",
  422: "Unprocessable Entity",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
  504: "Timeout",
};

const details: Readonly<Record<number, string>> = {
  400: "injected fault: invalid request",
  401: "injected fault: access token rejected",
  403: "injected fault: access denied",
  404: "injected fault: no clearance",
  408: "injected fault: the vehicle is asleep",
  409: "injected fault: conflict with a clearance",
  422: "injected fault: invalid input",
  429: "retry after 10s",
  500: "injected fault: error of the platform",
  503: "injected fault: error of the carmaker",
  504: "injected fault: no response of the carmaker",
};

/** Returns the problem of an injected fault. For a 429 it names the same wait as its `retry-after` header. */
export function injectedProblem(status: number, headers: Readonly<Record<string, string>> = {}): ErrorEntry {
  const retryAfter = new Headers(headers).get("retry-after") ?? "";
  const waits = status === 429 && /^\d+$/.test(retryAfter);
  return { detail: waits ? `retry after ${retryAfter}s` : (details[status] ?? "made to fail") };
}

/** Returns the documented format of the operation's errors; `errors` if there is no operation. */
function errorFormat(operation: OperationId | undefined, status: number): ErrorFormat {
  const formats = operation === undefined ? undefined : errorFormats[operation];
  return formats?.[status] ?? formats?.default ?? "errors";
}

/** Returns whether the operation's error has the format of RFC 6749 section 5.2. */
export function usesOAuthErrors(operation: OperationId | undefined, status: number): boolean {
  return errorFormat(operation, status) === "oauth";
}

interface ErrorBody {
  readonly operation: OperationId | undefined;
  readonly status: number;
  readonly problems: readonly ErrorEntry[];
  readonly requestId: string;
}

/** Returns the body of an error in the documented format of the operation. */
export function errorBody({ operation, status, problems, requestId }: ErrorBody): unknown {
  if (usesOAuthErrors(operation, status))
    return {
      error: problems[0]?.error ?? (status === 401 ? "invalid_token" : "invalid_request"),
      error_description: problems.map(({ detail }) => detail).join(", "),
    };
  const errors = problems.map(({ title, detail, source }) => ({
    title: title ?? titles[status] ?? "Error",
    detail,
    ...(source === undefined ? {} : { source }),
  }));
  return errorFormat(operation, status) === "errors-with-request-id"
    ? { errors, request_id: requestId }
    : { errors };
}
