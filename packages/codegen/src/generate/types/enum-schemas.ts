import type { GenericNames } from "../../bundle/names.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import { isObject, type JsonObject, type JsonValue, objectAt, stringAt } from "../../source/json.ts";
import { schemaNameOf, schemaReference } from "../../source/references.ts";

export interface EnumSchemas {
  /** The bundle with the new schemas, and with their descriptions at the properties that refer to them. */
  readonly bundle: JsonObject;
  /** The names of the new schemas. */
  readonly names: readonly string[];
}

/**
 * Moves every enum that is directly in a generic type's parameter into a separate schema, so that it has its own type
 * and description in TypeScript. The generic type has room for neither.
 * @throws {CodegenError} a new schema would have the name of another schema.
 */
export function extractEnumSchemas(bundle: JsonObject, { file, generics }: GenericNames): EnumSchemas {
  const components = objectAt(bundle, "components");
  const schemas = objectAt(components, "schemas");
  const values = new Map<string, JsonValue>();
  const words = new Map<string | undefined, string>();
  const changed = Object.entries(schemas).map(([name, schema]): [string, JsonValue] => {
    const generic = generics.find((one) => one.schemas.test(name));
    const value = generic && objectAt(schema, "properties")[generic.parameter];
    if (!generic || !isObject(value) || value["$ref"] !== undefined) return [name, schema];
    words.set(name, stringAt(value, "description") ?? "");
    if (value["enum"] === undefined) return [name, schema];
    const valueName = name.replace(generic.schemas, generic.enums);
    if (Object.hasOwn(schemas, valueName) || values.has(valueName))
      throw new CodegenError(
        `the values of ${name} would be called ${valueName}, which is already the name of another schema`,
        {
          file,
          pointer: `/generics/${generic.name}`,
        },
      );
    values.set(valueName, value);
    const reference = { $ref: schemaReference(valueName) };
    return [name, withProperty(objectAt(schemas, name), generic.parameter, reference)];
  });
  const all = { ...Object.fromEntries(changed), ...Object.fromEntries(values) };
  return {
    bundle: { ...bundle, components: { ...components, schemas: explained(all, words) } },
    names: [...values.keys()],
  };
}

function withProperty(schema: JsonObject, key: string, value: JsonValue): JsonObject {
  const properties = { ...objectAt(schema, "properties"), [key]: value };
  return { ...schema, properties };
}

/** Adds the description of the target to each described reference, or list of references. */
function explained(value: JsonObject, words: ReadonlyMap<string | undefined, string>): JsonObject {
  const entries = Object.entries(value).map(([key, child]): [string, JsonValue] => {
    if (!isObject(child)) return [key, child];
    const more = words.get(schemaNameOf(stringAt(child, "$ref") ?? stringAt(child["items"], "$ref")));
    const below = explained(child, words);
    const own = stringAt(child, "description");
    return [key, own && more ? { ...below, description: `${own}\n\n${more}` } : below];
  });
  return Object.fromEntries(entries);
}
