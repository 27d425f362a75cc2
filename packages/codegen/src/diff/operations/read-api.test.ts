import { expect, test } from "vitest";
import { faultOf } from "../../../test/support/fault.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import type { ApiOperation } from "./api.ts";
import { readApi } from "./read-api.ts";

function read(...values: JsonObject[]): ReadonlyMap<string, ApiOperation> {
  return readApi(values.map((value, index) => ({ id: `cars${index}`, value }))).operations;
}

function paths(value: JsonObject, more: JsonObject = {}): JsonObject {
  return { openapi: "3.1.1", paths: value, ...more };
}

function one(operation: JsonObject, more: JsonObject = {}, item: JsonObject = {}): ApiOperation | undefined {
  return read(paths({ "/a": { ...item, post: operation } }, more)).get("POST /a");
}

const empty: ApiOperation = {
  id: undefined,
  deprecated: false,
  idempotent: null,
  rateLimit: undefined,
  servers: new Set(),
  security: [],
  parameters: new Map(),
  body: undefined,
  responses: new Map(),
  replies: new Map(),
};

const noContent = { content: new Map(), headers: new Map(), links: new Map() };

test("operations have the names of their methods and paths, in one order of methods", () => {
  const operations = read(
    paths(
      { "/b": { put: {}, get: {} }, "/a": { trace: {}, summary: "a" }, "x-note": { get: {} } },
      { webhooks: { moved: { post: {} } }, components: { schemas: { A: {} } } },
    ),
  );
  expect([...operations.keys()]).toEqual(["GET /b", "PUT /b", "TRACE /a", "WEBHOOK POST moved"]);
});

test("an operation of a second document with the same name has the name of its document, too", () => {
  const document = paths({ "/a": { get: {} } });
  expect([...read(document, document).keys()]).toEqual(["GET /a", "GET /a (cars1)"]);
});

test("schemas of a document without operations are read, too", () => {
  expect([...read(paths({}, { components: { schemas: { A: {} } } })).keys()]).toEqual(["SCHEMA A"]);
});

test("an operation without keywords is empty", () => {
  expect(one({})).toEqual(empty);
});

test("an operation has its facts", () => {
  const rateLimit = { calls: 1, periodSeconds: 2 };
  expect(
    one({ operationId: "a", deprecated: true, "x-idempotent": false, "x-rate-limit": rateLimit }),
  ).toEqual({ ...empty, id: "a", deprecated: true, idempotent: false, rateLimit });
  expect(one({ deprecated: "yes", "x-rate-limit": 3 })).toEqual(empty);
});

test("the parameters of an operation replace those of its path", () => {
  const operation = one(
    { parameters: [{ name: "p", in: "query", required: true }] },
    {},
    {
      parameters: [
        { name: "p", in: "query" },
        { name: "q", in: "query" },
      ],
    },
  );
  expect([...(operation?.parameters ?? [])].map(([name, { required }]) => [name, required])).toEqual([
    ["query.p", true],
    ["query.q", false],
  ]);
});

test.each<{ name: string; operation: JsonValue; item: JsonValue; want: readonly string[] }>([
  {
    name: "the operation",
    operation: [{ url: "https://o" }],
    item: [{ url: "https://i" }],
    want: ["https://o"],
  },
  { name: "the path", operation: null, item: [{ url: "https://i" }], want: ["https://i"] },
  { name: "the document", operation: null, item: null, want: ["https://d"] },
  { name: "the operation, which has none", operation: [], item: [{ url: "https://i" }], want: [] },
])("the servers are those of $name", ({ operation, item, want }) => {
  const servers = (value: JsonValue): JsonObject => (value === null ? {} : { servers: value });
  const found = one(servers(operation), servers([{ url: "https://d" }]), servers(item));
  expect([...(found?.servers ?? ["none"])]).toEqual(want);
});

test("the credentials are those of the operation, or else those of the document", () => {
  const more = {
    security: [{ basic: [] }],
    components: {
      securitySchemes: { basic: { type: "http", scheme: "basic" }, tls: { type: "mutualTLS" } },
    },
  };
  const kinds = (operation: JsonObject) =>
    one(operation, more)?.security.map(({ credentials }) => [...credentials.keys()]);
  expect(kinds({})).toEqual([["basic"]]);
  expect(kinds({ security: [{ tls: [] }] })).toEqual([["mutualTLS"]]);
  expect(kinds({ security: [] })).toEqual([]);
});

test("a body is read through a reference", () => {
  const components = { requestBodies: { A: { required: true, content: { "text/plain": {} } } } };
  const media = { schema: undefined, encodings: new Map() };
  expect(one({ requestBody: { $ref: "#/components/requestBodies/A" } }, { components })?.body).toEqual({
    required: true,
    content: new Map([["text/plain", media]]),
  });
  expect(one({ requestBody: {} })?.body).toEqual({ required: false, content: new Map() });
});

test("the body and the parameters of a webhook are received, and its responses are sent", () => {
  const post = {
    operationId: "moved",
    requestBody: { required: true, content: { "text/plain": {} } },
    parameters: [{ name: "X-Signature", in: "header" }],
    responses: { 204: {} },
  };
  const operations = read(
    paths({}, { servers: [{ url: "https://d" }], webhooks: { moved: { post }, stopped: { post: {} } } }),
  );
  const signature = { required: false, deprecated: false, encoding: "simple", schema: undefined };
  expect(operations.get("WEBHOOK POST moved")).toEqual({
    ...empty,
    id: "moved",
    responses: new Map([
      [
        "",
        {
          content: new Map([["text/plain", { schema: undefined, encodings: new Map() }]]),
          headers: new Map([["header.X-Signature", signature]]),
          links: new Map(),
        },
      ],
    ]),
    replies: new Map([["204", noContent]]),
  });
  expect(operations.get("WEBHOOK POST stopped")).toEqual({ ...empty, responses: new Map([["", noContent]]) });
});

test("callbacks have the names of their events and operations, through references, too", () => {
  const components = {
    callbacks: { A: { "x-note": { put: {} }, "{$url}": { post: {} }, "{$other}": { put: {} } } },
  };
  const callbacks = { moved: { $ref: "#/components/callbacks/A" } };
  const operations = read(paths({ "/a": { get: { callbacks, responses: {} } } }, { components }));
  expect([...operations.keys()]).toEqual([
    "GET /a",
    "CALLBACK POST moved of GET /a",
    "CALLBACK PUT moved of GET /a",
  ]);
  expect(operations.get("CALLBACK POST moved of GET /a")).toEqual({
    ...empty,
    responses: new Map([["", noContent]]),
  });
});

const unknown = "cannot be compared: it is unknown";

test.each([
  {
    name: "an unknown keyword of a document",
    given: paths({}, { color: 1 }),
    want: `cars0 #/color: keyword \`color\` of a document ${unknown}`,
  },
  {
    name: "an unknown keyword of a path",
    given: paths({ "/a": { color: 1 } }),
    want: `cars0 #/paths/~1a/color: keyword \`color\` of a path item ${unknown}`,
  },
  {
    name: "an unknown keyword of an operation",
    given: paths({ "/a": { get: { color: 1 } } }),
    want: `cars0 #/paths/~1a/get/color: keyword \`color\` of an operation ${unknown}`,
  },
  {
    name: "an unknown keyword of a body",
    given: paths({ "/a": { get: { requestBody: { color: 1 } } } }),
    want: `cars0 #/paths/~1a/get/requestBody/color: keyword \`color\` of a request body ${unknown}`,
  },
  {
    name: "an operation that is a text",
    given: paths({ "/a": { get: "b" } }),
    want: 'cars0 #/paths/~1a/get: expected a mapping, got "b"',
  },
])("rejects $name", ({ given, want }) => {
  expect(() => read(given)).toThrow(faultOf(want));
});
