/** The result of an operation, before it becomes a `Response`. */
export interface OperationOutput {
  readonly status: number;
  /** Absent if the specification documents no body. */
  readonly body?: unknown;
  /** HTML, for the consent page only. */
  readonly page?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The body of an injected fault, instead of the body for the problems. */
interface Replacement {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Thrown if an operation ends with an error, such as a 401 without a token or a 404 without a clearance. */
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
  /** The documented title. Default: the title of the status. */
  readonly title?: string;
  readonly detail: string;
  readonly source?: string;
  /** For the two OAuth operations, whose errors have the format of RFC 6749 section 5.2. */
  readonly error?: string;
}
