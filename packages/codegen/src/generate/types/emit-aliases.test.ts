import { expect, test } from "vitest";
import { emitAliases } from "./emit-aliases.ts";

const given = {
  components: {
    schemas: {
      A: {
        type: "object",
        required: ["b"],
        properties: {
          b: { type: "string", description: "A b." },
          c: { type: "array", items: { description: "One c.\nOf some." } },
        },
      },
    },
  },
};
function emit(name: string, schema: string, path: readonly string[]): string {
  return emitAliases(given, { file: "spec/names.yaml", types: [{ name, schema, path }], generics: [] });
}

test.each<{ path: readonly string[]; want: string }>([
  { path: ["b"], want: '/** A b. */\nexport type Name = A["b"];\n' },
  { path: ["c"], want: '\n\nexport type Name = NonNullable<A["c"]>;\n' },
  {
    path: ["c", "[]"],
    want: '/**\n * One c.\n * Of some.\n */\nexport type Name = NonNullable<A["c"]>[number];\n',
  },
])("$path with its words", ({ path, want }) => {
  const code = emit("Name", "A", path);
  expect(code).toContain(want);
  expect(code).toContain('import type {\n  A,\n} from "./types.ts";');
});

test("a schema has the same type under both names, with its comment", () => {
  expect(emit("A", "A", [])).toContain("export type {\n  A,\n  components,\n");
  expect(emit("Name", "A", [])).toContain("export type {\n  A as Name,\n  components,\n");
});

test("exports a generic type and its enums automatically", () => {
  const generic = {
    name: "Envelope",
    schemas: /^(.+)Property$/,
    parameter: "data",
    enums: "$1",
    description: "",
    parameterDescription: "",
  };
  const schemas = { LevelProperty: { properties: { data: { enum: ["low"] } } } };
  const code = emitAliases(
    { components: { schemas } },
    { file: "spec/names.yaml", types: [], generics: [generic] },
  );
  expect(code).toContain("export type {\n  Envelope,\n  Level,\n");
});

test("rejects a name for a missing schema", () => {
  expect(() => emit("Name", "Z", [])).toThrow("spec/names.yaml #/types/Name: there is no schema Z");
  expect(() => emit("Name", "Z", ["b"])).toThrow("spec/names.yaml #/types/Name: there is no schema Z");
  expect(() => emit("Name", "A", ["z"])).toThrow(
    'spec/names.yaml #/types/Name: there is no "z" below schema A',
  );
});
