import { expect, test } from "vitest";
import { inlineBodies } from "./inline-bodies.ts";

const path = "overlays/10-corrections.overlay.yaml";
function json(schema: object) {
  return { content: { "application/json": { schema } } };
}
const carSchema = { $ref: "#/components/schemas/Car" };

function found(operation: object, schemas: object = {}) {
  const bundle = JSON.parse(
    JSON.stringify({ paths: { "/cars": { post: operation } }, components: { schemas } }),
  );
  return inlineBodies(bundle, (file) => `spec/${file}`);
}

test("accepts bodies that are components, and holders without a body", () => {
  const operation = {
    parameters: [{ name: "a", in: "query", schema: { type: "string" } }],
    requestBody: json(carSchema),
    responses: { 200: json(carSchema), 204: {}, 404: { content: { "text/plain": {} } } },
  };
  expect(found(operation)).toEqual([]);
  expect(found({})).toEqual([]);
});

test("says how to move a body to the components", () => {
  const schema = { type: "object", description: "gone", properties: { vin: { description: "kept" } } };
  const target = "$.paths['/cars'].post.requestBody.content['application/json']";
  const moved = { type: "object", properties: { vin: { description: "kept" } } };
  const append = [
    { target: "$.components.schemas", update: { AddCarRequest: moved } },
    { target: `${target}.schema`, remove: true },
    { target, update: { schema: { $ref: "#/components/schemas/AddCarRequest" } } },
  ];
  expect(found({ operationId: "addCar", requestBody: json(schema) })).toEqual([
    {
      file: `spec/${path}`,
      place: `${target}.schema`,
      problem: "must be a component, so that types and validators have its name",
      advice: [
        "  - target: $.components.schemas",
        "    update:",
        "      AddCarRequest:",
        "        type: object",
        "        properties:",
        "          vin:",
        "            description: kept",
        `  - target: ${target}.schema`,
        "    remove: true",
        `  - target: ${target}`,
        "    update:",
        "      schema:",
        '        $ref: "#/components/schemas/AddCarRequest"',
        "",
      ].join("\n"),
      edit: { append, path },
    },
  ]);
});

function namesIn(operation: object, schemas: object = {}) {
  return found(operation, schemas).map(({ edit }) =>
    edit && "append" in edit ? Object.keys(edit.append[0]?.update ?? {})[0] : undefined,
  );
}

test("names a body after its operation and its place", () => {
  const text = { type: "string" };
  const operation = {
    operationId: "addCar",
    parameters: [json(text), { $ref: "#/components/parameters/A" }],
    requestBody: json(text),
    responses: { 404: json(text), 200: json(text), 299: json(text), 300: json(text) },
  };
  expect(namesIn(operation)).toEqual([
    "AddCarFilter",
    "AddCarRequest",
    "AddCarResponse",
    "AddCarResponse2",
    "AddCarError300",
    "AddCarError404",
  ]);
});

test("an operation without an id is named after its path", () => {
  expect(namesIn({ requestBody: json({ type: "string" }) })).toEqual(["PostCarsRequest"]);
});

test("does not use a name that a component has", () => {
  const operation = { operationId: "addCar", requestBody: json({ type: "string" }) };
  const schemas = { AddCarRequest: {}, AddCarRequest2: {} };
  expect(namesIn(operation, schemas)).toEqual(["AddCarRequest3"]);
});

test("a reference into a component is not a component, and each media type is one body", () => {
  const inside = { $ref: "#/components/schemas/Car/properties/vin" };
  const content = { "text/plain": { schema: { type: "string" } }, "application/json": { schema: inside } };
  expect(found({ operationId: "addCar", requestBody: { content } }).map(({ place }) => place)).toEqual([
    "$.paths['/cars'].post.requestBody.content['application/json'].schema",
    "$.paths['/cars'].post.requestBody.content['text/plain'].schema",
  ]);
});

test("a schema that is true is moved as it is", () => {
  const content = { "application/json": { schema: true } };
  expect(found({ operationId: "addCar", requestBody: { content } })).toMatchObject([
    { edit: { append: [{ update: { AddCarRequest: true } }, {}, {}] } },
  ]);
});
