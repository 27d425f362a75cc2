import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import type { Specification } from "../../source/specification.ts";
import { pushDocuments } from "./push-documents.ts";
import { pushV2Document } from "./push-v2-document.ts";

interface Source {
  readonly id: string;
  readonly kind: string;
  readonly status?: string;
  readonly document?: JsonObject;
}

function specification(sources: readonly Source[], overlays: Record<string, JsonObject> = {}): Specification {
  const documents = sources.map(({ id, kind, status = "live" }) => ({
    id,
    kind,
    status,
    file: `${id}.yml`,
    revision: "1",
    sha256: "12",
  }));
  const files = {
    "sources.yaml": { documents },
    ...Object.fromEntries(sources.map(({ id, document }) => [`documents/${id}.yaml`, document ?? {}])),
    ...overlays,
  };
  const texts = Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)] as const);
  return { folder: "spec", files: new Map(texts) };
}

function overlay(update: JsonObject): JsonObject {
  return {
    overlay: "1.0.0",
    info: { title: "t", version: "1.0.0" },
    actions: [{ target: "$.components.schemas", update }],
  };
}

function schemas(value: JsonObject): JsonObject {
  return { components: { schemas: value } };
}

function sourceOf(id: string): JsonObject {
  return { id, file: `${id}.yml`, revision: "1", sha256: "12" };
}

test("returns the live documents of push messages, corrected, with their sources", () => {
  const spec = specification(
    [
      { id: "a", kind: "openapi3" },
      { id: "b", kind: "asyncapi2", document: schemas({ A: {} }) },
      { id: "c", kind: "asyncapi2", status: "deprecated" },
      { id: "d", kind: "json-schema" },
    ],
    { "push-overlays/10-a.overlay.yaml": overlay({ A: { type: "string" } }) },
  );
  expect(pushDocuments(spec)).toEqual([
    {
      file: "spec/documents/b.yaml",
      value: { ...schemas({ A: { type: "string" } }), "x-sources": [sourceOf("b")] },
    },
  ]);
});

const envelope = {
  id: "push-envelope",
  kind: "json-schema",
  document: schemas({
    PushEnvelope: { properties: { data: { $ref: "./push-data.yaml#/components/schemas/PushData" } } },
  }),
};
const content = {
  id: "push-data",
  kind: "json-schema",
  document: schemas({ PushData: { properties: { a: { $ref: "#/components/schemas/a" } } }, a: true }),
};

test("joins the live JSON Schemas to one document, and finds its envelope", () => {
  const spec = specification(
    [
      content,
      { id: "old", kind: "json-schema", status: "deprecated" },
      { id: "x", kind: "asyncapi2" },
      envelope,
    ],
    { "push-v2-overlays/10-a.overlay.yaml": overlay({ a: { description: "An a." } }) },
  );
  const bundle = schemas({ VehicleData: { properties: { a: { description: "All of a." } } } });
  const { ids, file, envelope: name, content: data, value } = pushV2Document(spec, bundle) ?? {};
  expect({ ids, file, name, data, value }).toEqual({
    ids: ["push-data", "push-envelope"],
    file: "spec/documents/push-envelope.yaml",
    name: "PushEnvelope",
    data: "PushData",
    value: {
      ...schemas({
        PushData: { properties: { a: { $ref: "#/components/schemas/a", description: "All of a." } } },
        a: { description: "An a." },
        PushEnvelope: { properties: { data: { $ref: "#/components/schemas/PushData" } } },
      }),
      "x-sources": [sourceOf("push-data"), sourceOf("push-envelope")],
    },
  });
});

test("a reference with dots in its name stays the same", () => {
  const dotted = schemas({ PushData: { items: { $ref: "#/components/schemas/a./b" } }, "a./b": {} });
  const spec = specification([{ ...content, document: dotted }, envelope]);
  expect(pushV2Document(spec, {})?.value["components"]).toMatchObject({
    schemas: { PushData: { items: { $ref: "#/components/schemas/a./b" } } },
  });
});

test.each<{ name: string; sources: readonly Source[] }>([
  { name: "no JSON Schema", sources: [{ ...envelope, kind: "asyncapi2" }, content] },
  { name: "only deprecated ones", sources: [{ ...envelope, status: "deprecated" }, content] },
  { name: "no document with the content of the envelope", sources: [envelope] },
])("there is no envelope in a specification with $name", ({ sources }) => {
  expect(pushV2Document(specification(sources), {})).toBeUndefined();
});

test("rejects a schema that two documents have", () => {
  const again = { ...content, id: "push-more" };
  expect(() => pushV2Document(specification([content, again, envelope]), {})).toThrow(
    expect.objectContaining({
      name: "CodegenError",
      message:
        "spec/documents/push-more.yaml #/components/schemas/PushData: another JSON Schema has a schema of this name",
    }),
  );
});

test("calls back with each correction that matches nothing", () => {
  const action = { target: "$.nothing", update: {} };
  const unmatched = { ...overlay({}), actions: [action] };
  const spec = specification([{ id: "b", kind: "asyncapi2" }, content, envelope], {
    "push-overlays/10-a.overlay.yaml": unmatched,
    "push-v2-overlays/10-a.overlay.yaml": unmatched,
  });
  expect(() => pushDocuments(spec)).toThrow("target $.nothing matches nothing");
  const targets: string[] = [];
  pushDocuments(spec, (target) => targets.push(target));
  pushV2Document(spec, {}, (target) => targets.push(target));
  expect(targets).toEqual(["$.nothing", "$.nothing"]);
});
