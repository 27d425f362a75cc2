import type { JsonObject } from "../../source/json.ts";
import { changeOf, type Where } from "../codes/change.ts";
import type { ApiBody, ApiOperation } from "../operations/api.ts";
import { compareContent, compareParameters, compareResponses, type Recorder } from "./compare-parts.ts";
import { compareSecurity } from "./compare-security.ts";
import type { Pair } from "./difference.ts";
import type { NamedOperation, OperationPair } from "./pair-operations.ts";

/** Compares an operation in both specifications, or records that it is in only one of them. */
export function compareOperation(pair: OperationPair, record: Recorder): void {
  const { old, new: next } = pair;
  if (old === undefined) record.change(changeOf("operation-added", operationAt(next), { new: next.name }));
  else if (next === undefined)
    record.change(changeOf("operation-removed", operationAt(old), { old: old.name }));
  else {
    const where = operationAt(next);
    if (old.name !== next.name) {
      const code = pair.isLevel ? "operation-level-added" : "operation-moved";
      record.change(changeOf(code, where, { old: old.name, new: next.name }));
    }
    // Callers could not use an id that did not exist. At the older of two levels, the old id now belongs to
    // the newer level.
    const isRenamed =
      !pair.isLevel && old.operation.id !== undefined && old.operation.id !== next.operation.id;
    if (isRenamed)
      record.change(
        changeOf("operation-id-changed", where, {
          old: old.operation.id ?? null,
          new: next.operation.id ?? null,
        }),
      );
    const operations = { old: old.operation, new: next.operation };
    compareNature(where, operations, record);
    compareAccess(where, operations, record);
    compareTraffic(where, operations, record);
  }
}

function operationAt({ name }: NamedOperation): Where {
  return { operation: name, side: "request", path: "" };
}

/** Compares facts about operations other than requests and responses. */
function compareNature(where: Where, { old, new: next }: Pair<ApiOperation>, record: Recorder): void {
  if (old.deprecated !== next.deprecated)
    record.change(changeOf(next.deprecated ? "operation-deprecated" : "operation-undeprecated", where));
  if (old.idempotent !== null && old.idempotent !== next.idempotent)
    record.change(changeOf("idempotency-changed", where, { old: old.idempotent, new: next.idempotent }));
  if (JSON.stringify(old.rateLimit) === JSON.stringify(next.rateLimit)) return;
  const isLower = callsPerSecond(next.rateLimit) < callsPerSecond(old.rateLimit);
  record.change(
    changeOf(isLower ? "rate-limit-lowered" : "rate-limit-raised", where, {
      old: old.rateLimit ?? null,
      new: next.rateLimit ?? null,
    }),
  );
}

function callsPerSecond(limit: JsonObject | undefined): number {
  return limit === undefined
    ? Number.POSITIVE_INFINITY
    : Number(limit["calls"]) / Number(limit["periodSeconds"]);
}

/** Compares credentials and servers of operations. */
function compareAccess(where: Where, { old, new: next }: Pair<ApiOperation>, record: Recorder): void {
  for (const change of compareSecurity(where, { old: old.security, new: next.security }))
    record.change(change);
  const missing = (from: ReadonlySet<string>, list: ReadonlySet<string>): readonly string[] =>
    [...list].filter((server) => !from.has(server));
  for (const server of missing(next.servers, old.servers))
    record.change(changeOf("server-removed", where, { old: server }));
  for (const server of missing(old.servers, next.servers))
    record.change(changeOf("server-added", where, { new: server }));
}

/** Compares requests and responses. */
function compareTraffic(
  { operation }: Where,
  { old, new: next }: Pair<ApiOperation>,
  record: Recorder,
): void {
  const request: Where = { operation, side: "request", path: "" };
  compareParameters(request, { old: old.parameters, new: next.parameters }, record);
  compareBodies({ ...request, path: "body" }, { old: old.body, new: next.body }, record);
  const response: Where = { operation, side: "response", path: "" };
  compareResponses(response, { old: old.responses, new: next.responses }, record);
  compareResponses({ ...request, path: "reply" }, { old: old.replies, new: next.replies }, record);
}

function compareBodies(where: Where, { old, new: next }: Pair<ApiBody | undefined>, record: Recorder): void {
  if (old !== undefined && next !== undefined) {
    if (old.required !== next.required)
      record.change(changeOf(next.required ? "body-became-required" : "body-became-optional", where));
    compareContent(where, { old: old.content, new: next.content }, record);
  } else if (next !== undefined)
    record.change(changeOf(next.required ? "required-body-added" : "body-added", where));
  else if (old !== undefined) record.change(changeOf("body-removed", where));
}
