import { expect, test } from "vitest";
import { components, nodeText, specification } from "../../../test/support/schema-kit.ts";
import type { JsonObject, JsonValue } from "../../source/json.ts";
import { nodeStore } from "./node-store.ts";

const text: JsonObject = { type: "string" };

function stored(schemas: JsonObject = {}, openapi?: string) {
  const { resolve, at } = specification(schemas, openapi);
  const resolved: string[] = [];
  const nodes = nodeStore((ref, from) => {
    resolved.push(ref);
    return resolve(ref, from);
  });
  return { ...nodes, at, resolved };
}

test("the same schema has the same node on any path, and another schema has another one", () => {
  const { nodeAt, at } = stored();
  const node = nodeAt(at(text));
  expect(nodeAt({ ...at(text), pointer: "/elsewhere" })).toBe(node);
  expect(nodeAt(at({ ...text }))).not.toBe(node);
  expect([node.id, nodeAt(at(true)).id, nodeAt(at(false)).id]).toEqual([0, 2, 3]);
  expect(nodeAt(at(true))).toBe(nodeAt(at(true)));
});

test.each<JsonValue>([true, false, null, 1, "1", "true", "#1"])(
  "the id of %j is no id of another value",
  (value) => {
    const { idOf, at } = stored();
    const others: readonly JsonValue[] = [{}, [], true, false, null, 1, "1", "true", "#1"];
    const ids = others.map((other) => idOf(at(other)));
    expect(new Set(ids).size).toBe(others.length);
    expect(ids.filter((id) => id === idOf(at(value)))).toHaveLength(1);
  },
);

test("joined nodes are the same in any order, and include each schema once", () => {
  const { nodeAt, join, at } = stored();
  const [a, b, c] = ["/a", "/b", "/c"].map((pointer) => nodeAt({ ...at({}), pointer }));
  if (!a || !b || !c) throw new Error("no nodes");
  expect(join(a, a)).toBe(a);
  expect(join(b, a)).toBe(join(a, b));
  expect(join(join(a, b), join(c, a))).toBe(join(join(a, b), c));
  expect(nodeText(join(join(a, b), join(c, a)))).toBe("/b + /a + /c");
});

test.each<[string, JsonObject, string]>([
  ["a chain of references", { $ref: `${components}Alias` }, "/components/schemas/Name"],
  ["a reference with an extension", { $ref: `${components}Name`, "x-a": 1 }, "/components/schemas/Name"],
  [
    "a reference with a description",
    { description: "", $ref: `${components}Name` },
    "/components/schemas/Name",
  ],
  ["a reference with a bound", { $ref: `${components}Name`, maxLength: 1 }, ""],
  ["a reference with an unknown keyword", { $ref: `${components}Name`, "a-x-": 1 }, ""],
  ["a reference with a description and a bound", { $ref: `${components}Name`, title: "", maxLength: 1 }, ""],
  ["a reference that resolves to nothing", { $ref: `${components}Gone` }, ""],
  ["a reference that is not text", { $ref: 1 }, ""],
])("follows references: %s", (_name, schema, want) => {
  const { targetOf, at } = stored({ Name: text, Alias: { $ref: `${components}Name` } });
  expect(targetOf(at(schema)).pointer).toBe(want);
});

test("in OpenAPI 3.0, a reference is followed whatever is beside it", () => {
  const { targetOf, at } = stored({ Name: text }, "3.0.3");
  expect(targetOf(at({ $ref: `${components}Name`, maxLength: 1 })).pointer).toBe("/components/schemas/Name");
});

test("follows each reference once", () => {
  const { targetOf, at, resolved } = stored({ Name: text });
  const location = at({ $ref: `${components}Name` });
  expect(targetOf(location)).toBe(targetOf(location));
  expect(resolved).toEqual([`${components}Name`]);
});

test("a schema without references is its own target in each of its places", () => {
  const { targetOf, at } = stored();
  const [first, second] = [at(text), { ...at(text), pointer: "/elsewhere" }];
  expect([targetOf(first), targetOf(second)]).toEqual([first, second]);
});

test("rejects references that lead back to themselves", () => {
  const { targetOf, at } = stored({ A: { $ref: `${components}B` }, B: { $ref: `${components}A` } });
  expect(() => targetOf(at({ $ref: `${components}A` }))).toThrow(
    "spec #/components/schemas/A: reference `#/components/schemas/B` leads back to itself",
  );
});
