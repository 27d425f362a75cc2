import type { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import type { JsonObject } from "../../source/json.ts";
import { emitTypes } from "./emit-types.ts";
import { typesResponse } from "./types-response.ts";
import { withTypesThread } from "./types-thread.ts";

const generic = {
  name: "Envelope",
  schemas: /^(.+)Property$/,
  parameter: "data",
  enums: "$1",
  description: "An envelope.",
  parameterDescription: "A value.",
};
const names = { file: "names.yaml", generics: [generic] };

function bundle(schemas: JsonObject): JsonObject {
  return { openapi: "3.1.1", info: { title: "t", version: "1" }, paths: {}, components: { schemas } };
}

const good = bundle({ AProperty: { type: "object", properties: { data: { type: "string" } } } });
const fault = "names.yaml #/generics/Envelope: no schema matches ^(.+)Property$";

test("a response has the types, or the message of an error of the input", async () => {
  expect(await typesResponse({ bundle: good, names })).toEqual({ code: await emitTypes(good, names) });
  expect(await typesResponse({ bundle: bundle({}), names })).toEqual({ fault });
});

test("a response is rejected with an error that is not one of the input", async () => {
  const broken: never = undefined as never;
  await expect(typesResponse({ bundle: good, names: broken })).rejects.toThrow(TypeError);
});

test("a separate thread returns the same types", async () => {
  const code = await withTypesThread((emitInThread) => emitInThread(good, names));
  expect(code).toBe(await emitTypes(good, names));
});

test("an error of the input in the thread is one here", async () => {
  await expect(withTypesThread((emitInThread) => emitInThread(bundle({}), names))).rejects.toThrow(
    expect.objectContaining({ name: "CodegenError", message: fault }),
  );
});

test("the thread ends with the work, also if the work fails", async () => {
  const started: Worker[] = [];
  process.once("worker", (worker) => started.push(worker));
  const failure = new Error("a failure");
  await expect(withTypesThread(() => Promise.reject(failure))).rejects.toBe(failure);
  // An ended thread has this id.
  expect(started.map(({ threadId }) => threadId)).toEqual([-1]);
});
