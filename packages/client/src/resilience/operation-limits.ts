import type { operations } from "@high-mobility-ts/schema/operations";

// What retry and rate limit need of the operation table. The table itself would double the size of a small app, so these
// are copies of it that do not compile when it says something else.

type Table = typeof operations;
type KeyOf<Op> = Op extends { method: infer M extends string; path: infer P extends string }
  ? `${M} ${P}`
  : never;

/** Every operation, as `METHOD path`. */
export type OperationKey = KeyOf<Table[keyof Table]>;

type Idempotent<Yes extends boolean> = {
  [Id in keyof Table]: Table[Id]["idempotent"] extends Yes ? KeyOf<Table[Id]> : never;
}[keyof Table];

/** The idempotent operations that HTTP does not call so (RFC 9110 section 9.2.2): to repeat them has no further effect. */
const idempotentPosts: Readonly<Record<Extract<Idempotent<true>, `POST ${string}`>, true>> = {
  "POST /v1/eligibility": true,
};

/** Those that HTTP calls idempotent and the table does not: none, or this would not compile. */
const exceptions: Readonly<Record<Exclude<Idempotent<false>, `POST ${string}`>, true>> = {};

/** Whether repeating the operation has no further effect; `operation` is `METHOD path`. */
export function isIdempotent(operation: string): boolean {
  if (operation.startsWith("POST ")) return operation in idempotentPosts;
  return !operation.startsWith("PATCH ") && !(operation in exceptions);
}

/** So many calls per application in any such period. */
export interface RateLimit {
  readonly calls: number;
  readonly periodSeconds: number;
}

type Limited = { [Id in keyof Table]: Table[Id]["rateLimit"] extends null ? never : Id }[keyof Table];

/** The documented limits, by `METHOD path`. */
export const documentedLimits: { readonly [Id in Limited as KeyOf<Table[Id]>]: Table[Id]["rateLimit"] } = {
  "GET /v1/fleets/vehicles/{vin}": { calls: 60, periodSeconds: 60 },
};

/**
 * `METHOD path` of a request, with what looks like a VIN replaced: `GET /v1/fleets/vehicles/{vin}`. For errors, logs and
 * limits, where no VIN belongs.
 */
export function operationOf(method: string, url: string): string {
  const [, path = "/"] = /^[a-z]+:\/\/[^/]*([^?#]*)/i.exec(url) ?? [];
  return `${method} ${path.replace(/\/[A-Z0-9]{17}(?=\/|$)/gi, "/{vin}") || "/"}`;
}
