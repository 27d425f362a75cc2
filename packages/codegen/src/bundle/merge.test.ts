import { expect, test } from "vitest";
import type { JsonObject } from "../source/json.ts";
import { parseYaml } from "../source/yaml.ts";
import { mergeDocuments, type NamedDocument } from "./merge.ts";
import { nameOf, readNames, type SpecificationNames } from "./names.ts";

function names(text: string): SpecificationNames {
  return readNames(parseYaml("spec/names.yaml", text));
}

function document(id: string, value: JsonObject): NamedDocument {
  return {
    entry: { id, file: `${id}.yml`, kind: "openapi3", status: "live", revision: "1", sha256: "0" },
    value,
  };
}

const one = document("one", {
  servers: [{ url: "https://a" }, { url: "https://b" }],
  paths: { "/one": { get: { schema: { $ref: "#/components/schemas/Error" } } } },
  components: { schemas: { Error: { type: "object" } } },
});
const two = document("two", {
  servers: [{ url: "https://a" }],
  paths: { "/two": {} },
  components: { schemas: { Error: { type: "string" } } },
});

test("keeps schemas of one name apart and renames their references", () => {
  const merged = mergeDocuments([one, two], names("documents: { one: { exact: { Error: OneError } } }"));
  expect(merged).toMatchObject({
    paths: { "/one": { get: { schema: { $ref: "#/components/schemas/OneError" } } } },
    components: { schemas: { Error: { type: "string" }, OneError: { type: "object" } } },
  });
});

test("a path gets the servers of its document if the document has fewer servers than the bundle", () => {
  const merged = mergeDocuments([one, two], names("documents: { one: { exact: { Error: OneError } } }"));
  expect(merged).toMatchObject({
    servers: [{ url: "https://a" }, { url: "https://b" }],
    paths: {
      "/one": expect.not.objectContaining({ servers: expect.anything() }),
      "/two": { servers: [{ url: "https://a" }] },
    },
  });
});

test("rejects two schemas of one name", () => {
  expect(() => mergeDocuments([one, two], names("{}"))).toThrow(
    'spec/names.yaml #/documents: "Error" comes from one and from two; rename one of them',
  );
});

test("rejects two schemas if a pattern creates the same name for both", () => {
  const document_ = document("one", { components: { schemas: { a_b: {}, aB: {} } } });
  const given = names("documents: { one: { patterns: [{ match: '^a_?[bB]$', name: AB }] } }");
  expect(() => mergeDocuments([document_], given)).toThrow('"AB" comes from one and from one');
});

test("rejects a name for a schema that does not exist", () => {
  expect(() => mergeDocuments([one], names("documents: { one: { exact: { Eror: X } } }"))).toThrow(
    'names a schema "Eror" that one does not have',
  );
});

test.each([
  { given: "response", want: "VehicleData" },
  { given: "response401", want: "VehicleDataError401" },
  { given: "unit_electric_current", want: "ElectricCurrentQuantity" },
  { given: "doors_property_lock_state", want: "DoorsLockStateProperty" },
  { given: "Other", want: "Other" },
])("calls $given $want", ({ given, want }) => {
  const rules = names(`
documents:
  d:
    exact: { response: VehicleData }
    patterns:
      - { match: '^response(\\d+)$', name: VehicleDataError$1 }
      - { match: '^unit_(.+)$', name: $1Quantity }
      - { match: '^(.+)_property_(.+)$', name: $1$2Property }`).documents.get("d");
  expect(nameOf(given, rules)).toBe(want);
});
