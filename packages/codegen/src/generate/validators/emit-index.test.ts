import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { checkTable } from "./check-table.ts";
import { type CompiledDocuments, compileDocuments } from "./compile-documents.ts";
import { emitCompiled } from "./emit-validators.ts";
import { generateValidators } from "./generate-validators.ts";
import type { Check } from "./runtime/check.ts";
import type { Body, NamedMessage } from "./validator-modules.ts";

const text: Check = { kind: "string" };

function body(name: string, tag: string, check = text): Body {
  return { name, tag, direction: "response", check };
}

function message(name: string, capability: string, data = text): NamedMessage {
  return { name, capability, property: "p", isList: false, data };
}

function emit(change: Partial<CompiledDocuments>): ReadonlyMap<string, string> {
  return emitCompiled({
    table: checkTable(),
    components: [],
    bodies: [],
    messages: [],
    pushV2: undefined,
    ...change,
  });
}

const runtimeExports = `export type {
  PushItem,
  PushItemFailure,
  PushItemListMessage,
  PushItemMessage,
  PushMessage,
} from "./runtime/push-message.ts";
export type { ValidationError, ValidationErrors } from "./runtime/run-check.ts";
export type { StandardIssue, StandardResult, StandardSchema } from "./runtime/standard-schema.ts";
export type {
  Lenient,
  LenientOptions,
  RequestValidator,
  ResponseValidator,
  Validation,
} from "./runtime/validator.ts";
`;

test("without documents there are only the types of the runtime", () => {
  const files = emit({});
  expect([...files.keys()]).toEqual(["index.ts", "shared.ts"]);
  expect(files.get("index.ts")).toBe(runtimeExports);
  expect(files.get("shared.ts")).toBe("");
});

test("the index exports the validators by tag and by capability", () => {
  const files = emit({
    bodies: [body("A", "carFleet"), body("B", "oauth"), body("C", "carFleet")],
    messages: [message("DoorsLock", "doors"), message("FuelLid", "fuel_tank"), message("DoorsPos", "doors")],
  });
  expect([...files.keys()]).toEqual([
    "index.ts",
    "shared.ts",
    "car-fleet.ts",
    "oauth.ts",
    "push/doors.ts",
    "push/fuel-tank.ts",
  ]);
  expect(files.get("index.ts")).toBe(`export { validateA, validateC } from "./car-fleet.ts";
export { validateB } from "./oauth.ts";
export {
  type DoorsLockMessage,
  type DoorsPosMessage,
  validateDoorsLockMessage,
  validateDoorsPosMessage,
} from "./push/doors.ts";
export { type FuelLidMessage, validateFuelLidMessage } from "./push/fuel-tank.ts";
${runtimeExports}`);
});

test("a message with the check of several components has the type of the first, if it is a structure", () => {
  const lock: Check = { kind: "enum", values: ["a", "b"] };
  const point: Check = { kind: "object", properties: { x: text } };
  const files = emit({
    components: [
      { name: "Lock", check: lock },
      { name: "Other", check: lock },
      { name: "Point", check: point },
      { name: "Text", check: text },
    ],
    messages: [message("A", "a", lock), message("B", "b", point), message("C", "c", text)],
  });
  const typeIn = (file: string): string | undefined =>
    /PushItemMessage<\s*"\w",\s*"p",\s*(.*?)\s*>;/.exec(files.get(file) ?? "")?.[1];
  expect(typeIn("push/a.ts")).toBe('components["schemas"]["Lock"]');
  expect(typeIn("push/b.ts")).toBe('components["schemas"]["Point"]');
  expect(typeIn("push/c.ts")).toBe("string");
});

test.each<[Partial<CompiledDocuments>, string]>([
  [{ bodies: [body("A", "a"), body("A", "b")] }, "validateA"],
  [{ bodies: [body("AMessage", "a")], messages: [message("A", "a")] }, "validateAMessage"],
])("two validators cannot have one name", (change, name) => {
  expect(() => emit(change)).toThrow(
    expect.objectContaining({ name: "CodegenError", message: `two validators have the name ${name}` }),
  );
});

const schemas: JsonObject = { B: { type: "string" }, A: { $ref: "#/components/schemas/B" } };

test("the components of a bundle are compiled in the order of their names", () => {
  const compiled = compileDocuments({
    bundle: { file: "b.yaml", value: { components: { schemas } } },
    pushes: [],
  });
  expect(compiled.components).toEqual([
    { name: "A", check: text },
    { name: "B", check: text },
  ]);
  expect(compiled.components[0]?.check).toBe(compiled.components[1]?.check);
  expect(compiled.pushV2).toBeUndefined();
});

test("an error in a component has its place", () => {
  const value = { components: { schemas: { A: { type: "file" } } } };
  expect(() => compileDocuments({ bundle: { file: "b.yaml", value }, pushes: [] })).toThrow(
    "b.yaml #/components/schemas/A/type: expected the name of a JSON type",
  );
});

test("the runtime is copied beside the generated modules", () => {
  const generated = generateValidators(
    { components: { schemas } },
    { file: "names.yaml", generics: [] },
    { bundleFile: "b.yaml", pushes: [], runtime: new Map([["check.ts", "code"]]) },
  );
  expect([...generated.files.keys()]).toEqual([
    "validators/index.ts",
    "validators/shared.ts",
    "validators/runtime/check.ts",
  ]);
  expect(generated.files.get("validators/runtime/check.ts")).toBe("code");
  expect(generated.pushTypes).toBeUndefined();
});
