import { isTransientStatus } from "../resilience/retry-policy.ts";
import { requestIdOf } from "./error-body.ts";
import { HighMobilityError } from "./high-mobility-error.ts";

/** Why a response is not accepted, and its content without secrets (see `Redactor`). */
export interface UnexpectedResponse {
  /** The response as received. */
  readonly response: Response;
  /** Its body as text; empty if it was read as JSON. */
  readonly body: string;
  /** What is wrong, as a clause that follows the status. Default: made from the body and its content type. */
  readonly reason?: string;
  /** Where the body breaks the specification, one entry per place. */
  readonly problems?: readonly string[];
  /** The error that led to this one, such as that of a JSON parser. */
  readonly cause?: unknown;
}

/**
 * The response is not what the specification promises: HTML from a proxy, truncated JSON, an empty body or `null` instead of
 * data, a body over the size limit, or one that response validation rejected. `contentType` and the first 200 characters of
 * the body (`bodyStart`) show what arrived instead; access tokens in them are replaced by `[redacted]`.
 */
export class UnexpectedResponseError extends HighMobilityError {
  override readonly name = "UnexpectedResponseError";
  override readonly code = "unexpected-response";
  /** HTTP status of the response. */
  declare readonly status: number;
  /** The `content-type` of the response; undefined if it has none. */
  readonly contentType: string | undefined;
  /** The first 200 characters of the body. */
  readonly bodyStart: string;
  /** What response validation found; empty if the body could not be read as JSON. */
  readonly problems: readonly string[];

  constructor(operation: string, { response, body, reason, problems = [], cause }: UnexpectedResponse) {
    const { status, headers } = response;
    const contentType = headers.get("content-type") ?? undefined;
    const why = reason ?? describe(body, contentType, problems);
    super(`${operation} failed: ${status} with ${why}`, {
      operation,
      status,
      requestId: requestIdOf(response),
      retryable: isTransientStatus(status),
      cause,
    });
    this.contentType = contentType;
    this.bodyStart = body.slice(0, 200);
    this.problems = problems;
  }
}

function describe(body: string, contentType: string | undefined, problems: readonly string[]): string {
  if (problems.length > 0)
    return `a body that differs from the specification: ${problems.join("; ")}. Update this package, or report it.`;
  const what =
    body === "" ? "an empty body" : `a body that is not JSON (${contentType ?? "no content type"})`;
  return `${what}. Check whether a proxy responded.`;
}
