import { isArray, isObject, type JsonObject, type JsonValue } from "../../source/json.ts";
import { canonicalText } from "./canonical-text.ts";
import type { Alternative, StatementName } from "./meaning.ts";
import { type ValueType, valueTypes } from "./value-types.ts";

const statementTypes: Readonly<Record<StatementName, readonly ValueType[]>> = {
  contentEncoding: ["string"],
  contentMediaType: ["string"],
  dependentRequired: ["object"],
  format: ["string", "number"],
  multipleOf: ["number"],
  pattern: ["string"],
  uniqueItems: ["array"],
  xml: valueTypes,
};

/** Reads the keywords whose values are plain data, as far as they are about a type. */
export function readStatements(type: ValueType, schema: JsonObject): Alternative["statements"] {
  const statements = new Map<StatementName, ReadonlySet<string>>();
  for (const name of Object.keys(statementTypes) as StatementName[]) {
    const value = schema[name];
    if (!statementTypes[name].includes(type) || value === undefined || value === false) continue;
    const texts = name === "dependentRequired" ? dependencies(value) : [canonicalText(value)];
    if (texts.length > 0) statements.set(name, new Set(texts));
  }
  return type === "string" ? inOneSpelling(statements) : statements;
}

function dependencies(value: JsonValue): readonly string[] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([property, needed]) =>
    (isArray(needed) ? needed : []).map((name) => canonicalText([property, name])),
  );
}

/** OpenAPI 3.0 has formats where 3.1 has the keywords of JSON Schema. */
function inOneSpelling(
  statements: ReadonlyMap<StatementName, ReadonlySet<string>>,
): Alternative["statements"] {
  const format = [...(statements.get("format") ?? [])][0];
  const mediaType = [...(statements.get("contentMediaType") ?? [])][0];
  const changed = new Map(statements);
  if (format === '"byte"' || format === '"base64"') {
    changed.delete("format");
    changed.set("contentEncoding", new Set(['"base64"']));
  } else if (mediaType === '"application/octet-stream"' && !statements.has("contentEncoding")) {
    changed.delete("contentMediaType");
    changed.set("format", new Set(['"binary"']));
  }
  return changed;
}
