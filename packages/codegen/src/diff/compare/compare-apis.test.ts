import { expect, test } from "vitest";
import { answering, api, comparison, diff, lines, object, text } from "../../../test/diff-kit.ts";
import { rowsOf } from "../../../test/support/change-rows.ts";
import { faultOf } from "../../../test/support/fault.ts";
import type { JsonObject } from "../../source/json.ts";

const number: JsonObject = { type: "number" };
const car: JsonObject = { $ref: "#/components/schemas/Car" };

function json(schema: JsonObject): JsonObject {
  return { content: { "application/json": { schema } } };
}

function gets(operations: Readonly<Record<string, JsonObject>>, more: JsonObject = {}): JsonObject {
  const paths = Object.fromEntries(Object.entries(operations).map(([path, get]) => [path, { get }]));
  return { openapi: "3.1.1", paths, ...more };
}

/** `operation place code` of a change, with its other places. */
function places(old: JsonObject, next: JsonObject): readonly (readonly string[])[] {
  return diff(old, next).map(({ code, where, alsoAt }) => [
    code,
    ...[where, ...alsoAt].map(({ operation, side, status, path }) =>
      [operation, side, status, path].filter(Boolean).join(" "),
    ),
  ]);
}

test("a change of a schema has its places in the order of operations and of the lengths of paths", () => {
  const document = (more: JsonObject): JsonObject =>
    gets(
      {
        "/b": { responses: { 200: json(object({ long: object({ er: car }), z: car, y: car })) } },
        "/a": { responses: { 404: json(car), 200: json(car) } },
      },
      { components: { schemas: { Car: object({ a: text, ...more }) } } },
    );
  expect(places(document({ model: text }), document({}))).toEqual([
    [
      "property-removed",
      "GET /a response 200 .model",
      "GET /a response 404 .model",
      "GET /b response 200 .y.model",
      "GET /b response 200 .z.model",
      "GET /b response 200 .long.er.model",
    ],
  ]);
});

test("a change of a schema that is sent and received is one change on each side", () => {
  const document = (model: JsonObject): JsonObject =>
    api({ requestBody: json(car), responses: { 200: json(car) } }, { schemas: { Car: object({ model }) } });
  expect(places(document(text), document(number))).toEqual([
    ["type-changed", "POST /cars/{vin} request body.model"],
    ["type-changed", "POST /cars/{vin} response 200 .model"],
  ]);
});

test("a body that two media types have is at one place", () => {
  const document = (model: JsonObject): JsonObject =>
    api(
      {
        responses: {
          200: { content: { "application/json": { schema: car }, "text/json": { schema: car } } },
        },
      },
      { schemas: { Car: object({ model }) } },
    );
  expect(places(document(text), document(number))).toEqual([
    ["type-changed", "POST /cars/{vin} response 200 .model"],
  ]);
});

test("two different changes of one schema are two changes", () => {
  const document = (a: JsonObject, b: JsonObject): JsonObject => answering(object({ a, b }));
  expect(rowsOf(diff(document(text, text), document(number, { type: "boolean" })))).toEqual([
    ["type-changed", "response 200 .a", "string", "number"],
    ["type-changed", "response 200 .b", "string", "boolean"],
  ]);
});

test("a value without a schema may be anything", () => {
  const query = (more: JsonObject): JsonObject => api({ parameters: [{ name: "q", in: "query", ...more }] });
  expect(rowsOf(diff(query({}), query({ schema: text })))).toEqual([
    ["type-narrowed", "request params.query.q", "any", "string"],
  ]);
  expect(rowsOf(diff(query({ schema: text }), query({})))).toEqual([
    ["type-widened", "request params.query.q", "string", "any"],
  ]);
  expect(diff(query({}), query({ schema: {} }))).toEqual([]);
});

test("changes of servers and credentials are one change for all operations, and other changes are not", () => {
  const securitySchemes = {
    old: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://a", scopes: {} } } },
    new: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://b", scopes: {} } } },
  };
  const document = (name: string, scope: string, server: string, deprecated: boolean): JsonObject =>
    gets(
      { "/b": { deprecated }, "/a": { deprecated } },
      { servers: [{ url: server }], security: [{ [name]: [scope] }], components: { securitySchemes } },
    );
  const both = ["GET /a request", "GET /b request"];
  expect(places(document("old", "r", "https://x", false), document("new", "w", "https://y", true))).toEqual([
    ["operation-deprecated", "GET /a request"],
    ["scope-added", ...both],
    ["scope-removed", ...both],
    ["server-added", ...both],
    ["server-removed", ...both],
    ["token-url-changed", ...both],
    ["operation-deprecated", "GET /b request"],
  ]);
});

test("a different change of credentials for each operation is a change of its own", () => {
  const components = {
    securitySchemes: { basic: { type: "http", scheme: "basic" }, tls: { type: "mutualTLS" } },
  };
  const next = { "/a": { security: [{ basic: [] }] }, "/b": { security: [{ tls: [] }] } };
  expect(places(gets({ "/a": {}, "/b": {} }, { components }), gets(next, { components }))).toEqual([
    ["authentication-added", "GET /a request"],
    ["authentication-added", "GET /b request"],
  ]);
});

test("changes at one place are sorted by their codes and values", () => {
  const values = (...list: string[]): JsonObject => answering({ enum: list });
  expect(rowsOf(diff(values("c", "a"), values("d", "b")))).toEqual([
    ["enum-value-added", "response 200", null, "b"],
    ["enum-value-added", "response 200", null, "d"],
    ["enum-value-removed", "response 200", "a", null],
    ["enum-value-removed", "response 200", "c", null],
  ]);
});

test("unresolved references and unknown types of both documents are listed once, sorted", () => {
  const old = answering(object({ a: { $ref: "#/lost" }, b: { $ref: "#/gone" } }));
  const next = answering(object({ a: { $ref: "#/lost" }, b: { type: "file" } }));
  expect(comparison(old, next).unknown).toEqual(["#/gone", "#/lost", "type file"]);
  expect(comparison(old, old)).toEqual({ changes: [], unknown: ["#/gone", "#/lost"] });
});

test("rejects documents without a common operation, unless one of them has no operation", () => {
  const two = gets({ "/a": {}, "/b": {} });
  const one = { openapi: "3.1.1", paths: { "/c/d/e": { put: {} } } };
  expect(() => diff(two, one)).toThrow("these are different APIs: none of 2 and 1 operations is in both");
  expect(lines(diff(two, gets({})))).toEqual([
    "major request operation-removed",
    "major request operation-removed",
  ]);
  expect(lines(diff(gets({}), one))).toEqual(["minor request operation-added"]);
  expect(diff(gets({}), gets({}))).toEqual([]);
});

test("rejects a part that cannot be compared, with its document", () => {
  expect(() => diff(api({}), api({ color: 1 }))).toThrow(
    faultOf(
      "new #/paths/~1cars~1{vin}/post/color: keyword `color` of an operation cannot be compared: it is unknown",
    ),
  );
});

const next: JsonObject = { $ref: "#/components/schemas/Next" };

test("a change in schemas that contain each other has only the shortest path to each of them", () => {
  const document = (more: JsonObject): JsonObject =>
    answering(car, { Car: object({ next, a: text }), Next: object({ car, self: next, ...more }) });
  expect(places(document({ model: text }), document({}))).toEqual([
    ["property-removed", "POST /cars/{vin} response 200 .next.model"],
  ]);
  const both = (more: JsonObject): JsonObject =>
    answering(car, { Car: object({ next, ...more }), Next: object({ car, self: next }) });
  expect(places(both({ model: text }), both({}))).toEqual([
    ["property-removed", "POST /cars/{vin} response 200 .model"],
  ]);
});

test("a change in a schema that several schemas contain has the path through each of them", () => {
  const document = (more: JsonObject): JsonObject =>
    answering(object({ a: object({ b: next, c: next }), d: next, e: object({ f: text, next }) }), {
      Next: object({ a: text, self: next, ...more }),
    });
  expect(places(document({ model: text }), document({}))).toEqual([
    [
      "property-removed",
      "POST /cars/{vin} response 200 .d.model",
      "POST /cars/{vin} response 200 .a.b.model",
      "POST /cars/{vin} response 200 .a.c.model",
      "POST /cars/{vin} response 200 .e.next.model",
    ],
  ]);
});
