import { expect, test } from "vitest";
import type { JsonValue } from "../../source/json.ts";
import { resolverOf } from "../documents/resolver.ts";
import { schemaGraph } from "../schemas/schema-graph.ts";
import { typeText } from "./type-text.ts";

function textOf(schema: JsonValue): string {
  const document = { id: "cars", value: { schema } };
  const graph = schemaGraph(resolverOf([document]));
  return typeText(graph.meaningOf(graph.nodeAt({ value: schema, document, pointer: "/schema" })));
}

test.each<[JsonValue, string]>([
  [{}, "any"],
  [false, "nothing"],
  [{ type: "string" }, "string"],
  [{ type: "null" }, "null"],
  [{ type: ["string", "null", "boolean"] }, "boolean | string | null"],
  [{ type: ["integer", "string"] }, "integer | string"],
  [{ type: ["array", "boolean", "null", "number", "object", "string"] }, "any"],
  [
    { type: ["array", "boolean", "number", "object", "string"] },
    "array | boolean | number | object | string",
  ],
  [
    {
      oneOf: [
        { type: "string", const: "a" },
        { type: "string", maxLength: 3 },
      ],
    },
    "string",
  ],
  [{ allOf: [{ $ref: "#/z" }, { $ref: "#/a" }] }, "#/a & #/z"],
  [{ anyOf: [{ $ref: "#/a" }, { type: "string" }] }, "#/a"],
])("the type of %j is %s", (schema, text) => {
  expect(textOf(schema)).toBe(text);
});
