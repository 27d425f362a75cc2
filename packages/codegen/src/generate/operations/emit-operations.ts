import { type JsonObject, objectAt, stringAt } from "../../source/json.ts";
import { printKey } from "../print/identifier.ts";
import { printComment } from "../print/jsdoc.ts";
import { printFlat } from "../print/print-value.ts";
import { type OperationRow, operationTable } from "./operation-table.ts";

/** The operation table as a TypeScript module: deeply frozen, with literal types. */
export function emitOperations(bundle: JsonObject): string {
  const table = operationTable(bundle);
  const rows = table.map((row) => `${summary(row, bundle)}  ${printKey(row.id)}: {\n${fields(row)}\n  },`);
  return `const table = {
${rows.join("\n")}
} as const;

function deepFreeze<T extends object>(value: T): T {
  for (const child of Object.values(value)) if (typeof child === "object" && child !== null) deepFreeze(child);
  return Object.freeze(value);
}

/** Every operation of the platform, by its id. */
export const operations: typeof table = /* @__PURE__ */ deepFreeze(table);

export type OperationId = keyof typeof table;

/** An operation that is an older level of another one: it has the same meaning at an older path. */
export type OlderLevel = ${olderLevels(table)};

/** What is known about an operation without calling it. */
export interface Operation {
  readonly id: OperationId;
  readonly method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS";
  /** With parameters in braces. */
  readonly path: string;
  readonly tag: string;
  /** OAuth scopes that the access token needs, all of them. */
  readonly scopes: readonly string[];
  /** Whether repeating the call has no further effect. */
  readonly idempotent: boolean;
  readonly deprecated: boolean;
  /** Every documented HTTP status. */
  readonly statuses: readonly number[];
  /** The documented limit per application, or null where none is documented. */
  readonly rateLimit: { readonly calls: number; readonly periodSeconds: number } | null;
  /** The newest level of the operation, if this is an older one. */
  readonly levelOf?: OperationId;
}
`;
}

/** Literal types, because a conditional type over the table costs every app that compiles with it. */
function olderLevels(table: readonly OperationRow[]): string {
  const ids = table.filter(({ levelOf }) => levelOf !== undefined).map(({ id }) => JSON.stringify(id));
  return ids.length > 0 ? ids.join(" | ") : "never";
}

function summary({ path, method }: OperationRow, bundle: JsonObject): string {
  const operation = objectAt(objectAt(objectAt(bundle, "paths"), path), method.toLowerCase());
  return printComment({ summary: stringAt(operation, "summary") }, "  ");
}

function fields(row: OperationRow): string {
  return Object.entries(row)
    .map(([key, value]) => `    ${printKey(key)}: ${printFlat(value)},`)
    .join("\n");
}
