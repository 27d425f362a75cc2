import { CodegenError } from "./codegen-error.ts";
import { isArray, isObject, type JsonObject, type JsonValue, objectAt } from "./json.ts";
import type { TypeAlias } from "./names.ts";

/** The public face of the types: the generated maps, and the friendly names of `names.yaml`. */
export function emitAliases(bundle: JsonObject, types: readonly TypeAlias[]): string {
  const schemas = objectAt(objectAt(bundle, "components"), "schemas");
  const aliases = types.map((alias) => `export type ${alias.name} = ${aliasType(alias, schemas)};`);
  return [
    'import type { components } from "./types.ts";',
    "",
    'export type { components, operations, paths } from "./types.ts";',
    "",
    ...aliases,
    "",
  ].join("\n");
}

interface Step {
  readonly type: string;
  readonly schema: JsonValue | undefined;
}

function aliasType({ name, schema, path }: TypeAlias, schemas: JsonObject): string {
  const place = { file: "spec/names.yaml", pointer: `/types/${name}` };
  const start: Step = { type: `components["schemas"]["${schema}"]`, schema: schemas[schema] };
  if (start.schema === undefined) throw new CodegenError(`there is no schema ${schema}`, place);
  const end = path.reduce((step, key) => {
    const next = key === "[]" ? stepToItem(step) : stepToProperty(step, key);
    if (next.schema === undefined)
      throw new CodegenError(`there is no "${key}" below schema ${schema}`, place);
    return next;
  }, start);
  return end.type;
}

function stepToItem({ type, schema }: Step): Step {
  return { type: `${type}[number]`, schema: isObject(schema) ? schema["items"] : undefined };
}

function stepToProperty({ type, schema }: Step, key: string): Step {
  const required = isObject(schema) ? schema["required"] : undefined;
  const access = `${type}["${key}"]`;
  return {
    type: isArray(required) && required.includes(key) ? access : `NonNullable<${access}>`,
    schema: objectAt(schema, "properties")[key],
  };
}
