import { expect, test } from "vitest";
import type { JsonObject } from "../source/json.ts";
import { shareSchemas } from "./share-schemas.ts";

const failure = { type: "object", properties: { reason: { type: "string", enum: ["a", "b"] } } };

function item(data: JsonObject): JsonObject {
  return { type: "object", properties: { data, failure } };
}

function list(data: JsonObject): JsonObject {
  return { type: "array", items: item(data) };
}

const length = { type: "object", properties: { unit: { type: "string", enum: ["m", "km"] } } };
const lockState = { type: "string", enum: ["locked", "unlocked"] };

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

test("writes a repeated structure once, and names it after its definition or property", () => {
  const schema = {
    type: "object",
    properties: {
      doors: {
        type: "object",
        properties: { inside: list(lockState), outside: list(lockState) },
        $defs: { property_lock_state: item(lockState) },
      },
      trip: {
        type: "object",
        properties: { distance: list(length), note: list({ type: "string" }) },
        $defs: { property_length: item(length), property_string: item({ type: "string" }) },
      },
    },
  };
  expect(shareSchemas(schema)).toEqual({
    root: { type: "object", properties: { doors: ref("doors"), trip: ref("trip") } },
    shared: {
      doors: {
        type: "object",
        properties: {
          inside: { type: "array", items: ref("property_lock_state") },
          outside: { type: "array", items: ref("property_lock_state") },
        },
      },
      failure,
      length,
      property_length: { type: "object", properties: { data: ref("length"), failure: ref("failure") } },
      property_lock_state: { type: "object", properties: { data: lockState, failure: ref("failure") } },
      property_string: { type: "object", properties: { data: { type: "string" }, failure: ref("failure") } },
      trip: {
        type: "object",
        properties: {
          distance: { type: "array", items: ref("property_length") },
          note: { type: "array", items: ref("property_string") },
        },
      },
    },
  });
});

test("keeps the properties of the whole schema separate, even if two are equal", () => {
  const mode = { type: "object", properties: { status: list(lockState) } };
  const { root, shared } = shareSchemas({ type: "object", properties: { brake: mode, valet: mode } });
  expect(root).toEqual({ type: "object", properties: { brake: ref("brake"), valet: ref("valet") } });
  expect(shared["valet"]).toEqual(shared["brake"]);
});

test("a structure does not get the name of a property of the whole schema", () => {
  const place = { type: "object", properties: { x: { type: "number" } } };
  const schema = {
    type: "object",
    properties: {
      a: { type: "object", properties: { place } },
      b: { type: "object", properties: { place, more: { type: "string" } } },
      place: { type: "object", properties: { name: { type: "string" } } },
    },
  };
  expect(shareSchemas(schema).shared).toMatchObject({
    a: { properties: { place: ref("place_2") } },
    place: { properties: { name: { type: "string" } } },
    place_2: place,
  });
});

test("numbers structures of one name", () => {
  const front = { type: "string", enum: ["front", "rear"] };
  const side = { type: "string", enum: ["left", "right"] };
  const place = (location: JsonObject, more: JsonObject): JsonObject => ({
    type: "object",
    properties: { location, ...more },
  });
  const schema = {
    type: "object",
    properties: {
      a: place(front, {}),
      b: place(front, { x: { type: "string" } }),
      c: place(side, {}),
      d: place(side, { x: { type: "string" } }),
    },
  };
  const { shared } = shareSchemas(schema);
  expect(shared).toMatchObject({
    location: front,
    location_2: side,
    a: place(ref("location"), {}),
    d: { properties: { location: ref("location_2") } },
  });
});

test("does not change a document whose references point into its definitions", () => {
  const schema = {
    type: "object",
    properties: {
      id: { $ref: "#/components/schemas/One/$defs/id" },
      other: { type: "object", properties: {} },
    },
    $defs: { id: { type: "string" } },
  };
  expect(shareSchemas(schema)).toEqual({ root: schema, shared: {} });
});

const other = { type: "object", properties: { y: { type: "number" } } };
const place = { type: "object", properties: { x: { type: "number" } } };

/** Two properties of the whole schema that contain `keyword`, so that what is in it is repeated. */
function twice(keywords: JsonObject): JsonObject {
  const whole = (more: JsonObject): JsonObject => ({ type: "object", properties: { ...more }, ...keywords });
  return { type: "object", properties: { a: whole({}), b: whole({ z: { type: "string" } }) } };
}

test.each<{ keyword: string; given: JsonObject; want: JsonObject }>([
  { keyword: "items", given: { items: place }, want: { items: ref("a_2") } },
  { keyword: "not", given: { not: place }, want: { not: ref("a_2") } },
  {
    keyword: "additionalProperties",
    given: { additionalProperties: place },
    want: { additionalProperties: ref("a_2") },
  },
  { keyword: "allOf", given: { allOf: [place, other] }, want: { allOf: [ref("a_2"), ref("a_3")] } },
  { keyword: "anyOf", given: { anyOf: [place] }, want: { anyOf: [ref("a_2")] } },
  { keyword: "oneOf", given: { oneOf: [place] }, want: { oneOf: [ref("a_2")] } },
  {
    keyword: "patternProperties",
    given: { patternProperties: { "^p": place } },
    want: { patternProperties: { "^p": ref("a_2") } },
  },
])("shares what is repeated in $keyword", ({ given, want }) => {
  const { shared } = shareSchemas(twice(given));
  expect(shared["b"]).toEqual({ type: "object", properties: { z: { type: "string" } }, ...want });
});

test("writes a structure that occurs once in its place, if no definition has it", () => {
  const a = { type: "object", properties: { place, mode: { enum: ["on", "off"] } } };
  expect(shareSchemas({ properties: { a } })).toEqual({
    root: { properties: { a: ref("a") } },
    shared: { a },
  });
});

test("a value that is an object gets a name even if it occurs once", () => {
  const engine = { type: "object", properties: { data: place, speed: item({ type: "string" }) } };
  expect(shareSchemas({ properties: { engine } }).shared).toMatchObject({
    engine: { properties: { data: ref("data"), speed: { properties: { data: { type: "string" } } } } },
    data: place,
  });
});

test("schemas without properties and enumerations of one value are not shared", () => {
  const text = { type: "string" };
  const only = { type: "string", enum: ["a"] };
  const { shared } = shareSchemas({
    properties: {
      a: { type: "object", properties: { text, only, list: { properties: [] }, enum: { enum: "ab" } } },
      b: {
        type: "object",
        properties: { text, only, list: { properties: [] }, enum: { enum: "ab" }, z: text },
      },
    },
  });
  expect(Object.keys(shared)).toEqual(["a", "b"]);
});

test("the root keeps members that are no structures in their places", () => {
  const schema = {
    type: "object",
    properties: { version: { type: "string" }, always: true, engine: place },
    additionalProperties: other,
  };
  expect(shareSchemas(schema)).toEqual({
    root: {
      type: "object",
      properties: { version: { type: "string" }, always: true, engine: ref("engine") },
      additionalProperties: other,
    },
    shared: { engine: place },
  });
});

test("a value has the name of the first definition that has it, without its prefix", () => {
  const engine = {
    type: "object",
    properties: { one: list(length), two: list(length) },
    $defs: { odd_length: item(length), property_size: item(length), property_length: item(length) },
  };
  const { shared } = shareSchemas({ properties: { engine } });
  expect(Object.keys(shared).sort()).toEqual(["engine", "odd_length", "size"]);
});
