import { upgrade } from "@scalar/openapi-upgrader";
import { isObject, type JsonObject, type JsonValue, objectAt, stringAt } from "../source/json.ts";
import { mapReferences } from "../source/references.ts";
import { asyncapiGrammar } from "./grammars/asyncapi-grammar.ts";
import type { Grammar } from "./grammars/grammar.ts";
import { jsonSchemaGrammar } from "./grammars/json-schema-grammar.ts";
import { openapiGrammar } from "./grammars/openapi-grammar.ts";
import { swaggerGrammar } from "./grammars/swagger-grammar.ts";
import type { SourceEntry } from "./sources.ts";

/** What the importer has to know about one format. */
export interface Format {
  readonly label: string;
  readonly grammar: Grammar;
  /** Where a document says which version it is in. */
  readonly versionAt: string;
  recognizes(document: JsonObject): boolean;
  /** The facts as OpenAPI 3.1, without `openapi` and `info`. */
  convert(facts: JsonObject, id: string): JsonObject;
}

export const formats: Readonly<Record<SourceEntry["kind"], Format>> = {
  openapi3: {
    label: "OpenAPI 3.0",
    grammar: openapiGrammar,
    versionAt: "/openapi",
    recognizes: (document) => stringAt(document, "openapi")?.startsWith("3.0.") === true,
    convert: (facts) => facts,
  },
  swagger2: {
    label: "Swagger 2.0",
    grammar: swaggerGrammar,
    versionAt: "/swagger",
    recognizes: (document) => document["swagger"] === "2.0",
    convert: convertSwagger,
  },
  asyncapi2: {
    label: "AsyncAPI 2.x",
    grammar: asyncapiGrammar,
    versionAt: "/asyncapi",
    recognizes: (document) => stringAt(document, "asyncapi")?.startsWith("2.") === true,
    convert: convertAsyncapi,
  },
  "json-schema": {
    label: "JSON Schema",
    grammar: jsonSchemaGrammar,
    versionAt: "/$schema",
    recognizes: (document) => stringAt(document, "$schema")?.includes("json-schema.org/") === true,
    convert: convertJsonSchema,
  },
};

function convertSwagger(facts: JsonObject): JsonObject {
  // Plain data goes in and comes out: the library's types say less than JSON.
  const upgraded: unknown = upgrade(structuredClone(facts), "3.1");
  const document: JsonValue = JSON.parse(JSON.stringify(upgraded));
  if (!isObject(document)) throw new TypeError("the upgrader returned no document");
  const { openapi: _, ...rest } = document;
  return rest;
}

const schemaRef = "#/components/schemas/";

/** OpenAPI has no channels: everything but the schemas goes below `x-asyncapi`, references included. */
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
  return { paths: {}, components: { schemas: { [name]: inside } } };
}

/** What the one schema of a JSON Schema document is called. */
export function schemaName(id: string): string {
  return id.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The version that a document gives itself. */
export function revisionOf(facts: JsonObject): string {
  return stringAt(objectAt(facts, "info"), "version") ?? "";
}
