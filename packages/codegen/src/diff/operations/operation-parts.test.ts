import { expect, test } from "vitest";
import { faultOf } from "../../../test/support/fault.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import { itemsBelow, type Located } from "../documents/located.ts";
import { resolverOf } from "../documents/resolver.ts";
import { parametersOf, responsesOf } from "./operation-parts.ts";

const components: JsonObject = {
  limit: { name: "limit", in: "query", schema: { type: "integer" } },
  ok: { description: "Fine." },
  count: { required: true },
  next: { operationId: "b", description: "The next one." },
};

function holder(value: JsonObject): Located {
  return { value, document: { id: "cars", value: { ...value, components } }, pointer: "" };
}

function ref(name: string): JsonObject {
  return { $ref: `#/components/${name}` };
}

function parameters(...list: JsonValue[]) {
  const location = holder({ parameters: list });
  return parametersOf(itemsBelow(location, "parameters"), resolverOf([location.document]));
}

function responses(value: JsonObject) {
  const location = holder({ responses: value });
  return responsesOf(location, resolverOf([location.document]));
}

test.each([
  [{ in: "query" }, "form, exploded"],
  [{ in: "cookie" }, "form, exploded"],
  [{ in: "path" }, "simple"],
  [{ in: "header" }, "simple"],
  [{ in: "query", explode: false }, "form"],
  [{ in: "path", explode: true }, "simple, exploded"],
  [{ in: "query", style: "spaceDelimited" }, "spaceDelimited"],
  [{ in: "query", style: "deepObject", explode: true }, "deepObject, exploded"],
  [{ in: "query", allowReserved: true }, "form, exploded, reserved characters unchanged"],
  [{ in: "query", allowEmptyValue: true }, "form, exploded, may be empty"],
  [{ in: "query", allowReserved: false, allowEmptyValue: false }, "form, exploded"],
  [{ in: "query", content: { "Application/JSON": {} } }, "application/json"],
])("the encoding of %j is %s", (parameter, encoding) => {
  const [found] = [...parameters({ name: "a", ...parameter }).values()];
  expect(found?.encoding).toBe(encoding);
});

test("a parameter has its place, its name and its facts", () => {
  const found = parameters(
    { name: "a", in: "query", required: true, deprecated: true },
    { name: "b", in: "path", required: "yes", deprecated: "yes" },
  );
  const facts = { encoding: "form, exploded", required: true, deprecated: true, schema: undefined };
  expect(found).toEqual(
    new Map([
      ["query.a", facts],
      ["path.b", { ...facts, encoding: "simple", required: false, deprecated: false }],
    ]),
  );
});

test("a later parameter replaces an earlier one of the same place and name", () => {
  const found = parameters(
    { name: "a", in: "query" },
    { name: "a", in: "header" },
    { name: "a", in: "query", required: true },
  );
  expect([...found].map(([name, { required }]) => [name, required])).toEqual([
    ["query.a", true],
    ["header.a", false],
  ]);
});

test("a parameter without a place or a name has empty texts for them", () => {
  expect([...parameters({}).keys()]).toEqual(["."]);
});

test("the schema of a parameter has its place, below its media type, too", () => {
  const found = parameters(ref("limit"), {
    name: "b",
    in: "query",
    schema: {},
    content: { "text/plain": { schema: { type: "string" } } },
  });
  expect([...found.values()].map(({ schema }) => [schema?.pointer, schema?.value])).toEqual([
    ["/components/limit/schema", { type: "integer" }],
    ["/parameters/1/content/text~1plain/schema", { type: "string" }],
  ]);
});

test("responses have their statuses, without extensions", () => {
  const found = responses({ 200: ref("ok"), default: {}, "x-note": "a" });
  const empty = { content: new Map(), headers: new Map(), links: new Map() };
  expect(found).toEqual(
    new Map([
      ["200", empty],
      ["default", empty],
    ]),
  );
});

test("a response has its bodies, its headers in lower case, and its links without prose", () => {
  const found = responses({
    200: {
      content: { "text/plain": { schema: {} } },
      headers: { "X-Count": ref("count"), "X-List": { explode: true } },
      links: { next: ref("next"), last: { parameters: { b: 1, a: 2 } } },
    },
  }).get("200");
  expect([...(found?.content.keys() ?? [])]).toEqual(["text/plain"]);
  const header = { required: true, deprecated: false, encoding: "simple", schema: undefined };
  expect(found?.headers).toEqual(
    new Map([
      ["x-count", header],
      ["x-list", { ...header, required: false, encoding: "simple, exploded" }],
    ]),
  );
  expect(found?.links).toEqual(
    new Map([
      ["next", '{"operationId":"b"}'],
      ["last", '{"parameters":{"a":2,"b":1}}'],
    ]),
  );
});

test.each([
  {
    name: "a parameter",
    read: () => parameters({ color: 1 }),
    want: "cars #/parameters/0/color: keyword `color` of a parameter cannot be compared: it is unknown",
  },
  {
    name: "a response",
    read: () => responses({ 200: { color: 1 } }),
    want: "cars #/responses/200/color: keyword `color` of a response cannot be compared: it is unknown",
  },
  {
    name: "a header",
    read: () => responses({ 200: { headers: { A: { color: 1 } } } }),
    want: "cars #/responses/200/headers/A/color: keyword `color` of a header cannot be compared: it is unknown",
  },
])("rejects an unknown keyword of $name", ({ read, want }) => {
  expect(read).toThrow(faultOf(want));
});
