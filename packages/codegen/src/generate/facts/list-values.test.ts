import { expect, test } from "vitest";
import { listValues } from "./list-values.ts";

const bundle = {
  components: {
    schemas: {
      Level: { enum: ["low", "high", "Medium"] },
      Car: {
        properties: {
          wheels: { items: { properties: { place: { enum: ["rear", "front"] } } } },
          numbers: { enum: ["one", 2] },
          text: { enum: "one" },
        },
      },
    },
  },
};

function valuesOf(schema: string, ...path: string[]): readonly string[] {
  const types = [
    { name: "Other", schema: "Level", path: [] },
    { name: "Type", schema, path },
  ];
  const list = { name: "list", type: "Type", description: "" };
  return listValues(list, { file: "names.yaml", types }, bundle);
}

test("returns the values of an enumeration, sorted by code units", () => {
  expect(valuesOf("Level")).toEqual(["Medium", "high", "low"]);
  expect(valuesOf("Car", "wheels", "[]", "place")).toEqual(["front", "rear"]);
});

test.each([
  { schema: "Car", path: ["wheels"] },
  { schema: "Car", path: ["text"] },
  { schema: "Car", path: ["doors", "[]", "place"] },
  { schema: "Car", path: ["toString"] },
  { schema: "Boat", path: [] },
])("rejects $schema $path, which has no enumeration", ({ schema, path }) => {
  expect(() => valuesOf(schema, ...path)).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message: "names.yaml #/lists/list: type Type has no enumeration",
    }),
  );
});

test("rejects an enumeration with values that are not strings", () => {
  expect(() => valuesOf("Car", "numbers")).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message: "names.yaml #/lists/list: type Type lists more than strings",
    }),
  );
});

test("rejects a list of a type that `names.yaml` does not have", () => {
  const list = { name: "list", type: "Type", description: "" };
  expect(() => listValues(list, { file: "names.yaml", types: [] }, bundle)).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message: "names.yaml #/lists/list: there is no type Type in the same file",
    }),
  );
});
