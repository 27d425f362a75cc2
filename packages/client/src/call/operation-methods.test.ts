import { operationCalls } from "@high-mobility-ts/schema/facts";
import { expect, test } from "vitest";
import { operationMethods } from "./operation-methods.ts";
import { pathCheck } from "./path-check.ts";
import type { AnyResult } from "./result.ts";

/** Returns methods that record the arguments of their calls. */
function recorded() {
  const calls: unknown[][] = [];
  const hm = operationMethods(async (...call) => {
    calls.push(call);
    return {} as AnyResult;
  });
  return { hm, calls };
}

const vin = "2HM00000000000001";

test("has a method for each operation", () => {
  expect(Object.keys(recorded().hm).sort()).toEqual(Object.keys(operationCalls).sort());
});

test("sends path parameters, and passes on options unchanged", async () => {
  const { hm, calls } = recorded();
  const { signal } = new AbortController();
  await hm.getVehicleData({ vin }, { signal });
  expect(calls).toEqual([
    ["GET", "/v1/vehicle-data/autoapi-13/{vin}", { signal, params: { path: { vin }, query: {} } }],
  ]);
});

test("sends query parameters, and no query without parameters", async () => {
  const { hm, calls } = recorded();
  const filter = { brand: { operator: "in", value: ["bmw"] } } as const;
  await hm.listClearances({ filter: filter as never });
  await hm.listClearances();
  expect(calls.map(([, , init]) => init)).toEqual([
    { params: { path: {}, query: { filter } } },
    { params: { path: {}, query: {} } },
  ]);
});

test("sends the members of a body together with path parameters", async () => {
  const { hm, calls } = recorded();
  await hm.checkEligibility({ vin, brand: "bmw" });
  await hm.createValuation({ vin, odometer: 5 } as never);
  expect(calls).toEqual([
    ["POST", "/v1/eligibility", { params: { path: {}, query: {} }, body: { vin, brand: "bmw" } }],
    [
      "POST",
      "/v1/vehicle-static-data/{vin}/valuation",
      { params: { path: { vin }, query: {} }, body: { odometer: 5 } },
    ],
  ]);
});

test("treats a member named __proto__ as a normal member", async () => {
  const { hm, calls } = recorded();
  await hm.checkEligibility(JSON.parse('{ "vin": "a", "__proto__": { "brand": "bmw" } }'));
  expect(JSON.stringify(calls[0]?.[2])).toContain('"body":{"vin":"a","__proto__":{"brand":"bmw"}}');
});

test.each([
  { input: { vim: vin }, want: 'getVehicleData() has no parameter "vim". Did you mean "vin"?' },
  { input: { vin, properties: [] }, want: 'getVehicleData() has no parameter "properties". It has: vin.' },
  { input: vin, want: "getVehicleData() takes an object of parameters, got 2HM00000000000001." },
  { input: {}, want: 'getVehicleData() needs the parameter "vin", got undefined.' },
  { input: { vin: null }, want: 'getVehicleData() needs the parameter "vin", got null.' },
  { input: null, want: "getVehicleData() takes an object of parameters, got null." },
  { input: [vin], want: "getVehicleData() takes an object of parameters, got an array." },
])("rejects $input, and sends nothing", async ({ input, want }) => {
  const { hm, calls } = recorded();
  await expect(hm.getVehicleData(input as never)).rejects.toThrow(new TypeError(want));
  expect(calls).toEqual([]);
});

test.each([
  { method: "GET", path: "/v1/vehicle-data/autoapi-13/{vin}" },
  { method: "GET", path: "/v1/fleets/vehicles" },
  { method: "POST", path: "/v1/eligibility" },
])("knows $method $path", ({ method, path }) => {
  expect(pathCheck()(method, path)).toBeUndefined();
});

test.each([
  {
    method: "GET",
    path: "/v1/vehicle-data/autoapi-12/{vin}",
    want: 'GET /v1/vehicle-data/autoapi-12/{vin} failed: the specification has no such operation. Did you mean "GET /v1/vehicle-data/autoapi-13/{vin}"?',
  },
  {
    method: "PUT",
    path: "/v1/eligibilty",
    want: 'PUT /v1/eligibilty failed: the specification has no such operation. Did you mean "POST /v1/eligibility"?',
  },
  {
    method: "GET",
    path: `/${"x".repeat(200)}`,
    want: `GET /${"x".repeat(75)} failed: the specification has no such operation.`,
  },
])("names the operation that is most similar to $method $path", ({ method, path, want }) => {
  expect(() => pathCheck()(method, path)).toThrow(new TypeError(want));
});
