import { isArray, isObject, type JsonObject, type JsonValue, objectAt, stringAt } from "../../source/json.ts";
import { resolveReference } from "../../source/references.ts";
import { operationTable } from "../operations/operation-table.ts";

/** What a 2xx response contains. An `object` has at least one member; an `open` one may have none. */
export type BodyKind = "none" | "list" | "object" | "open";

/** Returns the kind of the documented body of every operation, by `METHOD path`. */
export function bodyKinds(bundle: JsonObject): readonly (readonly [string, BodyKind])[] {
  return operationTable(bundle).map(({ method, path }) => {
    const operation = objectAt(objectAt(objectAt(bundle, "paths"), path), method.toLowerCase());
    const schemas = Object.entries(objectAt(operation, "responses")).flatMap(([status, response]) => {
      const media = objectAt(objectAt(resolved(response, bundle), "content"), "application/json");
      return status.startsWith("2") && media["schema"] !== undefined ? [media["schema"]] : [];
    });
    const kinds = schemas.map((schema) => kindOf(schema, bundle));
    return [`${method} ${path}`, commonKind(kinds) ?? "none"] as const;
  });
}

/** Returns the kind of a value that has one of the kinds: an uncertain kind is not checked. */
function commonKind(kinds: readonly BodyKind[]): BodyKind | undefined {
  const [first] = kinds;
  if (kinds.every((kind) => kind === first)) return first;
  return kinds.includes("none") || kinds.includes("list") ? "none" : "open";
}

function kindOf(start: JsonValue, bundle: JsonObject, around: ReadonlySet<JsonValue> = new Set()): BodyKind {
  const schema = resolved(start, bundle);
  if (!isObject(schema) || around.has(schema)) return "none";
  const inside = new Set([...around, schema]);
  const kindsIn = (keyword: string): readonly BodyKind[] => {
    const list = schema[keyword];
    return isArray(list) ? list.map((part) => kindOf(part, bundle, inside)) : [];
  };
  const parts = [
    ownKind(schema),
    ...kindsIn("allOf"),
    commonKind([...kindsIn("oneOf"), ...kindsIn("anyOf")]),
  ];
  // All parts apply, so the most precise one decides.
  return (["list", "object", "open"] as const).find((kind) => parts.includes(kind)) ?? "none";
}

function ownKind({ type, items, properties, required }: JsonObject): BodyKind {
  if (type === "array" || (type === undefined && items !== undefined)) return "list";
  if (type !== "object" && (type !== undefined || properties === undefined)) return "none";
  return isArray(required) && required.length > 0 ? "object" : "open";
}

function resolved(value: JsonValue, bundle: JsonObject): JsonValue | undefined {
  const ref = stringAt(value, "$ref");
  return ref === undefined ? value : resolveReference(bundle, ref);
}
