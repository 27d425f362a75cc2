import { isTransientStatus } from "../resilience/retry-policy.ts";
import { requestIdOf } from "./error-body.ts";
import { HighMobilityError } from "./high-mobility-error.ts";

/** Why an answer is not accepted, and what came instead. */
export interface UnexpectedResponse {
  readonly response: Response;
  readonly body: string;
  /** Where the body breaks the specification, one entry per place. */
  readonly problems?: readonly string[];
  readonly cause?: unknown;
}

/**
 * The answer is not what the specification promises: HTML from a proxy, truncated JSON, an empty body where data should
 * be, or a body that response validation refused. `contentType` and the first 200 characters of the body (`bodyStart`)
 * show what came instead.
 */
export class UnexpectedResponseError extends HighMobilityError {
  override readonly name = "UnexpectedResponseError";
  override readonly code = "unexpected-response";
  declare readonly status: number;
  readonly contentType: string | undefined;
  readonly bodyStart: string;
  /** What response validation found; empty when the body could not even be read as JSON. */
  readonly problems: readonly string[];

  constructor(operation: string, { response, body, problems = [], cause }: UnexpectedResponse) {
    const { status, headers } = response;
    const contentType = headers.get("content-type") ?? undefined;
    super(`${operation} answered ${status} with ${describe(body, contentType, problems)}`, {
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
    return `a body that breaks the specification: ${problems.join("; ")}; update this package or report it`;
  const what =
    body === "" ? "an empty body" : `a body that is not JSON (${contentType ?? "no content type"})`;
  return `${what}; look for a proxy in between`;
}
