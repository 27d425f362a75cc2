import type { SpecificationNames } from "../../bundle/names.ts";
import type { JsonObject } from "../../source/json.ts";
import { operationCalls } from "../operations/operation-calls.ts";
import { type OperationRow, operationTable } from "../operations/operation-table.ts";
import { identifier, printString } from "../print/identifier.ts";
import { printComment } from "../print/jsdoc.ts";
import { printUnion } from "../print/print-module.ts";
import { type Printable, printValue } from "../print/print-value.ts";
import { bodyKinds } from "./body-kinds.ts";
import { errorFormats } from "./error-formats.ts";
import { documentedErrorStatuses, undocumentedErrorStatuses } from "./error-statuses.ts";
import { listValues } from "./list-values.ts";

/**
 * Returns the module `facts`: small constants and types for code that must not bundle the operation table or the
 * document.
 * @throws {CodegenError} If a list has no enumeration, or if an error body has an unknown format.
 */
export function emitFacts(
  bundle: JsonObject,
  names: Pick<SpecificationNames, "file" | "types" | "lists">,
): string {
  const rows = operationTable(bundle);
  return [
    'import type { OperationId } from "./operations.ts";\n',
    ...names.lists.map((list) =>
      printConstant(
        identifier(list.name),
        `${printValue(listValues(list, names, bundle))} as const`,
        list.description,
      ),
    ),
    ...operationFacts(rows),
    printConstant(
      "bodyKinds",
      `${printValue(toPrintable(bodyKinds(bundle)))} as const`,
      "What a 2xx response contains, by `METHOD path`: an `object` has at least one member, an `open` object may have " +
        "none, and `none` is anything else or nothing.",
    ),
    ...statusTypes(rows),
    ...errorFormatFacts(bundle),
    printConstant(
      "operationCalls: { readonly [Id in OperationId]: string }",
      printValue(operationCalls(bundle)),
      "How the method of each operation is called: `METHOD /path/{name}?query&names body`, where the body is `{}` if its " +
        "members are given side by side, `[]` if it is given whole, and has a `?` if it is optional.",
    ),
  ].join("\n");
}

function operationFacts(rows: readonly OperationRow[]): readonly string[] {
  const limits = rows.flatMap(({ rateLimit, ...row }) =>
    rateLimit ? [[keyOf(row), rateLimit] as const] : [],
  );
  const exceptions = rows
    .filter(({ method, idempotent }) => idempotent !== isIdempotentMethod(method))
    .map((row) => [keyOf(row), row.idempotent] as const);
  return [
    printType(
      "OperationKey",
      rows.map((row) => printString(keyOf(row))),
      "Every operation, as `METHOD path`.",
    ),
    printConstant(
      "documentedRateLimits",
      `${printValue(toPrintable(limits))} as const`,
      "The documented rate limits, by `METHOD path`: the maximum number of calls per application in any period of this length.",
    ),
    printConstant(
      "idempotencyExceptions: { readonly [operation: string]: boolean }",
      printValue(toPrintable(exceptions)),
      "The operations that HTTP and the specification see differently (RFC 9110, section 9.2.2), by `METHOD path`: " +
        "whether repeating the call has no further effect.",
    ),
  ];
}

function statusTypes(rows: readonly OperationRow[]): readonly string[] {
  const documented = documentedErrorStatuses(rows);
  return [
    printType(
      "DocumentedErrorStatus",
      documented.map(String),
      "The statuses outside 2xx that at least one operation documents.",
    ),
    printType(
      "UndocumentedErrorStatus",
      undocumentedErrorStatuses(documented).map(String),
      "The registered statuses outside 2xx that no operation documents: proxies and gateways send them.",
    ),
  ];
}

function errorFormatFacts(bundle: JsonObject): readonly string[] {
  const formats = errorFormats(bundle).map(({ operation, byStatus }) => [operation, byStatus] as const);
  return [
    `/**
 * How the platform writes an error: \`oauth\` is \`{ error, error_description }\` (RFC 6749, section 5.2), \`errors\` is
 * \`{ errors: […] }\`, and \`errors-with-request-id\` is the same beside a \`request_id\`.
 */
export type ErrorFormat = "oauth" | "errors" | "errors-with-request-id";

/** The format of an operation's errors by status; \`default\` is the format of all other statuses. */
export interface ErrorFormats {
  readonly default: ErrorFormat;
  readonly [status: number]: ErrorFormat;
}
`,
    printConstant(
      "errorFormats: { readonly [Id in OperationId]: ErrorFormats }",
      printValue(toPrintable(formats)),
      "The documented format of each operation's errors.",
    ),
  ];
}

/** RFC 9110, section 9.2.2. */
function isIdempotentMethod(method: string): boolean {
  return method !== "POST" && method !== "PATCH";
}

function keyOf({ method, path }: Pick<OperationRow, "method" | "path">): string {
  return `${method} ${path}`;
}

function toPrintable(entries: readonly (readonly [string, Printable])[]): Printable {
  return Object.fromEntries(entries);
}

function printType(name: string, members: readonly string[], description: string): string {
  return `${printComment({ description })}export ${printUnion(name, members)}`;
}

function printConstant(declaration: string, value: string, description: string): string {
  return `${printComment({ description })}export const ${declaration} = ${value};\n`;
}
