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

test("without parts of schemas, the module only exports", () => {
  expect(emit("A", "A", [])).toBe(
    'export type {\n  A,\n  components,\n  operations,\n  paths,\n} from "./types.ts";\n\n\n',
  );
});

test("names that come from one schema are imported once, and names of whole schemas are sorted", () => {
  const code = emitAliases(
    { components: { schemas: { ...given.components.schemas, B: { properties: { a: {} } } } } },
    {
      file: "spec/names.yaml",
      types: [
        { name: "Two", schema: "B", path: ["a"] },
        { name: "Z", schema: "B", path: [] },
        { name: "One", schema: "A", path: ["b"] },
        { name: "Three", schema: "A", path: ["c"] },
        { name: "A", schema: "A", path: [] },
      ],
      generics: [],
    },
  );
  expect(code).toBe(
    [
      'import type {\n  A,\n  B,\n} from "./types.ts";\n\n',
      'export type {\n  A,\n  B as Z,\n  components,\n  operations,\n  paths,\n} from "./types.ts";\n\n',
      'export type Two = NonNullable<B["a"]>;\n\n',
      '/** A b. */\nexport type One = A["b"];\n\n',
      'export type Three = NonNullable<A["c"]>;\n',
    ].join(""),
  );
});

test.each([
  { name: "a/b", schema: "A", path: [], at: "/types/a~1b", got: "a/b" },
  { name: "a/b", schema: "A", path: ["b"], at: "/types/a~1b", got: "a/b" },
  { name: "Name", schema: "A-B", path: [], at: "/types/Name", got: "A-B" },
])(
  "rejects the alias $name of $schema, which TypeScript cannot declare",
  ({ name, schema, path, at, got }) => {
    const schemas = { A: { properties: { b: {} } }, "A-B": {} };
    const types = [{ name, schema, path }];
    expect(() =>
      emitAliases({ components: { schemas } }, { file: "spec/names.yaml", types, generics: [] }),
    ).toThrow(
      `spec/names.yaml #${at}: a name in TypeScript must be letters, digits, _ and $, and no reserved word, got "${got}"`,
    );
  },
);

test.each([
  { name: "a/b", enums: "$1", at: "/generics/a~1b", got: "a/b" },
  { name: "Envelope", enums: "$1-values", at: "/generics", got: "Level-values" },
])("rejects the generic type $name with values called $enums", ({ name, enums, at, got }) => {
  const generic = {
    name,
    schemas: /^(.+)Property$/,
    parameter: "data",
    enums,
    description: "",
    parameterDescription: "",
  };
  const schemas = { LevelProperty: { properties: { data: { enum: ["low"] } } } };
  expect(() =>
    emitAliases({ components: { schemas } }, { file: "spec/names.yaml", types: [], generics: [generic] }),
  ).toThrow(
    `spec/names.yaml #${at}: a name in TypeScript must be letters, digits, _ and $, and no reserved word, got "${got}"`,
  );
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
