import { describe, expect, test } from "vitest";
import { paired } from "../../../test/support/pairs.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";

function answer(schema: JsonValue): JsonObject {
  return { responses: { 200: { content: { "application/json": { schema } } } } };
}

function object(...names: string[]): JsonObject {
  return { type: "object", properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])) };
}

describe("the parts of two operations are the same", () => {
  const nested = { type: "object", properties: { a: object("b", "c") } };
  const table: { name: string; old: JsonObject; next: JsonObject; want: boolean }[] = [
    {
      name: "with the same statuses",
      old: { responses: { 200: {} } },
      next: { responses: { 200: {} } },
      want: true,
    },
    {
      name: "with other statuses",
      old: { responses: { 200: {} } },
      next: { responses: { 201: {} } },
      want: false,
    },
    {
      name: "with the same properties",
      old: answer(object("a", "b")),
      next: answer(object("a", "b")),
      want: true,
    },
    {
      name: "with other properties",
      old: answer(object("a", "b", "c")),
      next: answer(object("x", "y", "z")),
      want: false,
    },
    {
      name: "with other properties inside a property",
      old: answer(nested),
      next: answer({ type: "object", properties: { a: object("x", "y") } }),
      want: false,
    },
    {
      name: "with other properties three levels deep",
      old: answer({ properties: { a: { properties: { b: object("c") } } } }),
      next: answer({ properties: { a: { properties: { b: object("d") } } } }),
      want: true,
    },
    {
      name: "with other elements of a list",
      old: answer({ type: "array", items: object("a", "b", "c") }),
      next: answer({ type: "array", items: object("x", "y", "z") }),
      want: false,
    },
    {
      name: "with an object instead of a list of it",
      old: answer({ type: "array", items: object("a", "b", "c") }),
      next: answer(object("a", "b", "c")),
      want: false,
    },
    {
      name: "with properties whose names are the same at another depth",
      old: answer({ properties: { a: object("b", "c", "d", "e") } }),
      next: answer({ properties: { a: {}, b: {}, c: {}, d: {}, e: {} } }),
      want: false,
    },
    {
      name: "with a reference to another component",
      old: answer({ $ref: "#/a" }),
      next: answer({ $ref: "#/b" }),
      want: false,
    },
    {
      name: "with a reference to the same component",
      old: answer({ $ref: "#/a" }),
      next: answer({ $ref: "#/a" }),
      want: true,
    },
    {
      name: "with another media type",
      old: { requestBody: { content: { "text/a": {} } } },
      next: { requestBody: { content: { "text/b": {} } } },
      want: false,
    },
    {
      name: "with the same media type",
      old: { requestBody: { content: { "text/a": {} } } },
      next: { requestBody: { content: { "text/a": {} } } },
      want: true,
    },
    {
      name: "with a response instead of a body",
      old: { requestBody: { content: { "application/json": { schema: object("a", "b") } } } },
      next: answer(object("a", "b")),
      want: false,
    },
    {
      name: "with three of four parts",
      old: answer({ properties: { a: true } }),
      next: answer({ properties: { a: true, b: true } }),
      want: false,
    },
    {
      name: "with properties that are not a mapping",
      old: answer({ properties: ["a"] }),
      next: answer({ properties: ["b"] }),
      want: true,
    },
  ];
  test.each(table)("$name: $want", ({ old, next, want }) => {
    expect(paired({ "GET /a": old }, { "GET /x/y": next })).toEqual(
      want ? ["GET /a -> GET /x/y"] : ["-> GET /x/y", "GET /a ->"],
    );
  });
});
