import { bodyKinds, idempotencyExceptions } from "@high-mobility-ts/schema/facts";

/** Returns whether data has the JSON type that the operation documents; true for an undocumented operation. */
export function isDocumentedKind(operation: string, data: unknown): boolean {
  const kind = (bodyKinds as Readonly<Record<string, string>>)[operation];
  if (kind === undefined || kind === "none") return true;
  if (typeof data !== "object" || data === null) return false;
  if (Array.isArray(data) || kind === "list") return Array.isArray(data) && kind === "list";
  return kind === "open" || !isEmpty(data);
}

function isEmpty(data: object): boolean {
  for (const _name in data) return false;
  return true;
}

/** Returns whether repeating the operation has no further effect; `operation` is `METHOD path`. */
export function isIdempotent(operation: string): boolean {
  return idempotencyExceptions[operation] ?? !/^(?:POST|PATCH) /.test(operation);
}

/** A number of calls per application in any period of this length. */
export interface RateLimit {
  /** The most calls in one period, > 0. */
  readonly calls: number;
  /** The length of a period, in seconds, > 0. */
  readonly periodSeconds: number;
}
