import {
  type OlderLevel,
  type Operation,
  type OperationId,
  operations,
} from "@high-mobility-ts/schema/operations";
import {
  cancelClearance,
  createClearances,
  createVehicleAccessToken,
  deleteClearance,
  getClearance,
  listClearances,
} from "../clearances/clearance-endpoints.ts";
import { consentPath } from "../oauth/consent.ts";
import { createAccessToken, getVehicleInfo, revokeAccessToken } from "../oauth/token-endpoints.ts";
import type { AuthenticatedHandler, OpenOperation, OperationHandler } from "../platform.ts";
import { createValuation, getStaticData, getStaticDataByVin } from "../vehicles/static-data.ts";
import { checkEligibility, getVehicleData } from "../vehicles/vehicle-endpoints.ts";

export const openHandlers: Readonly<Record<OpenOperation, OperationHandler>> = {
  createAccessToken,
  revokeAccessToken,
};

const authenticatedHandlers: Readonly<
  Record<Exclude<OperationId, OpenOperation | OlderLevel>, AuthenticatedHandler>
> = {
  getVehicleInfo,
  checkEligibility,
  createClearances,
  listClearances,
  getClearance,
  deleteClearance,
  cancelClearance,
  createVehicleAccessToken,
  getVehicleData,
  getStaticData,
  createValuation,
  getStaticDataByVin,
};

const handlerById: ReadonlyMap<string, AuthenticatedHandler> = new Map(Object.entries(authenticatedHandlers));

/** Returns what an operation with an access token does. An older level of an operation does what the newest one does. */
export function authenticatedHandler({ id, levelOf }: Operation): AuthenticatedHandler {
  const handler = handlerById.get(levelOf ?? id);
  if (!handler) throw new Error(`The emulator does not implement the operation ${id}.`);
  return handler;
}

export function isOpen(id: OperationId): id is OpenOperation {
  return Object.hasOwn(openHandlers, id);
}

export interface Route {
  readonly operation: Operation | undefined;
  readonly vin: string;
  /** Methods that the path has; empty when nothing is there. */
  readonly methods: readonly string[];
  /** The page of the owner panel, which is not an operation of the specification. */
  readonly isConsent: boolean;
}

const parameter = "{vin}";

interface Pattern {
  readonly operation: Operation;
  readonly segments: readonly string[];
}

/** Literal paths come first, so that `access_tokens` in `/v1/fleets/access_tokens` is not taken for a VIN. */
const patterns: readonly Pattern[] = Object.values<Operation>(operations)
  .map((operation) => ({ operation, segments: operation.path.split("/") }))
  .sort((left, right) => parameterCount(left) - parameterCount(right));

function parameterCount({ segments }: Pattern): number {
  return segments.filter((segment) => segment === parameter).length;
}

export function routeOf(method: string, given: string): Route {
  // The documented URL of the eligibility check has two slashes, because its base URL ends in one.
  const pathname = given.replace(/^\/+/, "/");
  if (pathname === consentPath)
    return { operation: undefined, vin: "", methods: ["GET", "POST"], isConsent: true };
  const segments = pathname.split("/");
  const matching = patterns.filter((pattern) => isAt(pattern, segments));
  const found = matching.find(({ operation }) => operation.method === method);
  const vin = found ? (segments[found.segments.indexOf(parameter)] ?? "") : "";
  return {
    operation: found?.operation,
    vin: decodeSegment(vin),
    methods: matching.map(({ operation }) => operation.method),
    isConsent: false,
  };
}

function isAt(pattern: Pattern, segments: readonly string[]): boolean {
  if (pattern.segments.length !== segments.length) return false;
  return pattern.segments.every((expected, index) =>
    expected === parameter ? segments[index] !== "" : expected === segments[index],
  );
}

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
