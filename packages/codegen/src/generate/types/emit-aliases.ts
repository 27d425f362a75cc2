import type { Names, TypeAlias } from "../../bundle/names.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import {
  compareText,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  stringAt,
} from "../../source/json.ts";
import { comment } from "../print/jsdoc.ts";
import { extractEnumSchemas } from "./enum-schemas.ts";

/** The public face of the types: the generated maps, and the friendly names of `names.yaml`. */
export function emitAliases(
  bundle: JsonObject,
  { types, generics }: Pick<Names, "types" | "generics">,
): string {
  const values = extractEnumSchemas(bundle, generics);
  const schemas = objectAt(objectAt(values.bundle, "components"), "schemas");
  const parts = types.filter(({ path }) => path.length > 0);
  const whole = types.filter(({ path }) => path.length === 0);
  const names = [
    ...["components", "operations", "paths", ...generics.map(({ name }) => name), ...values.names],
    ...whole.map((alias) => exportName(alias, schemas)),
  ];
  const imports = new Set(parts.map(({ schema }) => schema));
  const declarations = parts.map((alias) => declaration(alias, schemas));
  return [
    ...(imports.size > 0 ? [`import type ${list([...imports])} from "./types.ts";`, ""] : []),
    `export type ${list(names)} from "./types.ts";`,
    "",
    declarations.join("\n\n"),
    "",
  ].join("\n");
}

const list = (names: readonly string[]): string =>
  `{\n${names
    .toSorted(compareText)
    .map((name) => `  ${name},\n`)
    .join("")}}`;

function exportName({ name, schema }: TypeAlias, schemas: JsonObject): string {
  schemaAt(name, schema, schemas);
  return name === schema ? name : `${schema} as ${name}`;
}

function declaration(alias: TypeAlias, schemas: JsonObject): string {
  const { type, schema } = follow(alias, schemas);
  const words = comment({ description: stringAt(schema, "description") });
  return [...words.map((text) => `/*${text}*/`), `export type ${alias.name} = ${type};`].join("\n");
}

interface Step {
  readonly type: string;
  readonly schema: JsonValue | undefined;
}

function follow({ name, schema, path }: TypeAlias, schemas: JsonObject): Step {
  const start: Step = { type: schema, schema: schemaAt(name, schema, schemas) };
  return path.reduce((step, key) => {
    const next = key === "[]" ? stepToItem(step) : stepToProperty(step, key);
    if (next.schema === undefined)
      throw new CodegenError(`there is no "${key}" below schema ${schema}`, placeOf(name));
    return next;
  }, start);
}

function schemaAt(name: string, schema: string, schemas: JsonObject): JsonValue {
  const found = schemas[schema];
  if (found === undefined) throw new CodegenError(`there is no schema ${schema}`, placeOf(name));
  return found;
}

const placeOf = (name: string): { file: string; pointer: string } => ({
  file: "spec/names.yaml",
  pointer: `/types/${name}`,
});

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
