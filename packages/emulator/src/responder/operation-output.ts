/** What an operation returns, before it becomes a `Response`. */
export interface OperationOutput {
  readonly status: number;
  /** Absent where the specification documents no body. */
  readonly body?: unknown;
  /** HTML, for the consent page alone. */
  readonly page?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What an injected fault says instead of what the problems make. */
interface Replacement {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Thrown where an operation ends with an error: 401 without a token, 404 without a clearance. */
export class PlatformError extends Error {
  override readonly name: string = "PlatformError";
  readonly status: number;
  readonly details: readonly [ErrorEntry, ...ErrorEntry[]];
  readonly replacement: Replacement;

  constructor(
    status: number,
    problems: ErrorEntry | readonly [ErrorEntry, ...ErrorEntry[]],
    replacement: Replacement = {},
  ) {
    const details: readonly [ErrorEntry, ...ErrorEntry[]] = "detail" in problems ? [problems] : problems;
    super(details[0].detail);
    this.status = status;
    this.details = details;
    this.replacement = replacement;
  }
}

export interface ErrorEntry {
  /** The documented heading; the one of the status when absent. */
  readonly title?: string;
  readonly detail: string;
  readonly source?: string;
  /** For the two OAuth operations, whose errors are RFC 6749 §5.2 objects. */
  readonly error?: string;
}
