import { CodegenError } from "../../source/codegen-error.ts";
import { type JsonObject, type JsonValue, objectAt, stringAt } from "../../source/json.ts";
import { resolveReference } from "../../source/references.ts";
import { operationTable } from "../operations/operation-table.ts";

/** The format of an operation's errors by status; `default` is the format of all other statuses. */
export interface OperationErrorFormats {
  readonly operation: string;
  readonly byStatus: Readonly<Record<string, string>>;
}

/** An operation that documents no error body gets the format that most operations have. */
const usualFormat = "errors";

/**
 * Returns the error format of each operation, from the schemas of its responses.
 * @throws {CodegenError} If an error body has an unknown format.
 */
export function errorFormats(bundle: JsonObject): readonly OperationErrorFormats[] {
  return operationTable(bundle).map(({ id, method, path }) => {
    const pointer = `${method} ${path}`;
    const operation = objectAt(objectAt(objectAt(bundle, "paths"), path), method.toLowerCase());
    const formats = Object.entries(objectAt(operation, "responses")).flatMap(([status, response]) => {
      const format = Number(status) < 400 ? undefined : formatOf(response, bundle, `${pointer} ${status}`);
      return format === undefined ? [] : [[status, format] as const];
    });
    const common = mostCommon(formats.map(([, format]) => format)) ?? usualFormat;
    const exceptions = formats.filter(([, format]) => format !== common);
    return { operation: id, byStatus: { default: common, ...Object.fromEntries(exceptions) } };
  });
}

function formatOf(response: JsonValue, bundle: JsonObject, file: string): string | undefined {
  const media = objectAt(objectAt(response, "content"), "application/json");
  if (media["schema"] === undefined) return undefined;
  const properties = objectAt(resolved(media["schema"], bundle), "properties");
  if (properties["error"] !== undefined) return "oauth";
  if (properties["errors"] === undefined)
    throw new CodegenError("the error body has neither a property `error` nor a property `errors`", { file });
  return properties["request_id"] === undefined ? "errors" : "errors-with-request-id";
}

function resolved(schema: JsonValue, bundle: JsonObject): JsonValue | undefined {
  const ref = stringAt(schema, "$ref");
  return ref === undefined ? schema : resolveReference(bundle, ref);
}

/** Returns the first of the most frequent values. */
function mostCommon(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<[string | undefined, number]>(
    (best, entry) => (entry[1] > best[1] ? entry : best),
    [undefined, 0],
  )[0];
}
