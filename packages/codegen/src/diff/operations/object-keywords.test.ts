import { expect, test } from "vitest";
import { faultOf } from "../../../test/support/fault.ts";
import type { JsonValue } from "../../source/json.ts";
import { checkObject, type ObjectKind } from "./object-keywords.ts";

function check(value: JsonValue, kind: ObjectKind): void {
  checkObject({ value, document: { id: "cars", value: {} }, pointer: "/a" }, kind);
}

test("accepts known keywords, extensions and objects without keywords", () => {
  check({ description: "", schema: {}, "x-note": 1 }, "header");
  check({ tags: [], operationId: "a" }, "operation");
  check({}, "flow");
});

test.each<{ kind: ObjectKind; value: JsonValue; want: string }>([
  { kind: "header", value: [], want: "cars #/a: expected a mapping, got a list" },
  { kind: "header", value: "b", want: 'cars #/a: expected a mapping, got "b"' },
  {
    kind: "encoding",
    value: { contentType: "a", "b/c": 1 },
    want: "cars #/a/b~1c: keyword `b/c` of an encoding cannot be compared: it is unknown",
  },
  {
    kind: "media type",
    value: { a: 1 },
    want: "cars #/a/a: keyword `a` of a media type cannot be compared: it is unknown",
  },
  {
    kind: "server variable",
    value: { "not-x-": 1 },
    want: "cars #/a/not-x-: keyword `not-x-` of a server variable cannot be compared: it is unknown",
  },
  {
    kind: "response",
    value: { constructor: 1 },
    want: "cars #/a/constructor: keyword `constructor` of a response cannot be compared: it is unknown",
  },
  {
    kind: "document",
    value: { jsonSchemaDialect: "a" },
    want: "cars #/a/jsonSchemaDialect: keyword `jsonSchemaDialect` of a document cannot be compared",
  },
])("rejects $value as a $kind", ({ kind, value, want }) => {
  expect(() => check(value, kind)).toThrow(faultOf(want));
});
