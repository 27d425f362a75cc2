import { expect, test } from "vitest";
import type { FiledDocument } from "../../source/files.ts";
import type { JsonObject } from "../../source/json.ts";
import { emitValidators } from "./emit-validators.ts";

function json(name: string): JsonObject {
  return {
    content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
  };
}

function strictObject(properties: JsonObject, ...required: string[]): JsonObject {
  return {
    type: "object",
    required,
    properties,
    additionalProperties: false,
  };
}

const bundle: FiledDocument = {
  file: "bundle.yaml",
  value: {
    paths: {
      "/a": {
        post: {
          tags: ["car-fleet"],
          parameters: [{ name: "f", in: "query", ...json("Filter") }],
          requestBody: json("Filter"),
          responses: { 200: json("Car"), 404: { description: "" } },
        },
      },
    },
    components: {
      schemas: {
        Car: { type: "object", properties: { doors: { $ref: "#/components/schemas/DoorsCapability" } } },
        DoorsCapability: { type: "object", properties: { lock: { $ref: "#/components/schemas/LockState" } } },
        Filter: strictObject({
          lock: { $ref: "#/components/schemas/LockState" },
          "a-b": { type: "boolean" },
        }),
        LockState: { type: "string", enum: ["unlocked", "locked"] },
        Unused: { type: "string" },
      },
    },
  },
};

function push(data: JsonObject, change: (message: JsonObject) => JsonObject = (same) => same): FiledDocument {
  const time = { type: "string", format: "date-time" };
  const text = { type: "string" };
  const failure = {
    anyOf: [{ type: "object", properties: { description: text, reason: text } }, { type: "null" }],
  };
  const sample = { ...strictObject({ data, failure, timestamp: time }), minProperties: 1 };
  const capability = { type: "object", properties: { front_lock: sample } };
  const payload = strictObject(
    {
      capability: { const: "doors" },
      data: { ...strictObject({ doors: capability }, "doors"), minProperties: 1 },
      message_id: { type: "string" },
      property: { const: "front_lock" },
      timestamp: time,
      version: { type: "number" },
      vin: { type: "string" },
    },
    ...["capability", "data", "message_id", "property", "version", "vin"],
  );
  const messages = { doors_get_front_lock: { payload: change(payload) } };
  return { file: "push.yaml", value: { "x-asyncapi": { components: { messages } } } };
}

const lock: JsonObject = { type: "string", enum: ["unlocked", "locked"] };

test("a structure that two modules need is once in shared.ts, with the name of its component", () => {
  const modules = emitValidators({ bundle, pushes: [push(lock)] });
  expect(modules.get("shared.ts")).toBe(`import type { Check } from "./runtime/check.ts";

export const LockState: Check = { kind: "enum", values: ["unlocked", "locked"] };

export const DoorsCapability: Check = { kind: "object", properties: { lock: LockState } };
`);
  expect(modules.get("car-fleet.ts")).toBe(`import type { components } from "../types.ts";
import type { Check } from "./runtime/check.ts";
import {
  type RequestValidator,
  type ResponseValidator,
  requestValidator,
  responseValidator,
} from "./runtime/validator.ts";
import { DoorsCapability, LockState } from "./shared.ts";

const checkCar: Check = { kind: "object", properties: { doors: DoorsCapability } };

export const validateCar: ResponseValidator<components["schemas"]["Car"]> =
  /* @__PURE__ */ responseValidator(checkCar);

export const validateDoorsCapability: ResponseValidator<components["schemas"]["DoorsCapability"]> =
  /* @__PURE__ */ responseValidator(DoorsCapability);

const checkFilter: Check = {
  kind: "object",
  properties: { "a-b": { kind: "type", types: ["boolean"] }, lock: LockState },
  additionalProperties: false,
};

export const validateFilter: RequestValidator<components["schemas"]["Filter"]> =
  /* @__PURE__ */ requestValidator(checkFilter);
`);
  expect(modules.get("push/doors.ts")).toBe(`import type { components } from "../../types.ts";
import { type PushItemMessage, itemMessage } from "../runtime/push-message.ts";
import type { ResponseValidator } from "../runtime/validator.ts";
import { LockState } from "../shared.ts";

export type DoorsFrontLockMessage = PushItemMessage<
  "doors",
  "front_lock",
  components["schemas"]["LockState"]
>;

export const validateDoorsFrontLockMessage: ResponseValidator<DoorsFrontLockMessage> =
  /* @__PURE__ */ itemMessage("doors", "front_lock", LockState);
`);
});

test("a structure that only one validator needs is in the same module, with its type", () => {
  const modules = emitValidators({ bundle, pushes: [push({ type: "integer", minimum: 0 })] });
  expect(
    modules.get("push/doors.ts"),
  ).toContain(`const checkDoorsFrontLock: Check = { kind: "integer", minimum: 0 };

export type DoorsFrontLockMessage = PushItemMessage<"doors", "front_lock", number>;
`);
});

test("emits one module per tag and per capability, and index.ts exports all of them", () => {
  const modules = emitValidators({ bundle, pushes: [push(lock)] });
  expect([...modules.keys()]).toEqual(["index.ts", "shared.ts", "car-fleet.ts", "push/doors.ts"]);
  const index = modules.get("index.ts");
  expect(index).toContain(
    'export { validateCar, validateDoorsCapability, validateFilter } from "./car-fleet.ts";\n',
  );
  expect(index).toContain(
    'export { type DoorsFrontLockMessage, validateDoorsFrontLockMessage } from "./push/doors.ts";\n',
  );
});

test("rejects a push message in another envelope", () => {
  const given = push(lock, (message) => ({ ...message, additionalProperties: true }));
  expect(() => emitValidators({ bundle, pushes: [given] })).toThrow(
    "push.yaml #/x-asyncapi/components/messages/doors_get_front_lock/payload: is not in the envelope",
  );
});

test("rejects a body whose schema has no name", () => {
  const requestBody = { content: { "application/json": { schema: { type: "string" } } } };
  const value = { ...bundle.value, paths: { "/a": { post: { requestBody } } } };
  expect(() => emitValidators({ bundle: { file: "bundle.yaml", value }, pushes: [] })).toThrow(
    "bundle.yaml #/paths/~1a/post/requestBody/content/application~1json/schema: the schema of a body must be a component",
  );
});

test("rejects two validators with one name", () => {
  expect(() => emitValidators({ bundle, pushes: [push(lock), push(lock)] })).toThrow(
    "two validators have the name validateDoorsFrontLockMessage",
  );
});
