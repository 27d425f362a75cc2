import { isArray, isObject, type JsonObject, type JsonValue, objectAt, stringAt } from "../../source/json.ts";
import { resolveReference } from "../../source/references.ts";

/** Keywords beside `properties` that show in the type of an object. */
const shownKeywords = ["enum", "const", "items", "prefixItems", "patternProperties"];

const combinations = ["allOf", "anyOf", "oneOf"];

/**
 * Returns the document without the parts of `allOf` that are objects without any properties. openapi-typescript types such
 * a part as `Record<string, never>`, which would make every property of the other parts `never`.
 */
export function withoutEmptyParts(document: JsonObject): JsonObject {
  const copy = (value: JsonValue): JsonValue => {
    if (isArray(value)) return value.map(copy);
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, child]) => {
      const isAllOf = key === "allOf" && isArray(child);
      return [key, copy(isAllOf ? keptParts(child, document) : child)] as const;
    });
    return Object.fromEntries(entries);
  };
  return copy(document) as JsonObject;
}

function keptParts(parts: readonly JsonValue[], document: JsonObject): readonly JsonValue[] {
  const kept = parts.filter((part) => !isEmptyObject(part, document));
  return kept.length > 0 ? kept : parts.slice(0, 1);
}

function isEmptyObject(
  part: JsonValue | undefined,
  document: JsonObject,
  around: ReadonlySet<JsonValue> = new Set(),
): boolean {
  if (!isObject(part) || around.has(part)) return false;
  const inside = new Set([...around, part]);
  const ref = stringAt(part, "$ref");
  if (ref !== undefined) return isEmptyObject(resolveReference(document, ref), document, inside);
  if (!hasNoProperties(part) || shownKeywords.some((keyword) => part[keyword] !== undefined)) return false;
  const inner = combinations.flatMap((keyword) => part[keyword] ?? []);
  if (inner.length === 0) return part["type"] === "object";
  // The variant `null` next to an object has no influence either.
  const variants = inner.filter((each) => stringAt(each, "type") !== "null");
  return variants.length > 0 && variants.every((each) => isEmptyObject(each, document, inside));
}

function hasNoProperties(schema: JsonObject): boolean {
  const { type = "object", additionalProperties = false } = schema;
  const names = Object.keys(objectAt(schema, "properties"));
  return type === "object" && additionalProperties === false && names.length === 0;
}
