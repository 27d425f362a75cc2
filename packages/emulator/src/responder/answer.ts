/** What an operation answers, before it becomes a `Response`. */
export interface Answer {
  readonly status: number;
  /** Absent where the specification documents no body. */
  readonly body?: unknown;
}

/** Thrown where the way to an answer ends: 401 without a token, 404 without a clearance. */
export class Refusal extends Error {
  override readonly name: string = "Refusal";
  readonly status: number;
  readonly details: readonly Problem[];

  constructor(status: number, ...details: readonly [Problem, ...Problem[]]) {
    super(details[0].detail);
    this.status = status;
    this.details = details;
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
