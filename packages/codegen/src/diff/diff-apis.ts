import { CodegenError } from "../source/codegen-error.ts";
import { compareText, type JsonObject, type JsonValue } from "../source/json.ts";
import type { Api, Operation } from "./api.ts";
import { type Change, describeWhere, type Where } from "./change.ts";
import { type ComparisonTools, changeOf, compareOperationParts } from "./compare-operation.ts";
import { createSchemaComparison } from "./compare-schema.ts";
import type { Pair } from "./difference.ts";

/**
 * What changed for callers from one specification to another, sorted by operation.
 * @throws {CodegenError} the two have no operation in common: they describe different APIs.
 */
export function diffApis(apis: Pair<Api>): readonly Change[] {
  const { old, new: next } = apis;
  const names = [...new Set([...old.operations.keys(), ...next.operations.keys()])];
  const shared = names.filter((name) => old.operations.has(name) && next.operations.has(name));
  if (shared.length === 0)
    throw new CodegenError(
      `these are two different APIs: none of ${old.operations.size} and ${next.operations.size} operations is in both`,
    );
  const readers = { old: old.reader, new: next.reader };
  const tools: ComparisonTools = { readers, compareSchemas: createSchemaComparison(readers) };
  const changes = names.flatMap((name) =>
    compareOperation(name, { old: old.operations.get(name), new: next.operations.get(name) }, tools),
  );
  return changes.toSorted((a, b) => compareText(sortKey(a), sortKey(b)));
}

function sortKey({ where, code, old, new: next }: Change): string {
  return [where.operation, describeWhere(where), code, JSON.stringify([old, next])].join("\u0000");
}

function compareOperation(
  name: string,
  { old, new: next }: Pair<Operation | undefined>,
  tools: ComparisonTools,
): readonly Change[] {
  const where: Where = { operation: name, side: "request", path: "" };
  if (old === undefined) return [changeOf("operation-added", where, { new: name })];
  if (next === undefined) return [changeOf("operation-removed", where, { old: name })];
  const operations = { old, new: next };
  return [
    ...compareNature(where, operations),
    ...compareAccess(where, operations),
    ...compareOperationParts(name, operations, tools),
  ];
}

/** What an operation is, apart from what goes in and out. */
function compareNature(where: Where, { old, new: next }: Pair<Operation>): readonly Change[] {
  const changes: Change[] = [];
  if (old.deprecated !== next.deprecated)
    changes.push(changeOf(next.deprecated ? "operation-deprecated" : "operation-undeprecated", where));
  // An id that was not stated could not be used either.
  if (old.id !== undefined && old.id !== next.id)
    changes.push(changeOf("operation-id-changed", where, { old: old.id, new: next.id ?? null }));
  if (old.idempotent !== null && old.idempotent !== next.idempotent)
    changes.push(changeOf("idempotency-changed", where, { old: old.idempotent, new: next.idempotent }));
  const rates = { old: callsPerSecond(old.rateLimit), new: callsPerSecond(next.rateLimit) };
  if (JSON.stringify(old.rateLimit) !== JSON.stringify(next.rateLimit))
    changes.push(
      changeOf(rates.new < rates.old ? "rate-limit-lowered" : "rate-limit-raised", where, {
        old: old.rateLimit ?? null,
        new: next.rateLimit ?? null,
      }),
    );
  return changes;
}

function callsPerSecond(limit: JsonObject | undefined): number {
  return limit === undefined
    ? Number.POSITIVE_INFINITY
    : Number(limit["calls"]) / Number(limit["periodSeconds"]);
}

/** Who may call an operation, and where. */
function compareAccess(where: Where, { old, new: next }: Pair<Operation>): readonly Change[] {
  return [
    ...compareSchemes(where, { old: old.security.schemes, new: next.security.schemes }),
    ...compareSets(where, { old: old.security.scopes, new: next.security.scopes }, [
      "scope-added",
      "scope-removed",
    ]),
    ...compareTokenUrls(where, { old: old.security.tokenUrls, new: next.security.tokenUrls }),
    ...compareSets(where, { old: old.servers, new: next.servers }, ["server-added", "server-removed"]),
  ];
}

function compareSchemes(where: Where, schemes: Pair<string>): readonly Change[] {
  if (schemes.old === schemes.new) return [];
  if (schemes.old === "") return [changeOf("authentication-added", where, { new: schemes.new })];
  if (schemes.new === "") return [changeOf("authentication-removed", where, { old: schemes.old })];
  return [changeOf("authentication-changed", where, schemes)];
}

/** Addresses where there were some before and are some after: others are news about authentication as such. */
function compareTokenUrls(where: Where, urls: Pair<ReadonlySet<string>>): readonly Change[] {
  const old = listed(urls.old);
  const next = listed(urls.new);
  if (old.length === 0 || next.length === 0 || old.join() === next.join()) return [];
  return [changeOf("token-url-changed", where, { old, new: next })];
}

function listed(set: ReadonlySet<string>): readonly string[] {
  return [...set].sort(compareText);
}

function compareSets(
  where: Where,
  { old, new: next }: Pair<ReadonlySet<string>>,
  [added, removed]: readonly ["scope-added" | "server-added", "scope-removed" | "server-removed"],
): readonly Change[] {
  const missing = (from: ReadonlySet<string>, list: ReadonlySet<string>): readonly JsonValue[] =>
    listed(list).filter((item) => !from.has(item));
  return [
    ...missing(next, old).map((value) => changeOf(removed, where, { old: value })),
    ...missing(old, next).map((value) => changeOf(added, where, { new: value })),
  ];
}
