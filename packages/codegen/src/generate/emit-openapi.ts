import { isObject, type JsonObject, type JsonValue } from "../source/json.ts";
import { printKey } from "./print/identifier.ts";
import { Identifier, printFlat } from "./print/print-value.ts";

/**
 * Returns the bundle as a module, for emulators and validators: one line per path and per component, so that a diff shows
 * what changed. The digests of the official documents come from the module `provenance`.
 */
export function emitOpenapi(bundle: JsonObject): string {
  return `import { apiSources } from "./provenance.ts";

/** A JSON Schema (2020-12), or a reference to one. */
export type Schema = { readonly [keyword: string]: unknown };

export interface MediaType {
  readonly schema?: Schema;
}

export interface Parameter {
  readonly name: string;
  readonly in: "query" | "header" | "path" | "cookie";
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
  /** Present instead of \`schema\` when the parameter's text is itself of a media type. */
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface RequestBody {
  readonly description?: string;
  readonly required?: boolean;
  readonly content: Readonly<Record<string, MediaType>>;
}

export interface Response {
  readonly description: string;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface OperationObject {
  readonly [extension: \`x-\${string}\`]: unknown;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly deprecated?: boolean;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: RequestBody;
  /** By HTTP status. */
  readonly responses: Readonly<Record<string, Response>>;
}

export interface PathItem {
  readonly servers?: readonly { readonly url: string; readonly description?: string }[];
  readonly get?: OperationObject;
  readonly put?: OperationObject;
  readonly post?: OperationObject;
  readonly patch?: OperationObject;
  readonly delete?: OperationObject;
}

export interface OpenApiDocument {
  readonly [extension: \`x-\${string}\`]: unknown;
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly servers: readonly { readonly url: string; readonly description?: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

/** The OpenAPI 3.1 description of the platform, as this package was generated from it. */
export const openapi: OpenApiDocument = ${printDocument(bundle)};
`;
}

function printDocument(bundle: JsonObject): string {
  const sources = new Identifier("apiSources");
  const members = Object.entries(bundle).map(([key, value]) => {
    if (key === "x-sources") return `  ${printKey(key)}: ${printFlat(sources)},\n`;
    if (key === "paths") return `  ${printKey(key)}: ${printRows(value, "  ", printFlat)},\n`;
    if (key === "components")
      return `  ${printKey(key)}: ${printRows(value, "  ", (section) => printRows(section, "    ", printFlat))},\n`;
    return `  ${printKey(key)}: ${printFlat(value)},\n`;
  });
  return `{\n${members.join("")}}`;
}

/** Prints an object with one line per member. */
function printRows(value: JsonValue, indent: string, print: (value: JsonValue) => string): string {
  if (!isObject(value)) return print(value);
  const rows = Object.entries(value).map(([key, child]) => `${indent}  ${printKey(key)}: ${print(child)},\n`);
  return `{\n${rows.join("")}${indent}}`;
}
