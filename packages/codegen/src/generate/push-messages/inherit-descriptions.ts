import { pascalCase } from "../../bundle/names.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  memberAt,
  objectAt,
  stringAt,
} from "../../source/json.ts";
import { schemaNameOf } from "../../source/references.ts";

/** The names in the bundle of schemas that have another name in a push document. */
const suffixes = ["", "Quantity"];

/**
 * Returns the document with the descriptions of capabilities, properties and values that have the same names
 * in the bundle. Overlays have the other descriptions.
 * @param content name of the schema with a property for each capability
 */
export function inheritDescriptions(document: JsonObject, content: string, bundle: JsonObject): JsonObject {
  const ours = objectAt(objectAt(bundle, "components"), "schemas");
  const schemas = objectAt(objectAt(document, "components"), "schemas");
  const capabilities = new Set(
    Object.values(objectAt(schemas[content], "properties")).map((each) =>
      schemaNameOf(stringAt(each, "$ref")),
    ),
  );
  const described = Object.entries(schemas).map(([name, schema]): [string, JsonValue] => {
    const own = pascalCase(name);
    const model = capabilities.has(name)
      ? ours[`${own}Capability`]
      : suffixes.map((suffix) => ours[own + suffix]).find((each) => isSameKind(schema, each));
    return [name, name === content ? withMembers(schema, ours["VehicleData"]) : describedBy(schema, model)];
  });
  return { ...document, components: { schemas: Object.fromEntries(described) } };
}

function describedBy(schema: JsonValue, model: JsonValue | undefined): JsonValue {
  return withMembers(withDescription(schema, model), model);
}

function withMembers(schema: JsonValue, model: JsonValue | undefined): JsonValue {
  if (!isObject(schema) || !isObject(schema["properties"])) return schema;
  const models = objectAt(model, "properties");
  const properties = Object.entries(schema["properties"]).map(([key, child]) => [
    key,
    withDescription(child, models[key]),
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

function withDescription(schema: JsonValue, model: JsonValue | undefined): JsonValue {
  const description = stringAt(model, "description");
  return isObject(schema) && description !== undefined ? { ...schema, description } : schema;
}

/**
 * Returns whether two schemas with the same name have the same meaning: they have the same properties, or
 * list the same values.
 */
function isSameKind(schema: JsonValue, model: JsonValue | undefined): boolean {
  const facts = (value: JsonValue): string =>
    JSON.stringify([memberAt(value, "enum"), Object.keys(objectAt(value, "properties")).sort()]);
  return isObject(model) && facts(schema) === facts(model);
}
