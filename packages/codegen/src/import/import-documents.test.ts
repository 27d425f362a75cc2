import { expect, test } from "vitest";
import { importAnyDocuments, importDocuments } from "./import-documents.ts";
import type { SourceEntry } from "./sources.ts";

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
