import { expect, test } from "vitest";
import { type NamedCheck, sharedChecks } from "./check-names.ts";
import type { Check } from "./runtime/check.ts";

function object(properties: Readonly<Record<string, Check>>): Check {
  return { kind: "object", properties };
}

function list(items: Check): Check {
  return { kind: "array", items };
}

function listed(...values: string[]): Check {
  return { kind: "enum", values };
}

/** Returns the names of shared checks, in order, if each of the checks is needed by two validators. */
function namesOf(named: readonly NamedCheck[], checks = named.map(({ check }) => check)): readonly string[] {
  return [...sharedChecks(named, [...checks, ...checks.map(list)]).values()];
}

test("a check that two roots contain is shared with its name", () => {
  const lock = listed("a", "b");
  const named = [{ name: "Lock", check: lock }];
  expect([...sharedChecks(named, [object({ x: lock }), object({ y: lock })])]).toEqual([[lock, "Lock"]]);
  expect([...sharedChecks(named, [lock, object({ y: lock })])]).toEqual([[lock, "Lock"]]);
  expect([...sharedChecks(named, [lock, lock])]).toEqual([[lock, "Lock"]]);
});

test("a check that is used once, or never, is not shared", () => {
  const lock = listed("a", "b");
  const named = [{ name: "Lock", check: lock }];
  expect([...sharedChecks(named, [object({ x: lock })])]).toEqual([]);
  expect([...sharedChecks(named, [])]).toEqual([]);
  expect([...sharedChecks([], [lock, lock])]).toEqual([]);
});

test("the parts of a shared check are counted once", () => {
  const lock = listed("a", "b");
  const doors = object({ lock });
  const named = [
    { name: "Lock", check: lock },
    { name: "Doors", check: doors },
  ];
  expect([...sharedChecks(named, [doors, list(doors)]).values()]).toEqual(["Doors"]);
});

test("a shared check comes after its parts", () => {
  const lock = listed("a", "b");
  const doors = object({ lock });
  const named = [
    { name: "Doors", check: doors },
    { name: "Lock", check: lock },
  ];
  expect([...sharedChecks(named, [doors, doors, lock])]).toEqual([
    [lock, "Lock"],
    [doors, "Doors"],
  ]);
});

test.each<[string, Check]>([
  ["an object", object({})],
  ["two listed values", listed("a", "b")],
  ["all of several checks", { kind: "allOf", checks: [] }],
  ["any of several checks", { kind: "anyOf", checks: [] }],
  ["one of several checks", { kind: "oneOf", checks: [] }],
])("%s can have a name", (_, check) => {
  expect(namesOf([{ name: "X", check }])).toEqual(["X"]);
});

test.each<[string, Check]>([
  ["one listed value", listed("a")],
  ["a text", { kind: "string", maxLength: 3 }],
  ["a list", list({ kind: "string" })],
  ["a constant", { kind: "const", value: 1 }],
  ["a negated check", { kind: "not", check: { kind: "string" } }],
])("%s is too small for a name", (_, check) => {
  expect(namesOf([{ name: "X", check }])).toEqual([]);
});

test("the first source names a check, and a source before the place inside another source", () => {
  const lock = listed("a", "b");
  const doors = object({ lock });
  expect(
    namesOf(
      [
        { name: "Doors", check: doors },
        { name: "Lock", check: lock },
        { name: "Other", check: lock },
      ],
      [lock],
    ),
  ).toEqual(["Lock"]);
});

test("a name that is taken is numbered", () => {
  const named = ["a", "b", "c"].map((value) => ({ name: "Lock", check: listed(value, "z") }));
  expect(namesOf(named)).toEqual(["Lock", "Lock2", "Lock3"]);
});

test("a check without a source is named after its place", () => {
  const part = listed("a", "b");
  const place = (check: Check): readonly string[] => namesOf([{ name: "Car", check }], [part]);
  expect(place(object({ front_lock: part }))).toEqual(["CarFrontLock"]);
  expect(place(object({ "front-  lock": part }))).toEqual(["CarFrontLock"]);
  expect(place(object({ a: list(part) }))).toEqual(["CarAItem"]);
  expect(place(list(list(part)))).toEqual(["CarItemItem"]);
  expect(place({ kind: "anyOf", checks: [{ kind: "string" }, part] })).toEqual(["CarPart2"]);
  expect(place({ kind: "not", check: part })).toEqual(["CarPart1"]);
  expect(place({ kind: "object", additionalProperties: part })).toEqual(["CarPart1"]);
  expect(
    place({ kind: "object", properties: { a: { kind: "string" } }, additionalProperties: part }),
  ).toEqual(["CarPart1"]);
});

test("a part of a check with its own name is named after it", () => {
  const part = listed("a", "b");
  const inner = object({ part });
  const outer = object({ inner });
  const named = [
    { name: "Outer", check: outer },
    { name: "Inner", check: inner },
  ];
  expect(namesOf(named, [part])).toEqual(["InnerPart"]);
});

test("a part in two places has the name of the first", () => {
  const part = listed("a", "b");
  const same = list(part);
  const named = [{ name: "Car", check: object({ x: same, y: same }) }];
  expect(namesOf(named, [part])).toEqual(["CarXItem"]);
});
