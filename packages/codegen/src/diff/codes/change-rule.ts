export const levels = ["patch", "minor", "major"] as const;

/** What a release with the change must be called (semantic versioning), for callers of the typed client. */
export type Level = (typeof levels)[number];

export type Side = "request" | "response";

export interface Rating {
  readonly level: Level;
  /** One sentence about the callers of the typed client. */
  readonly reason: string;
  /** More may come back than before: the compiler may see a break, and policy calls it minor all the same. */
  readonly widening?: boolean;
}

/** What one kind of change means on each side; `null` where it cannot occur. */
export interface ChangeRule {
  readonly meaning: string;
  readonly request: Rating | null;
  readonly response: Rating | null;
}
