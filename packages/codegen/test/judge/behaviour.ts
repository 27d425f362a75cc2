import { isArray, isObject, type JsonObject, type JsonValue } from "../../src/source/json.ts";

/** Keywords of schemas that restrict or describe values and that types do not show. */
const valueKeywords = new Set([
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType"],
  ...["minItems", "maxItems", "uniqueItems", "contains", "minProperties", "maxProperties"],
  ...["dependentRequired", "propertyNames", "not", "if", "then", "else", "default"],
  ...["readOnly", "writeOnly", "oneOf", "anyOf", "required", "type"],
]);

/**
 * Returns the facts that callers rely on and types do not show, as text: valid values, credentials, servers
 * and encodings. If two documents have the same text and identical types, their differences cannot break a
 * caller.
 */
export function behaviourOf(document: JsonObject): string {
  const { servers, components, paths } = document;
  const schemes = isObject(components) ? components["securitySchemes"] : undefined;
  return JSON.stringify([servers, schemes, ...factsIn(paths ?? null), ...factsIn(components ?? null)]);
}

/** The texts are sorted, because their order has no meaning. */
function factsIn(value: JsonValue): readonly string[] {
  return collect(value).sort();
}

function collect(value: JsonValue): string[] {
  if (isArray(value)) return value.flatMap(collect);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    // Paths, statuses, media types and names of headers are keys.
    ...(/^[/\d]|\/|^X-/.test(key) ? [key] : []),
    ...(valueKeywords.has(key) && !isAlternatives(key) ? [JSON.stringify([key, child])] : []),
    ...(isAlternatives(key) ? [key] : []),
    ...(operationKeywords.has(key) ? [JSON.stringify([key, child])] : []),
    ...collect(child),
  ]);
}

const operationKeywords = new Set(["security", "style", "explode", "encoding", "in", "operationId"]);

function isAlternatives(key: string): boolean {
  return key === "oneOf" || key === "anyOf";
}
