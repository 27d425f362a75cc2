import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { readStatements } from "./read-statements.ts";
import type { ValueType } from "./value-types.ts";

function statementsOf(type: ValueType, schema: JsonObject): object {
  return Object.fromEntries([...readStatements(type, schema)].map(([name, texts]) => [name, [...texts]]));
}

const everything: JsonObject = {
  contentEncoding: "base16",
  contentMediaType: "image/png",
  dependentRequired: { a: ["b", "c"], d: ["e"] },
  format: "f",
  multipleOf: 2,
  pattern: "^p",
  uniqueItems: true,
  xml: { name: "x", attribute: true },
};

const xml = ['{"attribute":true,"name":"x"}'];

test.each<[ValueType, object]>([
  [
    "string",
    {
      contentEncoding: ['"base16"'],
      contentMediaType: ['"image/png"'],
      format: ['"f"'],
      pattern: ['"^p"'],
      xml,
    },
  ],
  ["number", { format: ['"f"'], multipleOf: ["2"], xml }],
  ["object", { dependentRequired: ['["a","b"]', '["a","c"]', '["d","e"]'], xml }],
  ["array", { uniqueItems: ["true"], xml }],
  ["boolean", { xml }],
  ["null", { xml }],
])("reads the keywords about the type %s", (type, want) => {
  expect(statementsOf(type, everything)).toEqual(want);
});

test.each<[string, ValueType, JsonObject]>([
  ["no uniqueness", "array", { uniqueItems: false }],
  ["no needed properties", "object", { dependentRequired: {} }],
  ["no keyword", "string", {}],
  ["needed properties that are not a mapping", "object", { dependentRequired: "a" }],
  ["needed properties that are not lists", "object", { dependentRequired: { a: "b" } }],
])("%s is the same as nothing", (_name, type, schema) => {
  expect(statementsOf(type, schema)).toEqual({});
});

test.each<[string, JsonObject, object]>([
  ["byte", { format: "byte" }, { contentEncoding: ['"base64"'] }],
  ["base64", { format: "base64" }, { contentEncoding: ['"base64"'] }],
  [
    "byte with a media type",
    { format: "byte", contentMediaType: "application/octet-stream" },
    { contentEncoding: ['"base64"'], contentMediaType: ['"application/octet-stream"'] },
  ],
  ["bytes", { contentMediaType: "application/octet-stream" }, { format: ['"binary"'] }],
  [
    "bytes in an encoding",
    { contentMediaType: "application/octet-stream", contentEncoding: "base64" },
    { contentMediaType: ['"application/octet-stream"'], contentEncoding: ['"base64"'] },
  ],
  ["another format", { format: "date" }, { format: ['"date"'] }],
])("text in OpenAPI 3.0 and 3.1 is in one spelling: %s", (_name, schema, want) => {
  expect(statementsOf("string", schema)).toEqual(want);
});

test("the spelling of formats of text is no matter of numbers", () => {
  expect(statementsOf("number", { format: "byte" })).toEqual({ format: ['"byte"'] });
});
