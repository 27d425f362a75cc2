import type { Change, Where } from "../../src/diff/codes/change.ts";

export function whereOf(operation: string, more: Partial<Where> = {}): Where {
  return { operation, side: "response", status: "200", path: ".a", ...more };
}

/** A minor change of a response, except for the given parts. */
export function change(parts: Partial<Change> = {}): Change {
  return {
    code: "property-added",
    level: "minor",
    where: whereOf("GET /a"),
    alsoAt: [],
    old: null,
    new: null,
    reason: "There is more to read.",
    ...parts,
  };
}
