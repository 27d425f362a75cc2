import { type Change, describeWhere } from "../src/diff/codes/change.ts";
import { type Comparison, compareApis } from "../src/diff/compare/compare-apis.ts";
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
  return comparison(old, next).changes;
}

export function comparison(old: JsonObject, next: JsonObject): Comparison {
  return compareApis({
    old: readApi([{ id: "old", value: old }]),
    new: readApi([{ id: "new", value: next }]),
  });
}

/** `level where code`, the text of a change in a table. */
export function lines(changes: readonly Change[]): readonly string[] {
  return changes.map(({ level, where, code }) => `${level} ${describeWhere(where)} ${code}`);
}

export const text: JsonObject = { type: "string" };

export function object(properties: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    type: "object",
    properties,
    ...more,
  };
}

/** A change of a schema. */
export interface ChangeRow {
  readonly name: string;
  readonly given: readonly [old: JsonValue, next: JsonValue];
  /** `level path code`, with the path from the schema on. */
  readonly request: readonly string[];
  readonly response: readonly string[];
}

/** The changes of a row on both sides. */
export function foundIn(
  { given: [old, next] }: Pick<ChangeRow, "given">,
  schemas: JsonObject = {},
): Pick<ChangeRow, "request" | "response"> {
  const found = (place: typeof sending, whole: RegExp): readonly string[] =>
    lines(diff(place(old, schemas), place(next, schemas))).map((line) =>
      line.replace(whole, "$1 $2").replaceAll(/ +/g, " "),
    );
  return {
    request: found(sending, /^(\w+) request body(.*)$/),
    response: found(answering, /^(\w+) response 200(.*)$/),
  };
}
