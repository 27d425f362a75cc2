import type { operations as OperationTypes } from "@high-mobility-ts/schema";
import { idempotencyExceptions, type OperationKey } from "@high-mobility-ts/schema/facts";
import type { operations } from "@high-mobility-ts/schema/operations";

export type { OperationKey };

type OperationTable = typeof operations;
type KeyOf<Op> = Op extends { method: infer M extends string; path: infer P extends string }
  ? `${M} ${P}`
  : never;

/** What a 2xx response contains. An `object` has at least one member; an `open` one may have none. */
type BodyKind = "none" | "list" | "object" | "open";

type BodyKindOf<Op> = Op extends { responses: { 200: { content: { "application/json": infer Body } } } }
  ? Body extends readonly unknown[]
    ? "list"
    : Record<never, never> extends Body
      ? "open"
      : "object"
  : "none";

/** The kind of the documented body of every operation; does not compile if the specification says something else. */
export const bodyKinds: {
  readonly [Id in keyof OperationTable as KeyOf<OperationTable[Id]>]: BodyKindOf<OperationTypes[Id]>;
} = {
  "DELETE /v1/access_tokens": "none",
  "DELETE /v1/fleets/vehicles/{vin}": "object",
  "GET /v1/fleets/vehicles": "list",
  "GET /v1/fleets/vehicles/{vin}": "object",
  "GET /v1/vehicle-data/autoapi-13/{vin}": "open",
  "GET /v1/vehicle-static-data/{vin}": "open",
  "GET /v1/vehicle-static-data/{vin}/data": "open",
  "GET /v1/vehicleinfo": "object",
  "POST /v1/access_tokens": "object",
  "POST /v1/eligibility": "object",
  "POST /v1/fleets/access_tokens": "object",
  "POST /v1/fleets/vehicles": "object",
  "POST /v1/fleets/{vin}/cancel_activation": "object",
  "POST /v1/vehicle-static-data/{vin}/valuation": "open",
};

/** Returns whether data is of the kind that the operation documents; true for an operation that is not documented. */
export function isDocumentedKind(operation: string, data: unknown): boolean {
  const kind = (bodyKinds as Readonly<Record<string, BodyKind>>)[operation];
  if (kind === undefined || kind === "none") return true;
  if (typeof data !== "object" || data === null) return false;
  if (Array.isArray(data) || kind === "list") return Array.isArray(data) && kind === "list";
  return kind === "open" || Object.keys(data).length > 0;
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
