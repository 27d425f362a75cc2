import { isArray, isObject, type JsonObject, type JsonValue } from "../../src/source/json.ts";

/** Keywords of schemas that no type shows and that say which values are valid or what they mean. */
const valueKeywords = new Set([
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType"],
  ...["minItems", "maxItems", "uniqueItems", "contains", "minProperties", "maxProperties"],
  ...["dependentRequired", "propertyNames", "not", "if", "then", "else", "default"],
  ...["readOnly", "writeOnly", "oneOf", "anyOf", "required", "type"],
]);

/**
 * What callers rely on and no type shows, as text: which values are valid, who may call, where, and how. Two documents
 * with the same text and identical types differ in nothing that could break a caller.
 */
export function behaviourOf(document: JsonObject): string {
  const { servers, components, paths } = document;
  const schemes = isObject(components) ? components["securitySchemes"] : undefined;
  return JSON.stringify([servers, schemes, ...factsIn(paths ?? null), ...factsIn(components ?? null)]);
}

/** Sorted, because order means nothing. */
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
