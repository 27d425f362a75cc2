import { describe, expect, test } from "vitest";
import { objectKeywords } from "../src/diff/operations/object-keywords.ts";
import type { JsonObject } from "../src/source/json.ts";
import { api, diff, object, text } from "./diff-kit.ts";

const number: JsonObject = { type: "number" };

type Edit = (document: JsonObject) => JsonObject;

function operation(more: JsonObject): Edit {
  return ({ components: parts }) => api(more, parts as JsonObject);
}

function parameter(more: JsonObject): Edit {
  return operation({ parameters: [{ name: "q", in: "query", schema: text, ...more }] });
}

function header(more: JsonObject): Edit {
  return operation({ responses: { 200: { headers: { "X-A": { schema: text, ...more } } } } });
}

function form(media: JsonObject): Edit {
  return operation({
    requestBody: { content: { "multipart/form-data": { schema: object({ a: text }), ...media } } },
  });
}

function encoding(more: JsonObject): Edit {
  return form({ encoding: { a: more } });
}

function response(more: JsonObject): Edit {
  return operation({ responses: { 200: more } });
}

function pathItem(item: JsonObject): Edit {
  return () => ({
    ...api({}),
    paths: { "/cars/{vin}": { post: { operationId: "addCar", responses: {} }, ...item } },
  });
}

function document(more: JsonObject): Edit {
  return () => ({ ...api({}), ...more });
}

function scheme(more: JsonObject): Edit {
  return document({
    security: [{ any: [] }],
    components: { securitySchemes: { any: { type: "http", scheme: "bearer", ...more } } },
  });
}

function flow(more: JsonObject): Edit {
  return scheme({ type: "oauth2", flows: { authorizationCode: { tokenUrl: "https://a", ...more } } });
}

function server(more: JsonObject): Edit {
  return document({ servers: [{ url: "https://{a}.b", variables: { a: { default: "x", ...more } } }] });
}

/** For each keyword of each object, two documents that differ only in this keyword. */
const objectPairs: Readonly<Record<string, Readonly<Record<string, readonly [old: Edit, next: Edit]>>>> = {
  document: {
    openapi: [
      scheme({}),
      () => ({ ...api({}), openapi: "3.0.3", components: { schemas: { A: { nullable: true } } } }),
    ],
    servers: [document({}), document({ servers: [{ url: "https://other" }] })],
    paths: [document({}), document({ paths: { "/cars/{vin}": { post: { responses: {} } } } })],
    webhooks: [document({}), document({ webhooks: { moved: { post: { responses: {} } } } })],
    components: [scheme({}), scheme({ scheme: "basic" })],
    security: [scheme({}), (base) => ({ ...scheme({})(base), security: [] })],
  },
  "path item": {
    $ref: [
      () => ({
        ...api({}),
        paths: { "/cars/{vin}": { $ref: "#/components/pathItems/A" } },
        components: { pathItems: { A: { get: { responses: {} } }, B: { put: { responses: {} } } } },
      }),
      () => ({
        ...api({}),
        paths: { "/cars/{vin}": { $ref: "#/components/pathItems/A" } },
        components: { pathItems: { A: { get: { deprecated: true, responses: {} } } } },
      }),
    ],
    ...Object.fromEntries(
      ["get", "put", "patch", "delete", "head", "options", "trace"].map((method) => [
        method,
        [pathItem({}), pathItem({ [method]: { responses: {} } })] as const,
      ]),
    ),
    post: [pathItem({}), pathItem({ post: { operationId: "addCar", deprecated: true } })],
    servers: [pathItem({}), pathItem({ servers: [{ url: "https://other" }] })],
    parameters: [pathItem({}), pathItem({ parameters: [{ name: "q", in: "query" }] })],
  },
  operation: {
    operationId: [operation({}), operation({ operationId: "other" })],
    parameters: [operation({}), operation({ parameters: [{ name: "q", in: "query" }] })],
    requestBody: [operation({}), operation({ requestBody: { content: {} } })],
    responses: [operation({}), operation({ responses: { 204: {} } })],
    callbacks: [operation({}), operation({ callbacks: { done: { "{$url}": { post: { responses: {} } } } } })],
    deprecated: [operation({}), operation({ deprecated: true })],
    security: [
      scheme({}),
      (base) => ({
        ...scheme({})(base),
        paths: { "/cars/{vin}": { post: { operationId: "addCar", security: [] } } },
      }),
    ],
    servers: [operation({}), operation({ servers: [{ url: "https://other" }] })],
  },
  parameter: {
    name: [parameter({}), parameter({ name: "r" })],
    in: [parameter({}), parameter({ in: "header" })],
    required: [parameter({}), parameter({ required: true })],
    deprecated: [parameter({}), parameter({ deprecated: true })],
    allowEmptyValue: [parameter({}), parameter({ allowEmptyValue: true })],
    allowReserved: [parameter({}), parameter({ allowReserved: true })],
    style: [parameter({}), parameter({ style: "pipeDelimited", explode: true })],
    explode: [parameter({}), parameter({ explode: false })],
    schema: [parameter({}), parameter({ schema: number })],
    content: [
      parameter({ content: { "application/json": { schema: text } } }),
      parameter({ content: { "application/json": { schema: number } } }),
    ],
  },
  "request body": {
    content: [
      operation({ requestBody: { content: {} } }),
      operation({ requestBody: { content: { "text/plain": {} } } }),
    ],
    required: [
      operation({ requestBody: { content: {} } }),
      operation({ requestBody: { content: {}, required: true } }),
    ],
  },
  "media type": {
    schema: [form({}), form({ schema: number })],
    encoding: [form({}), form({ encoding: { a: { contentType: "image/png" } } })],
  },
  encoding: {
    contentType: [encoding({}), encoding({ contentType: "image/png" })],
    headers: [encoding({}), encoding({ headers: { "X-A": { schema: text } } })],
    style: [encoding({}), encoding({ style: "spaceDelimited" })],
    explode: [encoding({}), encoding({ explode: false })],
    allowReserved: [encoding({}), encoding({ allowReserved: true })],
  },
  response: {
    headers: [response({}), response({ headers: { "X-A": {} } })],
    content: [response({}), response({ content: { "text/plain": {} } })],
    links: [response({}), response({ links: { next: { operationId: "addCar" } } })],
  },
  header: {
    required: [header({}), header({ required: true })],
    deprecated: [header({}), header({ deprecated: true })],
    allowEmptyValue: [header({}), header({ allowEmptyValue: true })],
    allowReserved: [header({}), header({ allowReserved: true })],
    style: [header({}), header({ style: "form", explode: false })],
    explode: [header({}), header({ explode: true })],
    schema: [header({}), header({ schema: number })],
    content: [header({}), header({ content: { "application/json": { schema: text } } })],
  },
  server: {
    url: [document({ servers: [{ url: "https://a" }] }), document({ servers: [{ url: "https://b" }] })],
    variables: [server({}), server({ default: "y" })],
  },
  "server variable": {
    enum: [server({}), server({ enum: ["x", "y"] })],
    default: [server({}), server({ default: "y" })],
  },
  "security scheme": {
    type: [scheme({}), scheme({ type: "mutualTLS" })],
    name: [
      scheme({ type: "apiKey", in: "header", name: "A" }),
      scheme({ type: "apiKey", in: "header", name: "B" }),
    ],
    in: [
      scheme({ type: "apiKey", in: "header", name: "A" }),
      scheme({ type: "apiKey", in: "query", name: "A" }),
    ],
    scheme: [scheme({}), scheme({ scheme: "basic" })],
    flows: [flow({}), scheme({ type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://a" } } })],
    openIdConnectUrl: [
      scheme({ type: "openIdConnect", openIdConnectUrl: "https://a" }),
      scheme({ type: "openIdConnect", openIdConnectUrl: "https://b" }),
    ],
  },
  flow: {
    authorizationUrl: [flow({}), flow({ authorizationUrl: "https://b" })],
    tokenUrl: [flow({}), flow({ tokenUrl: "https://b" })],
    refreshUrl: [flow({}), flow({ refreshUrl: "https://b" })],
  },
};

const rows = Object.entries(objectKeywords).flatMap(([kind, keywords]) =>
  Object.entries(keywords).map(([name, treatment]) => ({ kind, name, treatment })),
);

describe("no keyword outside of schemas is skipped", () => {
  test.each(rows.filter(({ treatment }) => treatment === "compared"))("$kind: $name", ({ kind, name }) => {
    const pair = objectPairs[kind]?.[name];
    if (!pair) throw new Error(`no example of ${name} of a ${kind}`);
    const [old, next] = pair.map((change) => change({}));
    if (!old || !next) throw new Error("a pair has two documents");
    expect(diff(old, old)).toEqual([]);
    expect(diff(old, next)).not.toEqual([]);
    expect(diff(next, old)).not.toEqual([]);
  });
});

test.each([
  {
    name: "an unknown keyword of an operation",
    given: operation({ operationID: "a" }),
    want: "old #/paths/~1cars~1{vin}/post/operationID: keyword `operationID` of an operation cannot be compared: it is unknown",
  },
  {
    name: "another dialect of JSON Schema",
    given: document({ jsonSchemaDialect: "https://a" }),
    want: "old #/jsonSchemaDialect: keyword `jsonSchemaDialect` of a document cannot be compared",
  },
  {
    name: "a missing parameter",
    given: operation({ parameters: [{ $ref: "#/components/parameters/A" }] }),
    want: "old #/paths/~1cars~1{vin}/post/parameters/0: reference `#/components/parameters/A` resolves to nothing",
  },
  {
    name: "a security scheme that is not described",
    given: operation({ security: [{ a: [] }] }),
    want: 'old #/paths/~1cars~1{vin}/post/security/0: the security scheme "a" is not described',
  },
])("rejects $name", ({ given, want }) => {
  expect(() => diff(given({}), api({}))).toThrow(want);
});
