import { upgrade } from "@scalar/openapi-upgrader";
import { CodegenError, mustBe } from "../source/codegen-error.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  sortedEntries,
  stringAt,
} from "../source/json.ts";
import { mapReferences } from "../source/references.ts";
import { type ParsedFile, placeIn } from "../source/yaml.ts";
import { asyncapiGrammar } from "./grammars/asyncapi-grammar.ts";
import type { Grammar } from "./grammars/grammar.ts";
import { jsonSchemaGrammar } from "./grammars/json-schema-grammar.ts";
import { openapiGrammar } from "./grammars/openapi-grammar.ts";
import { swaggerGrammar } from "./grammars/swagger-grammar.ts";
import { shareSchemas } from "./share-schemas.ts";
import { kinds, type SourceEntry } from "./sources.ts";

/** The facts about one format that the importer needs. */
export interface DocumentFormat {
  readonly label: string;
  readonly grammar: Grammar;
  recognizes(document: JsonObject): boolean;
  /** The facts as OpenAPI 3.1, without `openapi` and `info`. */
  convert(facts: JsonObject, id: string): JsonObject;
}

export const documentFormats: Readonly<Record<SourceEntry["kind"], DocumentFormat>> = {
  openapi3: {
    label: "OpenAPI 3.0",
    grammar: openapiGrammar,
    recognizes: (document) => stringAt(document, "openapi")?.startsWith("3.0.") === true,
    convert: (facts) => facts,
  },
  swagger2: {
    label: "Swagger 2.0",
    grammar: swaggerGrammar,
    recognizes: (document) => document["swagger"] === "2.0",
    convert: convertSwagger,
  },
  asyncapi2: {
    label: "AsyncAPI 2.x",
    grammar: asyncapiGrammar,
    recognizes: (document) => stringAt(document, "asyncapi")?.startsWith("2.") === true,
    convert: convertAsyncapi,
  },
  "json-schema": {
    label: "JSON Schema",
    grammar: jsonSchemaGrammar,
    recognizes: (document) => stringAt(document, "$schema")?.includes("json-schema.org/") === true,
    convert: convertJsonSchema,
  },
};

/** The keyword with the version of a document, and the name of the format. */
const versionKeywords = [
  ["openapi", "OpenAPI"],
  ["swagger", "Swagger"],
  ["asyncapi", "AsyncAPI"],
  ["$schema", "JSON Schema"],
] as const;

/** Returns the kind of an official document. @throws {CodegenError} The document is of another format or version. */
export function kindOf(document: ParsedFile): SourceEntry["kind"] {
  const kind = kinds.find((candidate) => documentFormats[candidate].recognizes(document.value));
  if (kind !== undefined) return kind;
  throw wrongFormat(
    document,
    kinds.map((each) => documentFormats[each].label),
  );
}

/**
 * Returns the error for a document of another format or version.
 * @param accepted the labels of the formats that are accepted
 */
export function wrongFormat(document: ParsedFile, accepted: readonly string[]): CodegenError {
  const labels =
    accepted.length === 1 ? accepted.join("") : `${accepted.slice(0, -1).join(", ")} or ${accepted.at(-1)}`;
  const [keyword, name] = versionKeywords.find(([key]) => Object.hasOwn(document.value, key)) ?? [];
  if (keyword === undefined)
    return new CodegenError(
      `must be ${labels}, got a document without openapi, swagger, asyncapi or $schema at its top`,
      placeIn(document, ""),
    );
  const place = placeIn(document, `/${keyword}`);
  const version = document.value[keyword];
  if (typeof version === "number")
    return new CodegenError(
      `must be text, got the number ${version}; write the version in quotes, as in ${keyword}: ${quotedExample[keyword]}`,
      place,
    );
  return typeof version === "string"
    ? new CodegenError(`must be ${labels}, got ${name} ${version}`, place)
    : mustBe(labels, version, place);
}

/** YAML reads 2.0 and 3.0 as numbers, which lose their zero. */
const quotedExample = {
  openapi: '"3.0.3"',
  swagger: '"2.0"',
  asyncapi: '"2.6.0"',
  $schema: '"https://json-schema.org/draft/2020-12/schema"',
};

function convertSwagger(facts: JsonObject): JsonObject {
  // Input and output are plain data: the library's types are less precise than JSON.
  const upgraded: unknown = upgrade(structuredClone(facts), "3.1");
  const document: JsonValue = JSON.parse(JSON.stringify(upgraded));
  if (!isObject(document)) throw new TypeError("the upgrader returned no document");
  const { openapi: _, ...rest } = document;
  return rest;
}

const schemaRef = "#/components/schemas/";

/**
 * OpenAPI has no channels: everything except the schemas is written below `x-asyncapi`, including references.
 */
function convertAsyncapi(facts: JsonObject): JsonObject {
  const { asyncapi: _, info: __, components, ...rest } = facts;
  const { schemas = {}, ...others } = isObject(components) ? components : {};
  const moved = mapReferences({ ...rest, components: others }, (ref) =>
    ref.startsWith(schemaRef) ? ref : ref.replace(/^#/, "#/x-asyncapi"),
  );
  return { paths: {}, components: { schemas }, "x-asyncapi": moved };
}

function convertJsonSchema(facts: JsonObject, id: string): JsonObject {
  const name = schemaName(id);
  const inside = mapReferences(facts, (ref) =>
    ref.startsWith("#/") ? `${schemaRef}${name}${ref.slice(1)}` : ref,
  );
  const { root, shared } = shareSchemas(isObject(inside) ? inside : {});
  return { paths: {}, components: { schemas: { [name]: root, ...sortedRecord(shared) } } };
}

function sortedRecord(record: Readonly<Record<string, JsonObject>>): JsonObject {
  return Object.fromEntries(sortedEntries(record));
}

/** The name of the schema of a JSON Schema document. */
export function schemaName(id: string): string {
  return id.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The version in a document. */
export function revisionOf(facts: JsonObject): string {
  return stringAt(objectAt(facts, "info"), "version") ?? "";
}
