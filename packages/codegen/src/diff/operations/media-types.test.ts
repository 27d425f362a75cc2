import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import type { Located } from "../documents/located.ts";
import { contentOf, mediaOf, mediaTypeName, serversOf } from "./media-types.ts";

test.each([
  ["application/json", "application/json"],
  ["Application/JSON; charset=utf-8", "application/json"],
  ['application/json;charset="UTF-8"', "application/json"],
  ["application/json; charset=utf8;", "application/json"],
  ["application/json; charset=latin1", "application/json; charset=latin1"],
  ["application/json; version=2", "application/json; version=2"],
  ["application/json; x-charset=utf-8", "application/json; x-charset=utf-8"],
  ["application/json; charset=utf-8-x", "application/json; charset=utf-8-x"],
  ["a/b; d=1; c=2", "a/b; c=2; d=1"],
])("the name of %s is %s", (text, name) => {
  expect(mediaTypeName(text)).toBe(name);
});

function at(value: JsonObject): Located {
  return { value, document: { id: "cars", value: {} }, pointer: "/at" };
}

test("two spellings of one media type stay apart", () => {
  const content = contentOf(
    at({
      content: {
        "application/json": { schema: true },
        "Application/JSON": { schema: false },
        "Text/Plain": {},
      },
    }),
  );
  expect([...content].map(([name, { schema }]) => [name, schema?.value])).toEqual([
    ["application/json", true],
    ["Application/JSON", false],
    ["text/plain", undefined],
  ]);
});

test("the encoding of a part has its facts, at any depth, without texts and extensions", () => {
  const encoding = {
    photo: {
      contentType: "image/png",
      "x-note": 1,
      headers: {
        H: { summary: "text", required: true, example: 1, examples: [], schema: { type: "string" } },
      },
    },
  };
  const { schema, encodings } = mediaOf(at({ schema: { type: "object" }, encoding }));
  expect(schema?.pointer).toBe("/at/schema");
  expect([...encodings].map(([name, text]) => [name, JSON.parse(text)])).toEqual([
    ["photo", { contentType: "image/png", headers: { H: { required: true, schema: { type: "string" } } } }],
  ]);
});

const many = (count: number) => Array.from({ length: count }, (_, index) => String(index));

test.each<[string, JsonObject[], string[]]>([
  [
    "addresses, without the slash at the end",
    [{ url: "https://a/" }, { url: "https://b" }],
    ["https://a", "https://b"],
  ],
  ["the address of the document itself", [{ url: "/" }], ["/"]],
  ["no address", [{}], [""]],
  [
    "every value of a variable",
    [
      {
        url: "https://{r}.a/{v}/{v}",
        variables: { r: { enum: ["eu", "us"], default: "eu" }, v: { default: "v1" } },
      },
    ],
    ["https://eu.a/v1/v1", "https://us.a/v1/v1"],
  ],
  ["the default if no value is listed", [{ url: "{r}", variables: { r: { enum: [], default: 1 } } }], ["1"]],
  ["nothing for a variable without values", [{ url: "a{r}", variables: { r: {} } }], ["a"]],
  ["each of 100 addresses", [{ url: "{r}", variables: { r: { enum: many(100) } } }], many(100)],
  [
    "the template instead of more addresses",
    [{ url: "{r}", variables: { r: { enum: many(101) } } }],
    ["{r}"],
  ],
])("servers are %s", (_what, servers, want) => {
  expect([...(serversOf(at({ servers })) ?? [])]).toEqual(want);
});

test("servers may be unstated", () => {
  expect(serversOf(at({}))).toBeUndefined();
  expect(serversOf({ ...at({}), value: [] })).toBeUndefined();
  expect(serversOf(at({ servers: [] }))).toEqual(new Set());
});
