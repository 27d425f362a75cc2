import { expect, test } from "vitest";
import type { JsonObject } from "../src/source/json.ts";
import { diff, lines, sending, text } from "./diff-kit.ts";

const reference: JsonObject = { $ref: "#/components/schemas/Name" };

function sendingName(schema: JsonObject): JsonObject {
  return sending(schema, { Name: text });
}

test.each<[string, JsonObject, readonly string[]]>([
  ["a bound", { maxLength: 3 }, ["major request body constraint-tightened"]],
  ["listed values", { enum: ["a"] }, ["major request body enum-introduced"]],
  ["a part", { allOf: [{ maxLength: 3 }] }, ["major request body constraint-tightened"]],
  ["a description", { description: "d" }, []],
  ["an example", { examples: ["a"] }, []],
  ["an extension", { "x-a": 1 }, []],
])("%s beside a reference of OpenAPI 3.1 is compared", (_name, keyword, want) => {
  const changes = diff(sendingName(reference), sendingName({ ...reference, ...keyword }));
  expect(lines(changes)).toEqual(want);
});

test("a reference of OpenAPI 3.0 ignores the keywords beside it", () => {
  const [old, next] = [reference, { ...reference, maxLength: 3 }].map((schema) => ({
    ...sendingName(schema),
    openapi: "3.0.3",
  }));
  if (!old || !next) throw new Error("no documents");
  expect(diff(old, next)).toEqual([]);
});
