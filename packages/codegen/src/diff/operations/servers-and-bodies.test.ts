import { expect, test } from "vitest";
import { faultOf } from "../../../test/support/fault.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import type { Located } from "../documents/located.ts";
import { contentOf, mediaOf, serversOf } from "./media-types.ts";

function located(value: JsonValue): Located {
  return { value, document: { id: "cars", value: {} }, pointer: "" };
}

function servers(...list: JsonValue[]): readonly string[] {
  return [...(serversOf(located({ servers: list })) ?? [])];
}

function encodings(encoding: JsonObject): readonly (readonly [string, string])[] {
  return [...mediaOf(located({ encoding })).encodings];
}

test("a list of servers is their addresses without a slash at the end", () => {
  expect(
    servers({ url: "https://a/" }, { url: "https://b/c//" }, { url: "/" }, { url: "https://a" }),
  ).toEqual(["https://a", "https://b/c/", "/"]);
  expect(servers({})).toEqual([""]);
  expect(servers()).toEqual([]);
});

test("without a list of servers, the servers are undefined", () => {
  expect(serversOf(located({}))).toBeUndefined();
  expect(serversOf(located(["servers"]))).toBeUndefined();
  expect(serversOf(located(null))).toBeUndefined();
});

test.each<{ name: string; variables: JsonObject; want: readonly string[] }>([
  { name: "a default", variables: { a: { default: "x" }, b: { default: 1 } }, want: ["https://x.x/1"] },
  {
    name: "a list of values",
    variables: { a: { enum: ["x", 2], default: "x" }, b: { enum: ["y", "z"] } },
    want: ["https://x.x/y", "https://x.x/z", "https://2.2/y", "https://2.2/z"],
  },
  {
    name: "an empty list of values",
    variables: { a: { enum: [], default: "x" } },
    want: ["https://x.x/{b}"],
  },
  {
    name: "a list that is no list",
    variables: { a: { enum: "yz", default: "x" } },
    want: ["https://x.x/{b}"],
  },
  { name: "no default", variables: { a: { default: "x" }, b: {} }, want: ["https://x.x"] },
])("a variable of an address has $name", ({ variables, want }) => {
  expect(servers({ url: "https://{a}.{a}/{b}", variables })).toEqual(want);
});

test("an address with more than 100 values is shown with its variables", () => {
  const values = (count: number): JsonObject => ({
    a: { enum: Array.from({ length: count }, (_, index) => String(index)) },
  });
  expect(servers({ url: "https://{a}", variables: values(100) })).toHaveLength(100);
  expect(servers({ url: "https://{a}/", variables: values(101) })).toEqual(["https://{a}/"]);
});

test("bodies have media types in one spelling, unless a document distinguishes two spellings", () => {
  const schema = { type: "string" };
  const content = { "Application/JSON": { schema }, "application/json": {}, "Text/Plain": {} };
  const found = contentOf(located({ content }));
  expect([...found].map(([type, media]) => [type, media.schema?.pointer])).toEqual([
    ["Application/JSON", "/content/Application~1JSON/schema"],
    ["application/json", undefined],
    ["text/plain", undefined],
  ]);
});

test("the encoding of a part is its facts without prose, examples and extensions", () => {
  const prose = { description: "a", summary: "b", example: 1, examples: {}, "x-note": 1 };
  expect(
    encodings({
      a: { style: "form", contentType: "text/csv", "x-note": 1 },
      b: { headers: { A: { ...prose, schema: { type: "string" }, required: true } } },
    }),
  ).toEqual([
    ["a", '{"contentType":"text/csv","style":"form"}'],
    ["b", '{"headers":{"A":{"required":true,"schema":{"type":"string"}}}}'],
  ]);
  expect(encodings({})).toEqual([]);
});

const unknown = "cannot be compared: it is unknown";

test.each([
  {
    name: "a media type",
    read: () => mediaOf(located({ color: 1 })),
    want: `cars #/color: keyword \`color\` of a media type ${unknown}`,
  },
  {
    name: "an encoding",
    read: () => encodings({ a: { color: 1 } }),
    want: `cars #/encoding/a/color: keyword \`color\` of an encoding ${unknown}`,
  },
  {
    name: "a server",
    read: () => servers({ color: 1 }),
    want: `cars #/servers/0/color: keyword \`color\` of a server ${unknown}`,
  },
  {
    name: "a server variable",
    read: () => servers({ url: "a", variables: { a: { color: 1 } } }),
    want: `cars #/servers/0/variables/a/color: keyword \`color\` of a server variable ${unknown}`,
  },
])("rejects an unknown keyword of $name", ({ read, want }) => {
  expect(read).toThrow(faultOf(want));
});
