import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { parseYaml } from "../source/yaml.ts";
import { importAnyDocuments, importDocuments, isBundled, isKept } from "./import-documents.ts";
import { readSources, type SourceEntry } from "./sources.ts";

const entry: SourceEntry = {
  id: "one",
  file: "one.yml",
  kind: "openapi3",
  status: "live",
  revision: "",
  sha256: "",
};

test("records revision and sha256 of a document and writes its facts", () => {
  const files = importDocuments({
    entries: [entry],
    sourcesFile: "spec/sources.yaml",
    official: new Map([["one.yml", "openapi: 3.0.3\ninfo: { title: Prose, version: '7' }\npaths: {}\n"]]),
  });
  expect([...files.keys()]).toEqual(["documents/one.yaml", "sources.yaml"]);
  expect(files.get("documents/one.yaml")).toBe(
    '# Facts of one.yml, made by `codegen import`. Do not edit.\nopenapi: 3.1.1\ninfo:\n  title: one\n  version: "7"\npaths: {}\n',
  );
  expect(files.get("sources.yaml")).toContain('revision: "7"');
  expect(files.get("sources.yaml")).toMatch(/sha256: [0-9a-f]{64}/);
});

test("does not depend on the order of keys", () => {
  const text = (body: string): string => `openapi: 3.0.3\ninfo: { version: '1' }\n${body}`;
  const document = (body: string): string | undefined =>
    importDocuments({
      entries: [entry],
      sourcesFile: "spec/sources.yaml",
      official: new Map([["one.yml", text(body)]]),
    }).get("documents/one.yaml");
  expect(document("components: { schemas: { B: { type: string }, A: { maximum: 1, minimum: 0 } } }")).toBe(
    document("components: { schemas: { A: { minimum: 0, maximum: 1 }, B: { type: string } } }"),
  );
});

test.each([
  {
    name: "a file that is not listed",
    official: { "two.yml": "" },
    want: "two.yml: is not listed in spec/sources.yaml",
  },
  { name: "a listed file that is missing", official: {}, want: "one.yml: is missing from the folder" },
  {
    name: "an unknown version",
    official: { "one.yml": "openapi: 4.0.0" },
    want: "one.yml:1 #/openapi: must be OpenAPI 3.0, got OpenAPI 4.0.0",
  },
  {
    name: "a version without quotes",
    official: { "one.yml": "openapi: 3.0" },
    want: 'one.yml:1 #/openapi: must be text, got the number 3; write the version in quotes, as in openapi: "3.0.3"',
  },
])("rejects $name", ({ official, want }) => {
  expect(() =>
    importDocuments({
      entries: [entry],
      sourcesFile: "spec/sources.yaml",
      official: new Map(Object.entries(official)),
    }),
  ).toThrow(expect.objectContaining({ name: "CodegenError", message: want }));
});

const accepted = "OpenAPI 3.0, Swagger 2.0, AsyncAPI 2.x or JSON Schema";

test.each([
  { given: "paths: {}\nopenapi: 3.2.0", want: `a.yml:2 #/openapi: must be ${accepted}, got OpenAPI 3.2.0` },
  { given: "openapi: '3.0'", want: `a.yml:1 #/openapi: must be ${accepted}, got OpenAPI 3.0` },
  {
    given: "swagger: 2.0",
    want: 'a.yml:1 #/swagger: must be text, got the number 2; write the version in quotes, as in swagger: "2.0"',
  },
  { given: "swagger: '1.2'", want: `a.yml:1 #/swagger: must be ${accepted}, got Swagger 1.2` },
  { given: "asyncapi: 3.0.0", want: `a.yml:1 #/asyncapi: must be ${accepted}, got AsyncAPI 3.0.0` },
  { given: "openapi: [3]", want: `a.yml:1 #/openapi: must be ${accepted}, got a list` },
  {
    given: "a: 1",
    want: `a.yml:1 #: must be ${accepted}, got a document without openapi, swagger, asyncapi or $schema at its top`,
  },
])("rejects the document $given", ({ given, want }) => {
  const input = { entries: [], official: new Map([["a.yml", given]]), allowUnresolved: false };
  expect(() => importAnyDocuments(input)).toThrow(
    expect.objectContaining({ name: "CodegenError", message: want }),
  );
});

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
const cars = "openapi: 3.0.3\ninfo: { version: '7' }\npaths: {}\n";

test("a deprecated document gets its digest, and no facts", () => {
  const old: SourceEntry = { ...entry, status: "deprecated", revision: "3" };
  const files = importDocuments({
    entries: [old],
    sourcesFile: "spec/sources.yaml",
    official: new Map([["one.yml", "anything: [unknown]"]]),
  });
  expect([...files.keys()]).toEqual(["sources.yaml"]);
  expect(readSources(parseYaml("sources.yaml", files.get("sources.yaml") ?? ""))).toEqual([
    { ...old, sha256: digest("anything: [unknown]") },
  ]);
});

test("records the version and the digest of a live document", () => {
  const official = new Map([["one.yml", cars]]);
  const files = importDocuments({ entries: [entry], sourcesFile: "spec/sources.yaml", official });
  expect(readSources(parseYaml("sources.yaml", files.get("sources.yaml") ?? ""))).toEqual([
    { ...entry, revision: "7", sha256: digest(cars) },
  ]);
});

const inner = '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "string" }';
const outer =
  '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "items": { "$ref": "/schemas/inner.json" } }';

test("a JSON Schema refers to another one by its path, listed or not", () => {
  const { files, dropped } = importAnyDocuments({
    entries: [{ ...entry, id: "in", file: "schemas/inner.json", kind: "json-schema" }],
    official: new Map([
      ["schemas/inner.json", inner],
      ["outer.v2.json", outer],
    ]),
    allowUnresolved: false,
  });
  expect(dropped).toEqual([]);
  expect([...files.keys()]).toEqual(["in.yaml", "outer-v2.yaml"]);
  expect(parseYaml("outer", files.get("outer-v2.yaml") ?? "").value).toMatchObject({
    info: { title: "outer-v2", version: "" },
    components: { schemas: { OuterV2: { items: { $ref: "./in.yaml#/components/schemas/In" } } } },
  });
});

test("only JSON Schemas can be referred to by their path", () => {
  const given = outer.replace("/schemas/inner.json", "/one.yml");
  const official = new Map([
    ["one.yml", cars],
    ["outer.json", given],
  ]);
  expect(() => importAnyDocuments({ entries: [entry], official, allowUnresolved: true })).toThrow(
    'reference "/one.yml" leaves the document; only "#/…" is accepted',
  );
});

const dangling = "openapi: 3.0.3\ncomponents: { schemas: { A: { items: { $ref: '#/nowhere' } } } }";

test.each([
  { keepUnresolved: undefined, items: {} },
  { keepUnresolved: true, items: { $ref: "#/nowhere" } },
])("names each dropped reference; keepUnresolved: $keepUnresolved", ({ keepUnresolved, items }) => {
  const { files, dropped } = importAnyDocuments({
    entries: [],
    official: new Map([["a.yml", dangling]]),
    allowUnresolved: true,
    ...(keepUnresolved && { keepUnresolved }),
  });
  expect(dropped).toEqual(["a.yml: dropped #/nowhere"]);
  expect(parseYaml("a", files.get("a.yaml") ?? "").value).toMatchObject({
    components: { schemas: { A: { items } } },
  });
});

test("two files may not be written to one", () => {
  const official = new Map([
    ["a.b.yml", cars],
    ["a-c.yml", cars],
    ["a-b.yaml", cars],
  ]);
  expect(() => importAnyDocuments({ entries: [], official, allowUnresolved: false })).toThrow(
    expect.objectContaining({ message: "a-b.yaml: would be written to a-b.yaml, as a.b.yml would" }),
  );
});

test.each([
  ["openapi3", "live", true, true],
  ["openapi3", "deprecated", false, false],
  ["swagger2", "live", true, false],
] as const)("a document of %s that is %s is kept: %s, in the bundle: %s", (kind, status, kept, bundled) => {
  expect([isKept({ ...entry, kind, status }), isBundled({ ...entry, kind, status })]).toEqual([
    kept,
    bundled,
  ]);
});
