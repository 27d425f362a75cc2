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
  400: "the request was made to fail",
  401: "the access token was made to fail",
  403: "access was made to fail",
  404: "the clearance was made to be missing",
  408: "the vehicle was made to sleep",
  409: "the clearance was made to be in the way",
  422: "the input was made to fail",
  429: "retry after 10s",
  500: "the platform was made to fail",
  503: "the carmaker was made to fail",
  504: "the carmaker was made to be silent",
};

/** Returns what an injected fault says: for a 429, as long a wait as its `retry-after` header does. */
export function injectedProblem(status: number, headers: Readonly<Record<string, string>> = {}): ErrorEntry {
  const retryAfter = new Headers(headers).get("retry-after") ?? "";
  const waits = status === 429 && /^\d+$/.test(retryAfter);
  return { detail: waits ? `retry after ${retryAfter}s` : (details[status] ?? "made to fail") };
}

/** The documented format of the operation's error; `errors` where no operation is known. */
function errorFormat(operation: OperationId | undefined, status: number): ErrorFormat {
  const formats = operation === undefined ? undefined : errorFormats[operation];
  return formats?.[status] ?? formats?.default ?? "errors";
}

/** Whether the operation's error has the shape of RFC 6749 §5.2. */
export function usesOAuthErrors(operation: OperationId | undefined, status: number): boolean {
  return errorFormat(operation, status) === "oauth";
}

interface ErrorBody {
  readonly operation: OperationId | undefined;
  readonly status: number;
  readonly problems: readonly ErrorEntry[];
  readonly requestId: string;
}

/** The body of an error, in the one of three documented shapes that the operation uses. */
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
