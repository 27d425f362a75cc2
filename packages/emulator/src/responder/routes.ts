import { type Operation, type OperationId, operations } from "@high-mobility-ts/schema/operations";
import {
  cancelClearance,
  createClearances,
  createVehicleAccessToken,
  deleteClearance,
  getClearance,
  listClearances,
} from "../clearances/clearance-endpoints.ts";
import { createAccessToken, getVehicleInfo, revokeAccessToken } from "../oauth/token-endpoints.ts";
import type { AuthenticatedHandler, Handler, OpenOperation } from "../platform.ts";
import { createValuation, getStaticData, getStaticDataByVin } from "../vehicles/static-data.ts";
import { checkEligibility, getVehicleData } from "../vehicles/vehicle-endpoints.ts";

export const openHandlers: Readonly<Record<OpenOperation, Handler>> = {
  createAccessToken,
  revokeAccessToken,
};

export const authenticatedHandlers: Readonly<
  Record<Exclude<OperationId, OpenOperation>, AuthenticatedHandler>
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

export const isOpen = (id: OperationId): id is OpenOperation => Object.hasOwn(openHandlers, id);

const patterns: readonly { readonly operation: Operation; readonly pattern: RegExp }[] = Object.values(
  operations,
).map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.path.replaceAll(".", "\\.").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
}));

export interface Route {
  readonly operation: Operation | undefined;
  readonly vin: string;
  /** Whether another method has an operation at this path. */
  readonly pathExists: boolean;
}

export function routeOf(method: string, pathname: string): Route {
  // A literal path wins over one with a parameter: `/v1/fleets/access_tokens` is no VIN.
  const matching = patterns
    .filter(({ pattern }) => pattern.test(pathname))
    .sort((left, right) => left.operation.path.split("{").length - right.operation.path.split("{").length);
  const found = matching.find(({ operation }) => operation.method === method);
  const vin = found?.pattern.exec(pathname)?.groups?.["vin"] ?? "";
  return { operation: found?.operation, vin: decodeSegment(vin), pathExists: matching.length > 0 };
}

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
