import { expect, test } from "vitest";
import { parseYaml } from "../source/yaml.ts";
import { kebabCase, nameOf, pascalCase, readNames } from "./names.ts";

function read(text: string) {
  return readNames(parseYaml("spec/names.yaml", text));
}

test("reads all names", () => {
  const names = read(`
documents:
  cars:
    exact: { response: Car, error: CarError }
    patterns:
      - { match: '^unit_(.+)$', name: $1Quantity }
  zones: {}
types:
  Door: Car.doors.[].state
  Car: Car
generics:
  Property:
    schemas: '^(.+)Property$'
    parameter: data
    enums: $1
    description: A value.
    parameterDescription: Its type.
lists:
  brands: { type: Brand, description: All brands. }
`);
  expect(names).toEqual({
    file: "spec/names.yaml",
    documents: new Map([
      [
        "cars",
        {
          exact: new Map([
            ["response", "Car"],
            ["error", "CarError"],
          ]),
          patterns: [{ match: /^unit_(.+)$/, name: "$1Quantity" }],
        },
      ],
      ["zones", { exact: new Map(), patterns: [] }],
    ]),
    types: [
      { name: "Door", schema: "Car", path: ["doors", "[]", "state"] },
      { name: "Car", schema: "Car", path: [] },
    ],
    generics: [
      {
        name: "Property",
        schemas: /^(.+)Property$/,
        parameter: "data",
        enums: "$1",
        description: "A value.",
        parameterDescription: "Its type.",
      },
    ],
    lists: [{ name: "brands", type: "Brand", description: "All brands." }],
  });
});

test("a file without names has none", () => {
  expect(read("{}")).toEqual({
    file: "spec/names.yaml",
    documents: new Map(),
    types: [],
    generics: [],
    lists: [],
  });
});

const generic = "schemas: a, parameter: b, enums: c, description: d, parameterDescription: e";

test.each([
  ["types: { Car: 1 }", ":1 #/types/Car: must be the name of a schema, got the number 1"],
  ["generics: { A: {} }", ' #/generics/A: must be a mapping with the text "schemas", got a mapping'],
  ...["parameter", "enums", "description", "parameterDescription"].map((key): [string, string] => [
    `generics: { A: { ${generic.replace(`, ${key}:`, `, ${key}x:`)} } }`,
    ` #/generics/A: must be a mapping with the text "${key}", got a mapping`,
  ]),
  [
    `generics: { A: { ${generic.replace("schemas: a", "schemas: '('")} } }`,
    ' #/generics/A: must be a regular expression, got "("',
  ],
  ["lists: { a: { description: d } }", ' #/lists/a: must be a mapping with the text "type", got a mapping'],
  ["lists: { a: [] }", ' #/lists/a: must be a mapping with the text "type", got a list'],
  ["lists: { a: { type: T } }", ' #/lists/a: must be a mapping with the text "description", got a mapping'],
  ["documents: { a: { exact: { b/c: [] } } }", ":1 #/documents/a/exact/b~1c: must be a name, got a list"],
  ["documents: { a: { patterns: {} } }", ":1 #/documents/a/patterns: must be a list, got a mapping"],
  [
    "documents:\n  a:\n    patterns:\n      - { match: a, name: b }\n      - { match: a }",
    ':5 #/documents/a/patterns/1: must be a mapping with the texts "match" and "name", got a mapping',
  ],
  [
    "documents: { a: { patterns: [{ name: a }] } }",
    ':1 #/documents/a/patterns/0: must be a mapping with the texts "match" and "name", got a mapping',
  ],
  [
    "documents: { a: { patterns: [{ match: '[', name: a }] } }",
    ':1 #/documents/a/patterns/0: must be a regular expression, got "["',
  ],
])("rejects %s", (text, want) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({ name: "CodegenError", message: `spec/names.yaml${want}` }),
  );
});

const rules = read(`
documents:
  cars:
    exact: { unit_a: Exact }
    patterns:
      - { match: '^unit_(.+)$', name: $1Quantity }
      - { match: '^(.+?)_(?:of_(.+)|all)$', name: $2Of$1$3 }
      - { match: '^unit', name: Later }
`).documents.get("cars");

test.each([
  ["unit_a", "Exact"],
  ["unit_fuel_level", "FuelLevelQuantity"],
  ["doors_of_my_car", "MyCarOfDoors"],
  ["doors_all", "OfDoors"],
  ["units", "Later"],
  ["other", "other"],
])("calls %s %s", (official, want) => {
  expect(nameOf(official, rules)).toBe(want);
});

test("a document without names keeps its names", () => {
  expect(nameOf("unit_a", undefined)).toBe("unit_a");
});

test.each([
  ["battery_level", "BatteryLevel"],
  ["a_1b", "A1b"],
  ["aB_c", "ABC"],
])("writes %s in Pascal case as %s", (name, want) => {
  expect(pascalCase(name)).toBe(want);
});

test.each([
  ["VehicleDataError401", "vehicle-data-error-401"],
  ["battery_level", "battery-level"],
  ["ABTest", "abtest"],
  ["a.b/c", "a-b-c"],
  ["x9Y", "x-9y"],
])("writes %s as %s in names of files", (name, want) => {
  expect(kebabCase(name)).toBe(want);
});
