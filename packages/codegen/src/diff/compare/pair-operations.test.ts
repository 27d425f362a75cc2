import { describe, expect, test } from "vitest";
import { type Operations, paired } from "../../../test/support/pairs.ts";
import type { JsonObject } from "../../source/json.ts";

function id(operationId: string): JsonObject {
  return { operationId };
}

function query(...names: string[]): JsonObject {
  return { parameters: names.map((name) => ({ name, in: "query" })) };
}

test("operations with an id are paired by their id", () => {
  expect(paired({ "GET /a": id("x"), "GET /b": id("y") }, { "GET /c": id("y"), "PUT /d": id("x") })).toEqual([
    "GET /a -> PUT /d",
    "GET /b -> GET /c",
  ]);
});

test("operations with an id are two levels if the old path remains under another id", () => {
  expect(paired({ "GET /a": id("x") }, { "GET /a": id("x1"), "GET /z": id("x") })).toEqual([
    "GET /a -> GET /a (level)",
    "GET /a -> GET /z (level)",
  ]);
});

test("operations with an id are no levels at the same path", () => {
  expect(paired({ "GET /a": id("x") }, { "GET /a": id("x") })).toEqual(["GET /a -> GET /a"]);
});

test("operations with an id are paired by their path if two operations have the same id", () => {
  const twice = { "GET /a": id("x"), "GET /b": id("x") };
  expect(paired(twice, { "GET /b": id("x"), "GET /p/q/r": id("z") })).toEqual([
    "-> GET /p/q/r",
    "GET /a ->",
    "GET /b -> GET /b",
  ]);
  expect(paired({ "GET /b": id("x"), "GET /p/q/r": id("z") }, twice)).toEqual([
    "-> GET /a",
    "GET /b -> GET /b",
    "GET /p/q/r ->",
  ]);
});

/** Other operations, so that a pair is not the only one. */
const others: Readonly<Record<"old" | "new", Operations>> = {
  old: { "HEAD /o": {} },
  new: { "TRACE /n": {} },
};

function isPaired(old: Operations, next: Operations): boolean {
  const found = paired({ ...old, ...others.old }, { ...next, ...others.new });
  const pairs = found.filter((text) => !text.startsWith("->") && !text.endsWith("->"));
  expect(found).toHaveLength(pairs.length === 0 ? 4 : 3);
  return pairs.length === 1;
}

describe("operations without an id are paired by their paths", () => {
  test.each([
    ["GET /a/{id}", "GET /a/{name}"],
    ["GET /a/{id}x", "GET /a/{}x"],
    ["GET /v1/a", "GET /v22/a"],
    ["GET /a-13/b", "GET /a-14/b"],
    ["GET /a//b", "GET /a/b/"],
    ["GET /", "GET //"],
  ])("%s and %s are the same path with other names and numbers", (old, next) => {
    expect(isPaired({ [old]: query("p") }, { [next]: query("q") })).toBe(true);
  });

  test.each([
    ["GET /a", "PUT /a"],
    ["GET /a/b", "GET /b/a"],
    ["GET /a/b", "GET /a/b/c"],
    ["GET /a", "GET /a/{id}"],
    ["GET /a/{id}", "GET /a/id"],
    ["GET /", "GET /a"],
  ])("%s and %s are different paths", (old, next) => {
    expect(isPaired({ [old]: query("p") }, { [next]: query("q") })).toBe(false);
  });
});

describe("operations whose paths and parts are alike are paired", () => {
  const parts = ["p", "q"];
  test.each([
    { name: "half of the path and half of the parts", path: "GET /a/x", names: ["p"], want: true },
    { name: "half of the path and all parts", path: "GET /x/b", names: parts, want: true },
    { name: "half of the path and a third of the parts", path: "GET /a/x", names: ["p", "r"], want: false },
    { name: "a third of the path and all parts", path: "GET /a/x/y", names: parts, want: false },
    { name: "segments in the other order and all parts", path: "GET /b/a", names: parts, want: true },
    { name: "segments of a longer path in the same order", path: "GET /x/a/y/b", names: parts, want: true },
  ])("$name: $want", ({ path, names, want }) => {
    expect(isPaired({ "GET /a/b": query(...parts) }, { [path]: query(...names) })).toBe(want);
    expect(isPaired({ [path]: query(...names) }, { "GET /a/b": query(...parts) })).toBe(want);
  });

  test("five common parts of at most six are sufficient with another path", () => {
    const moved = (...names: string[]) =>
      isPaired({ "GET /a": query("p", "q", "r", "s", "t") }, { "GET /x/y": query(...names) });
    expect(moved("p", "q", "r", "s", "t", "u")).toBe(true);
    expect(moved("p", "q", "r", "s", "t", "u", "v")).toBe(false);
    expect(moved("p", "q", "r", "s")).toBe(false);
  });

  test("four common parts of five are sufficient for the only two operations", () => {
    const old = { "GET /a": query("p", "q", "r", "s") };
    expect(paired(old, { "GET /x/y": query("p", "q", "r", "s", "t") })).toEqual(["GET /a -> GET /x/y"]);
    expect(paired(old, { "GET /x/y": query("p", "q", "r", "t") })).toEqual(["-> GET /x/y", "GET /a ->"]);
    expect(paired(old, { "PUT /x/y": query("p", "q", "r", "s") })).toEqual(["-> PUT /x/y", "GET /a ->"]);
    expect(paired({ "GET /a": {} }, { "GET /x/y": {} })).toEqual(["-> GET /x/y", "GET /a ->"]);
  });

  test("the only operation of one document is not paired by few parts with one of several", () => {
    const parts = query("p", "q");
    expect(paired({ "GET /a": parts }, { "GET /x/y": parts, "PUT /n": {} })).toEqual([
      "-> GET /x/y",
      "-> PUT /n",
      "GET /a ->",
    ]);
    expect(paired({ "GET /a": parts, "PUT /n": {} }, { "GET /x/y": parts })).toEqual([
      "-> GET /x/y",
      "GET /a ->",
      "PUT /n ->",
    ]);
  });
});

test("the most similar operations are paired first, and the path counts twice", () => {
  const old = { "GET /a/b/c/d": query("p", "q", "r", "s") };
  const samePath = { "GET /a/b/c/x": query("p", "q", "t", "u") };
  const sameParts = { "GET /a/b/x/y": query("p", "q", "r", "s") };
  expect(paired(old, { ...samePath, ...sameParts })).toEqual([
    "-> GET /a/b/c/x",
    "GET /a/b/c/d -> GET /a/b/x/y",
  ]);
  const closer = { "GET /a/b/c/x": query("p", "q", "r") };
  const farther = { "GET /a/b/x/y": query("p", "q", "r", "s") };
  expect(paired(old, { ...farther, ...closer })).toEqual(["-> GET /a/b/x/y", "GET /a/b/c/d -> GET /a/b/c/x"]);
});
