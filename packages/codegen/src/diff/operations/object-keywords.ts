import { httpMethods } from "../../source/http-methods.ts";
import { isObject, type JsonObject } from "../../source/json.ts";
import { childPointer } from "../../source/json-pointer.ts";
import { faultAt, kindOf, type Located } from "../documents/located.ts";

/** Why a keyword is not compared: `no meaning` is for people only, `refused` is an error. */
type KeywordTreatment = "compared" | "no meaning" | "rejected";

export type ObjectKind =
  | "document"
  | "path item"
  | "operation"
  | "parameter"
  | "request body"
  | "media type"
  | "encoding"
  | "response"
  | "header"
  | "server"
  | "server variable"
  | "security scheme"
  | "flow";

type Keywords = Readonly<Record<string, KeywordTreatment>>;

const prose: Keywords = { summary: "no meaning", description: "no meaning" };
const examples: Keywords = { example: "no meaning", examples: "no meaning" };
const value: Keywords = {
  ...prose,
  ...examples,
  required: "compared",
  deprecated: "compared",
  allowEmptyValue: "compared",
  allowReserved: "compared",
  style: "compared",
  explode: "compared",
  schema: "compared",
  content: "compared",
};

/** Every keyword of OpenAPI 3.0 and 3.1 outside of schemas. */
export const objectKeywords: Readonly<Record<ObjectKind, Keywords>> = {
  document: {
    openapi: "no meaning",
    info: "no meaning",
    jsonSchemaDialect: "rejected",
    servers: "compared",
    paths: "compared",
    webhooks: "compared",
    components: "compared",
    security: "compared",
    tags: "no meaning",
    externalDocs: "no meaning",
  },
  "path item": {
    ...prose,
    $ref: "compared",
    ...Object.fromEntries(httpMethods.map((method) => [method, "compared" as const])),
    servers: "compared",
    parameters: "compared",
  },
  operation: {
    ...prose,
    tags: "no meaning",
    externalDocs: "no meaning",
    operationId: "compared",
    parameters: "compared",
    requestBody: "compared",
    responses: "compared",
    callbacks: "compared",
    deprecated: "compared",
    security: "compared",
    servers: "compared",
  },
  parameter: { ...value, name: "compared", in: "compared" },
  "request body": { ...prose, content: "compared", required: "compared" },
  "media type": { ...examples, schema: "compared", encoding: "compared" },
  encoding: {
    contentType: "compared",
    headers: "compared",
    style: "compared",
    explode: "compared",
    allowReserved: "compared",
  },
  response: { ...prose, headers: "compared", content: "compared", links: "compared" },
  header: value,
  server: { ...prose, url: "compared", variables: "compared" },
  "server variable": { ...prose, enum: "compared", default: "compared" },
  "security scheme": {
    ...prose,
    type: "compared",
    name: "compared",
    in: "compared",
    scheme: "compared",
    bearerFormat: "no meaning",
    flows: "compared",
    openIdConnectUrl: "compared",
  },
  flow: {
    authorizationUrl: "compared",
    tokenUrl: "compared",
    refreshUrl: "compared",
    scopes: "no meaning",
  },
};

/**
 * Checks that every keyword of an object is known. Extensions (`x-…`) are ignored.
 * @throws {CodegenError} a keyword that is unknown or cannot be compared
 */
export function checkObject(location: Located, kind: ObjectKind): asserts location is Located<JsonObject> {
  const { value: object, pointer } = location;
  if (!isObject(object)) throw faultAt(location, `expected a mapping, got ${kindOf(object)}`);
  const keywords = objectKeywords[kind];
  for (const key of Object.keys(object)) {
    if (key.startsWith("x-")) continue;
    const treatment = Object.hasOwn(keywords, key) ? keywords[key] : undefined;
    if (treatment !== "compared" && treatment !== "no meaning")
      throw faultAt(
        { ...location, pointer: childPointer(pointer, key) },
        `keyword \`${key}\` of ${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind} cannot be compared${treatment === undefined ? ": it is unknown" : ""}`,
      );
  }
}
