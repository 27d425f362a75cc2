import { type Change, describeWhere } from "../src/diff/codes/change.ts";
import { compareApis } from "../src/diff/compare/compare-apis.ts";
import { readApi } from "../src/diff/operations/read-api.ts";
import type { JsonObject, JsonValue } from "../src/source/json.ts";

const vin: JsonObject = { name: "vin", in: "path", required: true, schema: { type: "string" } };

/** An API with one operation, POST /cars/{vin}. */
export function api(operation: JsonObject, components: JsonObject = {}): JsonObject {
  return {
    openapi: "3.1.1",
    servers: [{ url: "https://api.example.com" }],
    paths: {
      "/cars/{vin}": { parameters: [vin], post: { operationId: "addCar", responses: {}, ...operation } },
    },
    components,
  };
}

export function sending(schema: JsonValue, schemas: JsonObject = {}): JsonObject {
  return api({ requestBody: { content: { "application/json": { schema } } } }, { schemas });
}

export function answering(schema: JsonValue, schemas: JsonObject = {}): JsonObject {
  return api(
    { responses: { 200: { description: "", content: { "application/json": { schema } } } } },
    { schemas },
  );
}

export function diff(old: JsonObject, next: JsonObject): readonly Change[] {
  return compareApis({
    old: readApi([{ id: "old", value: old }]),
    new: readApi([{ id: "new", value: next }]),
  });
}

/** `level where code`, which is what a table can hold. */
export function lines(changes: readonly Change[]): readonly string[] {
  return changes.map(({ level, where, code }) => `${level} ${describeWhere(where)} ${code}`);
}

export const text: JsonObject = { type: "string" };
export const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  ...more,
});
