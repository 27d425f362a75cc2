/** What an operation answers, before it becomes a `Response`. */
export interface OperationResult {
  readonly status: number;
  /** Absent where the specification documents no body. */
  readonly body?: unknown;
  /** HTML, for the consent page alone. */
  readonly page?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown where the way to an answer ends: 401 without a token, 404 without a clearance. */
export class PlatformError extends Error {
  override readonly name: string = "PlatformError";
  readonly status: number;
  readonly details: readonly [Problem, ...Problem[]];
  /** Replaces the body that the problems make. */
  readonly body: unknown;

  constructor(status: number, problems: Problem | readonly [Problem, ...Problem[]], body?: unknown) {
    const details: readonly [Problem, ...Problem[]] = "detail" in problems ? [problems] : problems;
    super(details[0].detail);
    this.status = status;
    this.details = details;
    this.body = body;
  }
}

export interface Problem {
  /** The documented heading; the one of the status when absent. */
  readonly title?: string;
  readonly detail: string;
  readonly source?: string;
  /** For the two OAuth operations, whose errors are RFC 6749 §5.2 objects. */
  readonly error?: string;
}
