import { createConfig } from "@redocly/openapi-core";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import type { GenericNames } from "../../bundle/names.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import { visibleCode } from "../../source/escape.ts";
import {
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  memberAt,
  objectAt,
  stringAt,
} from "../../source/json.ts";
import { describeOperations, tidyComments } from "./comment-nodes.ts";
import { withoutEmptyParts } from "./empty-parts.ts";
import { extractEnumSchemas } from "./enum-schemas.ts";
import { nameSchemas } from "./name-schemas.ts";

/**
 * TypeScript of a bundle: `paths`, `components` and `operations`, and a separate type for every schema.
 * @throws {CodegenError} a schema has a name that TypeScript does not allow, or does not fit its generic type.
 */
export async function emitTypes(bundle: JsonObject, names: GenericNames): Promise<string> {
  const values = extractEnumSchemas(bundle, names);
  // The library's own type of a document is narrower than OpenAPI 3.1 and mutable; the linter has already
  // checked it.
  const input = withParameterSchemas(withoutEmptyParts(values.bundle)) as unknown as OpenAPI3;
  // The library lints without rules, because the bundle was already linted.
  const redocly = await createConfig({});
  // By default a member with a `default` would be required, also in requests, in which it can be omitted.
  const options = { silent: true, redocly, defaultNonNullable: false };
  const nodes = await openapiTS(input, options).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : "unknown reason";
    throw new CodegenError(`the bundle has no types (${reason})`, {}, { cause });
  });
  const named = nameSchemas(describeOperations(tidyComments(nodes)), values, names);
  return visibleCode(astToString([...named]));
}

/**
 * openapi-typescript types a parameter with `content` as `string`: it is replaced by the schema of the media
 * type.
 */
function withParameterSchemas(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(withParameterSchemas);
  if (!isObject(value)) return value;
  const { content: _, ...rest } = value;
  const [mediaType] = Object.values(objectAt(value, "content"));
  const schema = memberAt(mediaType, "schema");
  if (stringAt(value, "in") !== undefined && schema !== undefined) return { ...rest, schema };
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withParameterSchemas(child)]));
}
