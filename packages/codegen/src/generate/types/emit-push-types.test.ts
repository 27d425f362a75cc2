import { expect, test } from "vitest";
import type { CapabilityV2, PropertyV2, ValueV2 } from "../push-messages/push-v2.ts";
import type { Check, ObjectCheck } from "../validators/runtime/check.ts";
import { emitPushTypes } from "./emit-push-types.ts";

const text: Check = { kind: "string" };
const number: Check = { kind: "number" };

function objectCheck(properties: Readonly<Record<string, Check>>, ...required: string[]): ObjectCheck {
  return { kind: "object", properties, ...(required.length > 0 && { required }) };
}

function property(name: string, data: Check, more: Partial<PropertyV2> = {}): PropertyV2 {
  return {
    name,
    description: "",
    isDeprecated: false,
    item: objectCheck({ data, time: text }),
    data,
    ...more,
  };
}

function capability(name: string, ...properties: PropertyV2[]): CapabilityV2 {
  return { name, description: "", check: text, properties };
}

function value(name: string, check: Check, schema: ValueV2["schema"] = {}): ValueV2 {
  const members = check.kind === "object" ? Object.entries(check.properties ?? {}) : [];
  return { name, schema, check, members: new Map(members) };
}

interface Given {
  readonly capabilities: readonly CapabilityV2[];
  readonly values?: readonly ValueV2[];
  readonly typesOf?: ReadonlyMap<Check, string>;
  readonly taken?: readonly string[];
}

interface Result {
  readonly code: string;
  /** The names of the types, without those that every module has. */
  readonly names: readonly string[];
}

function emit({ capabilities, values = [], typesOf = new Map(), taken = [] }: Given): Result {
  const { code, names } = emitPushTypes({ capabilities, values }, typesOf, new Set(taken));
  const fixed = ["CapabilityName", "PropertyName", "PushCapabilityV2", "PushItemV2", "PushMessageV2"];
  expect(names.slice(-6)).toEqual([...fixed, "VehiclePropertyData"]);
  const end = code.indexOf("/** The name of a capability");
  return { code: code.slice(0, end), names: names.slice(0, -6) };
}

test("prints the item, and each capability with its properties", () => {
  const lock = property("lock", text, { description: "The lock.", isDeprecated: true });
  const doors = { ...capability("doors", lock, property("open-it", number)), description: "Doors." };
  expect(emit({ capabilities: [doors, capability("charging")] })).toEqual({
    code: `
export interface PushItemV2<Data> {
  readonly data?: Data;
  readonly time?: string;
}

/**
 * What vehicles report, whichever way it arrives: the type of one value, by capability and property. It includes
 * everything that responses and push messages of both formats can hold.
 */
export interface VehiclePropertyData {
  /** Doors. */
  readonly doors: {
    /**
     * The lock.
     *
     * @deprecated
     */
    readonly lock: string;
    readonly "open-it": number;
  };
  readonly charging: {
  };
}

`,
    names: [],
  });
});

test("describes the item by the schema that all items have", () => {
  const item = objectCheck({ data: text, time: text });
  const { code } = emit({
    capabilities: [capability("doors", property("lock", text, { item }))],
    values: [
      value("other", objectCheck({ data: text }), { description: "Not this." }),
      value("item", item, {
        description: "A reading.",
        properties: { data: { description: "The value." }, time: {} },
      }),
    ],
  });
  expect(code.slice(0, code.indexOf("/**\n"))).toBe(`
/** A reading. */
export interface PushItemV2<Data> {
  /** The value. */
  readonly data?: Data;
  readonly time?: string;
}

`);
});

const point = objectCheck({ x: number, "y-z": number }, "y-z");

test("declares the structures that the bundle does not have, with descriptions and optional members", () => {
  const line = objectCheck({ from: point });
  const schema = { description: "A point.", properties: { x: { description: "Its x." }, "y-z": true } };
  const { code, names } = emit({
    capabilities: [capability("doors", property("lock", { kind: "array", items: line }))],
    values: [
      value("door_line", line),
      value("door_point", point, schema),
      value("kind", { kind: "enum", values: [1] }),
    ],
  });
  expect(names).toEqual(["DoorLine", "DoorPoint"]);
  expect(code.slice(0, code.indexOf("export interface PushItemV2"))).toBe(`
export interface DoorLine {
  readonly from?: DoorPoint;
}

/** A point. */
export interface DoorPoint {
  /** Its x. */
  readonly x?: number;
  readonly "y-z": number;
}

`);
  expect(code).toContain("    readonly lock: readonly DoorLine[];\n");
});

test.each<{ name: string; given: Partial<Given>; want: string; names: readonly string[] }>([
  { name: "its own name", given: {}, want: "Point", names: ["Point"] },
  { name: "a suffix if the name is taken", given: { taken: ["Point"] }, want: "PointV2", names: ["PointV2"] },
  {
    name: "the name of the quantity, which the bundle has in another form",
    given: { taken: ["Point", "PointQuantity"] },
    want: "PointQuantityV2",
    names: ["PointQuantityV2"],
  },
  {
    name: "its name in the bundle",
    given: { typesOf: new Map([[point, "Place"]]), taken: ["Place"] },
    want: "Place",
    names: [],
  },
  {
    name: "the first of two names",
    given: { values: [value("first", point), value("second", point)] },
    want: "First",
    names: ["First"],
  },
  {
    name: "no name without a schema of its own",
    given: { values: [value("other", objectCheck({ a: text }))] },
    want: '{ readonly x?: number; readonly "y-z": number }',
    names: [],
  },
])("a structure has $name", ({ given, want, names }) => {
  const result = emit({
    capabilities: [capability("doors", property("lock", point))],
    values: [value("point", point)],
    ...given,
  });
  expect(result.names).toEqual(names);
  expect(result.code).toContain(`    readonly lock: ${want};\n`);
});

test("values that are not structures have no declaration, also if they have a name", () => {
  const kind: Check = { kind: "enum", values: ["a", 1] };
  const { code, names } = emit({
    capabilities: [capability("doors", property("lock", kind))],
    values: [value("kind", kind)],
  });
  expect(names).toEqual([]);
  expect(code).toContain('    readonly lock: "a" | 1;\n');
});

test("a structure inside one of the bundle has no declaration; only types in use are imported", () => {
  const line = objectCheck({ from: point });
  const typesOf = new Map<Check, string>([
    [line, "Line"],
    [objectCheck({ a: text }), "Unused"],
  ]);
  const { code, names } = emit({
    capabilities: [capability("doors", property("lock", line), property("open", line))],
    values: [value("point", point)],
    typesOf,
  });
  expect(names).toEqual([]);
  expect(code.slice(0, code.indexOf("\n\n"))).toBe('import type { Line } from "./types.ts";');
});

test.each([
  { name: "another member", item: objectCheck({ data: number, time: text, more: text }) },
  { name: "another type of a member", item: objectCheck({ data: number, time: number }) },
  { name: "no other member", item: objectCheck({ data: number }) },
])("rejects items with $name", ({ item }) => {
  const properties = [property("lock", text), property("open", number, { item })];
  const differ = "the items of open differ from those of lock in more than their data";
  expect(() => emit({ capabilities: [capability("doors", ...properties)] })).toThrow(
    expect.objectContaining({ name: "CodegenError", message: differ }),
  );
});

test("rejects push messages without a property", () => {
  expect(() => emit({ capabilities: [capability("doors")] })).toThrow(
    expect.objectContaining({ name: "CodegenError", message: "the push messages have no property" }),
  );
});

test("rejects a structure whose name TypeScript does not allow", () => {
  const given = {
    capabilities: [capability("doors", property("lock", point))],
    values: [value("a-b", point)],
  };
  expect(() => emit(given)).toThrow(
    'a name in TypeScript must be letters, digits, _ and $, and no reserved word, got "A-b"',
  );
});
