import { expect, test } from "vitest";
import type { JsonObject } from "../source/json.ts";
import { keepDescriptions } from "./descriptions.ts";

const before: JsonObject = {
  summary: "Old.",
  scopes: { a: "" },
  tags: [{ name: "t" }],
  properties: { vin: { type: "string" }, description: { type: "string" } },
};

test.each<{ name: string; after: JsonObject }>([
  { name: "change nothing", after: before },
  { name: "add a description", after: { ...before, description: "New." } },
  { name: "replace a summary", after: { ...before, summary: "New." } },
  { name: "fill a blank text", after: { ...before, scopes: { a: "Read a." } } },
  { name: "describe an item of a list", after: { ...before, tags: [{ name: "t", description: "New." }] } },
  {
    name: "describe a property that is called description",
    after: {
      ...before,
      properties: { vin: { type: "string" }, description: { type: "string", description: "New." } },
    },
  },
])("an overlay of documentation may $name", ({ after }) => {
  expect(keepDescriptions(before, after, "o.yaml")).toEqual({ value: after, orphans: [] });
});

const { vin, description } = before["properties"] as JsonObject & {
  vin: JsonObject;
  description: JsonObject;
};
test.each<{ name: string; after: JsonObject; pointer: string }>([
  {
    name: "add a property",
    after: { ...before, properties: { vin, description, colour: { type: "string" } } },
    pointer: "/properties/colour",
  },
  {
    name: "change a type",
    after: { ...before, properties: { vin: { type: "number" }, description } },
    pointer: "/properties/vin/type",
  },
  {
    name: "put text instead of a property called description",
    after: { ...before, properties: { vin, description: "New." } },
    pointer: "/properties/description",
  },
  { name: "remove a fact", after: { ...before, tags: [{}] }, pointer: "/tags/0/name" },
  { name: "lengthen a list", after: { ...before, tags: [{ name: "t" }, {}] }, pointer: "/tags/1" },
  {
    name: "replace a text that is not a description",
    after: { ...before, tags: [{ name: "u" }] },
    pointer: "/tags/0/name",
  },
])("an overlay of documentation may not $name", ({ after, pointer }) => {
  expect(() => keepDescriptions(before, after, "o.yaml")).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message: expect.stringContaining(`o.yaml: changes ${pointer} of the bundle, which is a fact`),
    }),
  );
});

test("omits a description of a missing item, and reports its JSON pointer", () => {
  const properties = before["properties"] as JsonObject;
  const after = {
    ...before,
    properties: { ...properties, vni: { description: "Misspelt." } },
    gone: { a: { summary: "" } },
  };
  expect(keepDescriptions(before, after, "o.yaml")).toEqual({
    value: before,
    orphans: ["/properties/vni", "/gone"],
  });
});
