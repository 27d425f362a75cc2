import {
  flag,
  type Grammar,
  ignored,
  type KeywordRules,
  list,
  map,
  node,
  requirements,
  text,
} from "./grammar.ts";
import { prose, schema } from "./schema-grammar.ts";

const operation: KeywordRules = {
  ...prose,
  operationId: text,
  tags: ignored,
  deprecated: flag,
  security: requirements,
  parameters: list("parameter"),
  requestBody: node("requestBody"),
  responses: map("response"),
};

const flow: KeywordRules = {
  authorizationUrl: text,
  tokenUrl: text,
  refreshUrl: text,
  scopes: map("scope"),
};

/**
 * OpenAPI 3.0, as far as official documents use it. It does not contain `nullable` and boolean exclusive
 * bounds: they have another meaning in 3.1, so a document with them needs a decision first.
 */
export const openapiGrammar: Grammar = {
  document: {
    ...prose,
    openapi: ignored,
    info: node("info"),
    servers: list("server"),
    tags: ignored,
    security: requirements,
    paths: map("pathItem"),
    components: node("components"),
  },
  info: { ...prose, version: text, contact: ignored, license: ignored, termsOfService: ignored },
  server: { ...prose, url: text },
  pathItem: {
    ...prose,
    parameters: list("parameter"),
    get: node("operation"),
    put: node("operation"),
    post: node("operation"),
    patch: node("operation"),
    delete: node("operation"),
    head: node("operation"),
    options: node("operation"),
  },
  operation,
  parameter: {
    ...prose,
    name: text,
    in: text,
    required: flag,
    deprecated: flag,
    style: text,
    explode: flag,
    schema: node("schema"),
    content: map("mediaType"),
  },
  requestBody: { ...prose, required: flag, content: map("mediaType") },
  response: { ...prose, headers: map("header"), content: map("mediaType") },
  header: { ...prose, required: flag, deprecated: flag, schema: node("schema") },
  mediaType: { ...prose, schema: node("schema") },
  schema,
  components: {
    schemas: map("schema"),
    parameters: map("parameter"),
    responses: map("response"),
    requestBodies: map("requestBody"),
    headers: map("header"),
    securitySchemes: map("securityScheme"),
  },
  securityScheme: {
    ...prose,
    type: text,
    name: text,
    in: text,
    scheme: text,
    bearerFormat: text,
    openIdConnectUrl: text,
    flows: map("flow"),
  },
  flow,
};
