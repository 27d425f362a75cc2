import { CodegenError } from "../../source/codegen-error.ts";
import { httpMethods } from "../../source/http-methods.ts";
import {
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  memberAt,
  objectAt,
  sortedEntries,
  stringAt,
} from "../../source/json.ts";
import { memberName } from "../print/identifier.ts";

/** One row of the operation table, as `@high-mobility-ts/schema/operations` publishes it. */
export interface OperationRow {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly scopes: readonly string[];
  readonly idempotent: boolean;
  readonly deprecated: boolean;
  readonly statuses: readonly number[];
  readonly rateLimit: { readonly calls: number; readonly periodSeconds: number } | null;
  /** The id of the newest level, if this is an older one. */
  readonly levelOf?: string;
}

/**
 * The operations of the bundle, sorted by id.
 * @throws {CodegenError} an operation without id, tag, security or `x-idempotent`, or two with one id.
 */
export function operationTable(bundle: JsonObject): readonly OperationRow[] {
  const rows = new Map<string, OperationRow>();
  for (const [path, item] of sortedEntries(objectAt(bundle, "paths")))
    for (const method of httpMethods) {
      const operation = memberAt(item, method);
      if (!isObject(operation)) continue;
      const row = operationRow(path, method, operation);
      const other = rows.get(row.id);
      if (other)
        throw new CodegenError(
          `operationId ${row.id} is also that of ${other.method} ${other.path}`,
          at(row),
        );
      rows.set(row.id, row);
    }
  return sortedEntries(Object.fromEntries(rows)).map(([, row]) => row);
}

function operationRow(path: string, method: string, operation: JsonObject): OperationRow {
  const place = { method: method.toUpperCase(), path };
  if (method === "trace") throw new CodegenError("fetch cannot send TRACE", at(place));
  const id = stringAt(operation, "operationId");
  const tags = operation["tags"];
  const idempotent = operation["x-idempotent"];
  if (id === undefined) throw new CodegenError("no operationId", at(place));
  memberName(id, at(place));
  const newest = stringAt(operation, "x-level-of");
  if (!isArray(tags) || typeof tags[0] !== "string") throw new CodegenError("no tag", at(place));
  if (typeof idempotent !== "boolean") throw new CodegenError("no x-idempotent", at(place));
  return {
    id,
    ...place,
    tag: tags[0],
    scopes: scopesOf(operation["security"], place),
    idempotent,
    deprecated: operation["deprecated"] === true,
    statuses: statusesOf(operation, place),
    rateLimit: rateLimitOf(operation["x-rate-limit"], place),
    ...(newest !== undefined && { levelOf: newest }),
  };
}

function statusesOf(operation: JsonObject, place: { method: string; path: string }): readonly number[] {
  return Object.keys(objectAt(operation, "responses")).map((status) => {
    if (!/^[1-5]\d\d$/.test(status))
      throw new CodegenError(`a response must have a status from 100 to 599, got ${status}`, at(place));
    return Number(status);
  });
}

function scopesOf(
  security: JsonValue | undefined,
  place: { method: string; path: string },
): readonly string[] {
  if (!isArray(security)) throw new CodegenError("no security", at(place));
  if (security.length > 1)
    throw new CodegenError("alternative security requirements are not supported", at(place));
  return security.flatMap((requirement) =>
    isObject(requirement)
      ? Object.values(requirement).flatMap((scopes) => (isArray(scopes) ? scopes.map(String) : []))
      : [],
  );
}

function rateLimitOf(
  value: JsonValue | undefined,
  place: { method: string; path: string },
): OperationRow["rateLimit"] {
  if (value === undefined) return null;
  const calls = memberAt(value, "calls");
  const periodSeconds = memberAt(value, "periodSeconds");
  if (typeof calls !== "number" || typeof periodSeconds !== "number")
    throw new CodegenError("x-rate-limit needs calls and periodSeconds", at(place));
  return { calls, periodSeconds };
}

function at({ method, path }: { method: string; path: string }): { file: string } {
  return { file: `${method} ${path}` };
}
