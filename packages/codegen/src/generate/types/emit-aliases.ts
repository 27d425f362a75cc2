import type { SpecificationNames, TypeAlias } from "../../bundle/names.ts";
import { CodegenError, type Place } from "../../source/codegen-error.ts";
import {
  compareText,
  isArray,
  type JsonObject,
  type JsonValue,
  memberAt,
  objectAt,
  stringAt,
} from "../../source/json.ts";
import { childPointer } from "../../source/json-pointer.ts";
import { identifier, printString } from "../print/identifier.ts";
import { comment } from "../print/jsdoc.ts";
import { extractEnumSchemas } from "./enum-schemas.ts";

type AliasNames = Pick<SpecificationNames, "file" | "types" | "generics">;

/** The dependencies of aliases. */
interface AliasContext {
  readonly file: string;
  readonly schemas: JsonObject;
}

/**
 * Returns the public module of types: the generated maps, and the friendly names of `names.yaml`.
 * @throws {CodegenError} A name refers to a missing schema, or TypeScript cannot declare it.
 */
export function emitAliases(bundle: JsonObject, names: AliasNames): string {
  const { file, types, generics } = names;
  const extracted = extractEnumSchemas(bundle, names);
  const context = { file, schemas: objectAt(objectAt(extracted.bundle, "components"), "schemas") };
  const parts = types.filter(({ path }) => path.length > 0);
  const whole = types.filter(({ path }) => path.length === 0);
  const exported = [
    ...["components", "operations", "paths"],
    ...generics.map(({ name }) => identifier(name, { file, pointer: childPointer("/generics", name) })),
    ...extracted.names.map((name) => identifier(name, { file, pointer: "/generics" })),
    ...whole.map((alias) => exportName(alias, context)),
  ];
  const imports = new Set(parts.map(({ schema }) => schema));
  const declarations = parts.map((alias) => declaration(alias, context));
  return [
    ...(imports.size > 0 ? [`import type ${printNames([...imports])} from "./types.ts";`, ""] : []),
    `export type ${printNames(exported)} from "./types.ts";`,
    "",
    declarations.join("\n\n"),
    "",
  ].join("\n");
}

function printNames(names: readonly string[]): string {
  const lines = names.toSorted(compareText).map((name) => `  ${name},\n`);
  return `{\n${lines.join("")}}`;
}

function exportName(alias: TypeAlias, context: AliasContext): string {
  schemaAt(alias, context);
  const name = declaredName(alias, context);
  return name === alias.schema ? name : `${alias.schema} as ${name}`;
}

function declaration(alias: TypeAlias, context: AliasContext): string {
  const { type, schema } = follow(alias, context);
  const comments = comment({ description: stringAt(schema, "description") });
  const name = declaredName(alias, context);
  return [...comments.map((text) => `/*${text}*/`), `export type ${name} = ${type};`].join("\n");
}

function declaredName(alias: TypeAlias, context: AliasContext): string {
  return identifier(alias.name, placeOf(alias, context));
}

interface Step {
  readonly type: string;
  readonly schema: JsonValue | undefined;
}

function follow(alias: TypeAlias, context: AliasContext): Step {
  const start: Step = { type: alias.schema, schema: schemaAt(alias, context) };
  return alias.path.reduce((step, key) => {
    const next = key === "[]" ? stepToItem(step) : stepToProperty(step, key);
    if (next.schema === undefined)
      throw new CodegenError(`there is no "${key}" below schema ${alias.schema}`, placeOf(alias, context));
    return next;
  }, start);
}

function schemaAt(alias: TypeAlias, context: AliasContext): JsonValue {
  const found = memberAt(context.schemas, alias.schema);
  if (found === undefined)
    throw new CodegenError(`there is no schema ${alias.schema}`, placeOf(alias, context));
  identifier(alias.schema, placeOf(alias, context));
  return found;
}

function placeOf({ name }: TypeAlias, { file }: AliasContext): Place {
  return { file, pointer: childPointer("/types", name) };
}

function stepToItem({ type, schema }: Step): Step {
  return { type: `${type}[number]`, schema: memberAt(schema, "items") };
}

function stepToProperty({ type, schema }: Step, key: string): Step {
  const required = memberAt(schema, "required");
  const access = `${type}[${printString(key)}]`;
  return {
    type: isArray(required) && required.includes(key) ? access : `NonNullable<${access}>`,
    schema: memberAt(objectAt(schema, "properties"), key),
  };
}
