import { idempotencyExceptions, type OperationKey } from "@high-mobility-ts/schema/facts";

export type { OperationKey };

/** Whether repeating the operation has no further effect; `operation` is `METHOD path`. */
export function isIdempotent(operation: string): boolean {
  return idempotencyExceptions[operation] ?? !/^(?:POST|PATCH) /.test(operation);
}

/** So many calls per application in any such period. */
export interface RateLimit {
  readonly calls: number;
  readonly periodSeconds: number;
}

/**
 * `METHOD path` of a request, with what looks like a VIN replaced: `GET /v1/fleets/vehicles/{vin}`. For errors, logs and
 * limits, where no VIN belongs.
 */
export function operationOf(method: string, url: string): string {
  const [, path = "/"] = /^[a-z]+:\/\/[^/]*([^?#]*)/i.exec(url) ?? [];
  return `${method} ${path.replace(/\/[A-Z0-9]{17}(?=\/|$)/gi, "/{vin}") || "/"}`;
}
