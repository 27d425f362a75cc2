import { expect, test } from "vitest";
import { parseYaml } from "../source/yaml.ts";
import { formatSources, readSources, type SourceEntry } from "./sources.ts";

const entry: SourceEntry = {
  id: "fleet-2",
  file: "open-api/fleet.v2.yml",
  kind: "openapi3",
  status: "live",
  revision: "1.0",
  sha256: "ab",
};

function read(...entries: unknown[]) {
  return readSources(parseYaml("sources.yaml", JSON.stringify({ documents: entries }, null, 1)));
}

test("reads what it writes", () => {
  const entries: SourceEntry[] = [
    entry,
    { ...entry, id: "push", file: "push.json", kind: "json-schema", status: "deprecated" },
  ];
  const text = formatSources(entries);
  expect(text).toBe(`# The official documents. id, file, kind and status are written by hand;
# revision and sha256 by \`codegen import\`.
documents:
  - id: fleet-2
    file: open-api/fleet.v2.yml
    kind: openapi3
    status: live
    revision: "1.0"
    sha256: ab
  - id: push
    file: push.json
    kind: json-schema
    status: deprecated
    revision: "1.0"
    sha256: ab
`);
  expect(readSources(parseYaml("sources.yaml", text))).toEqual(entries);
});

test("a document that was not imported yet has no revision and no digest", () => {
  const { revision: _revision, sha256: _sha256, ...rest } = entry;
  expect(read(rest)).toEqual([{ ...entry, revision: "", sha256: "" }]);
});

test.each(["openapi3", "swagger2", "asyncapi2", "json-schema"])("accepts the kind %s", (kind) => {
  expect(read({ ...entry, kind })).toMatchObject([{ kind }]);
});

const idPattern = "^[a-z\\d]+(-[a-z\\d]+)*$";
const filePattern = "^(?:[\\w-][\\w.-]*\\/)*[\\w-][\\w.-]*$";

test.each([
  ["x", 'sources.yaml:3 #/documents/0: must be a mapping, got "x"'],
  ...["id", "file", "kind", "status"].map((key): [object, string] => [
    { ...entry, [key]: 1 },
    `sources.yaml:3 #/documents/0: must be a mapping with the text "${key}", got a mapping`,
  ]),
  ...["Fleet", "-a", "a-", "a--b", "a_b", ""].map((id): [object, string] => [
    { ...entry, id },
    `sources.yaml:3 #/documents/0: must be text that matches ${idPattern}, got ${JSON.stringify(id)}`,
  ]),
  ...["../a.yml", "/a.yml", "a//b.yml", "a/.hidden", "a b.yml", "a/"].map((file): [object, string] => [
    { ...entry, file },
    `sources.yaml:3 #/documents/0: must be text that matches ${filePattern}, got ${JSON.stringify(file)}`,
  ]),
  [
    { ...entry, kind: "openapi" },
    'sources.yaml:3 #/documents/0: must be one of openapi3, swagger2, asyncapi2, json-schema, got "openapi"',
  ],
  [{ ...entry, status: "new" }, 'sources.yaml:3 #/documents/0: must be one of live, deprecated, got "new"'],
] as [unknown, string][])("rejects the entry %j", (given, want) => {
  expect(() => read(given)).toThrow(expect.objectContaining({ name: "CodegenError", message: want }));
});

test.each([
  [{ ...entry, file: "other.yml" }, 'sources.yaml:12 #/documents/1/id: id "fleet-2" is taken'],
  [{ ...entry, id: "other" }, 'sources.yaml:13 #/documents/1/file: file "open-api/fleet.v2.yml" is taken'],
])("two entries have different ids and files", (second, want) => {
  expect(() => read(entry, second)).toThrow(expect.objectContaining({ message: want }));
});

test("documents are a list", () => {
  expect(() => readSources(parseYaml("sources.yaml", "documents: {}"))).toThrow(
    expect.objectContaining({ message: "sources.yaml:1 #/documents: must be a list, got a mapping" }),
  );
});
