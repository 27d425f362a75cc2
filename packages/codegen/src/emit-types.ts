import { createConfig } from "@redocly/openapi-core";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { isArray, isObject, type JsonObject, type JsonValue } from "./json.ts";

/** TypeScript of a bundle: `paths`, `components` and `operations`. */
export async function emitTypes(bundle: JsonObject): Promise<string> {
  // The library's own type of a document is narrower than OpenAPI 3.1 and mutable; the linter has checked it by now.
  const input = withParameterSchemas(bundle) as unknown as OpenAPI3;
  // Without rules: the bundle has been linted, with more of them.
  const redocly = await createConfig({});
  return astToString(await openapiTS(input, { silent: true, redocly }));
}

/** openapi-typescript types a parameter with `content` as `string`: it gets the media type's schema in its place. */
function withParameterSchemas(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(withParameterSchemas);
  if (!isObject(value)) return value;
  const { in: place, content, ...rest } = value;
  const [mediaType] = isObject(content) ? Object.values(content) : [];
  if (typeof place === "string" && isObject(mediaType) && mediaType["schema"] !== undefined)
    return { ...rest, in: place, schema: mediaType["schema"] };
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withParameterSchemas(child)]));
}
