import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import type { Located } from "../documents/located.ts";
import { resolverOf } from "../documents/resolver.ts";
import { parametersOf, responsesOf } from "./operation-parts.ts";

const document = {
  id: "cars",
  value: {
    components: {
      parameters: { Vin: { name: "vin", in: "path", required: true } },
      headers: { H: { required: true } },
      responses: { R: { content: { "text/plain": {} } } },
      links: { L: { operationId: "a", description: "text" } },
    },
  },
};
const resolve = resolverOf([document]);

function at(value: JsonObject): Located {
  return { value, document, pointer: "/at" };
}

/** The encoding of one parameter. */
function encodingOf(parameter: JsonObject) {
  const [only] = parametersOf([at({ name: "a", ...parameter })], resolve).values();
  return only?.encoding;
}

test.each<[JsonObject, string]>([
  [{ in: "query" }, "form, exploded"],
  [{ in: "cookie" }, "form, exploded"],
  [{ in: "path" }, "simple"],
  [{ in: "header" }, "simple"],
  [{ in: "query", style: "form" }, "form, exploded"],
  [{ in: "query", explode: false }, "form"],
  [{ in: "path", explode: true }, "simple, exploded"],
  [{ in: "query", style: "spaceDelimited" }, "spaceDelimited"],
  [{ in: "query", style: "pipeDelimited", explode: true }, "pipeDelimited, exploded"],
  [{ in: "query", allowReserved: true }, "form, exploded, reserved characters unchanged"],
  [{ in: "query", allowReserved: false, allowEmptyValue: true }, "form, exploded, may be empty"],
  [{ in: "query", content: { "Application/JSON; charset=utf-8": {} } }, "application/json"],
])("the parameter %j is written as %s", (parameter, want) => {
  expect(encodingOf(parameter)).toBe(want);
});

test("a parameter has its facts; a later one replaces an earlier one of the same place and name", () => {
  const schema = { type: "string" };
  const found = parametersOf(
    [
      at({ $ref: "#/components/parameters/Vin" }),
      at({ name: "a", in: "query", deprecated: true, schema }),
      at({ name: "a", in: "query", required: true, content: { "application/json": { schema } } }),
      at({ name: "a", in: "header" }),
      at({}),
    ],
    resolve,
  );
  expect([...found].map(([name, one]) => [name, one.required, one.deprecated, one.schema?.pointer])).toEqual([
    ["path.vin", true, false, undefined],
    ["query.a", true, false, "/at/content/application~1json/schema"],
    ["header.a", false, false, undefined],
    [".", false, false, undefined],
  ]);
  const [old] = parametersOf([at({ name: "a", in: "query", deprecated: true, schema })], resolve).values();
  expect(old).toMatchObject({ deprecated: true, required: false, schema: { pointer: "/at/schema" } });
});

test("responses have headers in lower case, links without their texts, and no extensions", () => {
  const operation = at({
    responses: {
      200: {
        headers: { "X-One": { $ref: "#/components/headers/H" }, two: { schema: {} } },
        links: { l: { $ref: "#/components/links/L" } },
      },
      404: { $ref: "#/components/responses/R" },
      "x-other": {},
    },
  });
  const found = responsesOf(operation, resolve);
  expect([...found.keys()]).toEqual(["200", "404"]);
  const headers = [...(found.get("200")?.headers ?? [])].map(([name, { required, encoding }]) => [
    name,
    required,
    encoding,
  ]);
  expect(headers).toEqual([
    ["x-one", true, "simple"],
    ["two", false, "simple"],
  ]);
  expect(found.get("200")?.links).toEqual(new Map([["l", '{"operationId":"a"}']]));
  expect([...(found.get("404")?.content.keys() ?? [])]).toEqual(["text/plain"]);
});
