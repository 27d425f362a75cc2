export const levels = ["patch", "minor", "major"] as const;

/** The level of a release with the change (semantic versioning), for callers of the typed client. */
export type Level = (typeof levels)[number];

export type Side = "request" | "response";

export interface Rating {
  readonly level: Level;
  /** One sentence about the callers of the typed client. */
  readonly reason: string;
  /**
   * A response may contain more than before. The compiler may report a break, but by our policy the change is
   * minor.
   */
  readonly widening?: boolean;
}

/** The meaning of one kind of change on each side; `null` if it cannot occur. */
export interface ChangeRule {
  readonly meaning: string;
  readonly request: Rating | null;
  readonly response: Rating | null;
}
