import { CodegenError } from "../../source/codegen-error.ts";
import {
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  memberAt,
  objectAt,
  stringAt,
} from "../../source/json.ts";
import { resolveReference } from "../../source/references.ts";
import { type OperationRow, operationTable } from "./operation-table.ts";

/** Members of a client that are not operations, and `then`, which would make it a promise. */
const reservedNames = new Set(["GET", "PUT", "POST", "PATCH", "DELETE", "use", "eject", "then"]);

/** The arguments of an operation's method, by place. */
interface InputNames {
  readonly path: readonly string[];
  readonly query: readonly string[];
  /**
   * `{}` means that its members are passed side by side, `[]` that it is passed as `body`. A `?` after it means that it
   * is optional.
   */
  readonly body: "" | `${"{}" | "[]"}${"" | "?"}`;
  readonly bodyMembers: readonly string[];
}

/**
 * Returns how the method of each operation is called, by operation id: `METHOD /path/{name}?query&names body`.
 * @throws {CodegenError} If an operation has the name of another member of the client, or if two arguments of
 *   its method have one name.
 */
export function operationCalls(bundle: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(operationTable(bundle).map((row) => [row.id, callOf(row, bundle)]));
}

function callOf(row: OperationRow, bundle: JsonObject): string {
  const { id, method, path } = row;
  const file = `${method} ${path}`;
  if (reservedNames.has(id))
    throw new CodegenError(`operationId ${id} is the name of another member of the client`, { file });
  const names = inputNames(row, bundle);
  checkClashes(names, file);
  const query = names.query.map(encodeURIComponent).join("&");
  return `${method} ${path}${query && `?${query}`} ${names.body}`.trimEnd();
}

function inputNames({ method, path }: OperationRow, bundle: JsonObject): InputNames {
  const item = objectAt(objectAt(bundle, "paths"), path);
  const operation = objectAt(item, method.toLowerCase());
  const parameters = [item["parameters"], operation["parameters"]]
    .flat()
    .map((parameter) => resolved(parameter, bundle));
  const namesIn = (place: string): readonly string[] => [
    ...new Set(
      parameters.flatMap((parameter) =>
        stringAt(parameter, "in") === place ? (stringAt(parameter, "name") ?? []) : [],
      ),
    ),
  ];
  return { path: namesIn("path"), query: namesIn("query"), ...bodyOf(operation, bundle) };
}

function bodyOf(operation: JsonObject, bundle: JsonObject): Pick<InputNames, "body" | "bodyMembers"> {
  if (operation["requestBody"] === undefined) return { body: "", bodyMembers: [] };
  const body = resolved(operation["requestBody"], bundle);
  const schema = objectAt(objectAt(body, "content"), "application/json")["schema"];
  const optional = memberAt(body, "required") === true ? "" : "?";
  const members = membersOf(schema, bundle);
  return members
    ? { body: `{}${optional}`, bodyMembers: [...members] }
    : { body: `[]${optional}`, bodyMembers: ["body"] };
}

/**
 * Returns the properties of an object, including those of all alternatives and parts; undefined if it is not
 * an object.
 */
function membersOf(
  schema: JsonValue | undefined,
  bundle: JsonObject,
  around: ReadonlySet<JsonValue> = new Set(),
): ReadonlySet<string> | undefined {
  const found = resolved(schema, bundle);
  if (!isObject(found) || around.has(found)) return undefined;
  const parts = ["allOf", "oneOf", "anyOf"].flatMap((keyword) => {
    const list = found[keyword];
    return isArray(list) ? list : [];
  });
  if (found["type"] !== "object" && found["properties"] === undefined && parts.length === 0) return undefined;
  const members = new Set(Object.keys(objectAt(found, "properties")));
  for (const part of parts) {
    const inner = membersOf(part, bundle, new Set([...around, found]));
    if (inner === undefined) return undefined;
    for (const name of inner) members.add(name);
  }
  return members;
}

function checkClashes({ path, query, bodyMembers }: InputNames, file: string): void {
  const places = { "path parameter": path, "query parameter": query, "member of the body": bodyMembers };
  const seen = new Map<string, string>();
  for (const [place, names] of Object.entries(places))
    for (const name of names) {
      const other = seen.get(name);
      if (other !== undefined)
        throw new CodegenError(`${name} is a ${other} and a ${place}: its method cannot have both`, { file });
      seen.set(name, place);
    }
}

function resolved(value: JsonValue | undefined, bundle: JsonObject): JsonValue | undefined {
  const ref = stringAt(value, "$ref");
  return ref === undefined ? value : resolveReference(bundle, ref);
}
