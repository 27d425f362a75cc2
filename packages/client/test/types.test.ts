import type {
  AccessTokenRequest,
  Clearance,
  ClearanceFilter,
  Eligibility,
  operations,
  VehicleData,
} from "@high-mobility-ts/schema";
import type { operations as table } from "@high-mobility-ts/schema/operations";
import { expectTypeOf, test } from "vitest";
import {
  type CallInit,
  createClient,
  type OperationResult,
  type Result,
  type UndocumentedStatus,
  type unwrap,
} from "../src/index.ts";

const path = { vin: "2HM00000000000001" };
const hm = createClient({
  environment: "sandbox",
  auth: { getToken: async () => ({ value: "t", expiresAt: 0, scopes: new Set() }), invalidate: () => {} },
  fetch: async () => Response.json({ vin: path.vin, status: "approved" }),
});
type GetClearance = Result<operations["getClearance"]>;

test("results narrow by ok and by status", async () => {
  const result = await hm.GET("/v1/fleets/vehicles/{vin}", { params: { path } }).catch(() => undefined);
  if (!result) return;
  expectTypeOf(result).not.toBeAny();
  if (result.ok) {
    expectTypeOf(result.data).toEqualTypeOf<Clearance>();
    expectTypeOf(result.status).toEqualTypeOf<200>();
    expectTypeOf(result.error).toEqualTypeOf<undefined>();
  } else {
    expectTypeOf(result.data).toEqualTypeOf<undefined>();
    expectTypeOf(result.error).not.toBeAny();
  }
  if (result.status === 404) {
    type Body = operations["getClearance"]["responses"][404]["content"]["application/json"];
    expectTypeOf(result.error).not.toBeAny();
    expectTypeOf(result.error).toEqualTypeOf<Body>();
  }
  if (result.status === 502) expectTypeOf(result.error).toEqualTypeOf<object>();
});

test("results can be destructured into data and error", async () => {
  const call = hm.POST("/v1/eligibility", { body: { vin: path.vin, brand: "sandbox" } });
  const { data, error } = await call;
  if (error) expectTypeOf(data).toEqualTypeOf<undefined>();
  else expectTypeOf(data).toEqualTypeOf<Eligibility>();
});

test("results have no impossible status", () => {
  expectTypeOf<GetClearance["status"]>().not.toBeAny();
  expectTypeOf<Extract<GetClearance["status"], 201>>().toBeNever();
  expectTypeOf<Extract<UndocumentedStatus<404>, 404>>().toBeNever();
  expectTypeOf<502>().toExtend<GetClearance["status"]>();
});

test("results have every status that an operation documents", () => {
  type Documented = Exclude<(typeof table)[keyof typeof table]["statuses"][number], 200>;
  // All statuses of an operation without documented ones are undocumented.
  expectTypeOf<Documented>().toExtend<UndocumentedStatus<never>>();
});

test("results unwrap to the data", () => {
  type Unwrapped = Awaited<ReturnType<typeof unwrap<Result<operations["getVehicleData"]>>>>;
  expectTypeOf<Unwrapped>().toEqualTypeOf<VehicleData>();
  expectTypeOf<Awaited<ReturnType<typeof unwrap<Result<operations["listClearances"]>>>>>().toEqualTypeOf<
    Clearance[]
  >();
});

test("calls reject paths and parameters that the specification does not have", () => {
  const calls = () => [
    // @ts-expect-error no such path
    hm.GET("/v1/fleets"),
    // @ts-expect-error this path has no PUT
    hm.PUT("/v1/fleets/vehicles"),
    // @ts-expect-error the path parameter is missing
    hm.GET("/v1/fleets/vehicles/{vin}"),
    // @ts-expect-error the path parameter is misspelt
    hm.GET("/v1/fleets/vehicles/{vin}", { params: { path: { vim: "" } } }),
    // @ts-expect-error the body is missing
    hm.POST("/v1/eligibility"),
    // @ts-expect-error no such brand
    hm.POST("/v1/eligibility", { body: { vin: "", brand: "trabant" } }),
    // @ts-expect-error this operation takes no body
    hm.GET("/v1/vehicleinfo", { body: {} }),
    hm.GET("/v1/fleets/vehicles", {
      // @ts-expect-error a wrong operator for the field
      params: { query: { filter: { vin: { operator: "gt", value: "" } } } },
    }),
  ];
  expectTypeOf(calls).not.toBeAny();
});

test("calls take the filter as the specification types it", () => {
  type Query = NonNullable<NonNullable<CallInit<operations["listClearances"]>["params"]>["query"]>;
  expectTypeOf<Query["filter"]>().toEqualTypeOf<ClearanceFilter | undefined>();
});

test("methods of operations accept parameters and members of the body in one object", () => {
  const vin = "2HM00000000000001";
  const calls = () => [
    hm.getVehicleData({ vin }),
    hm.getVehicleData({ vin }, { signal: new AbortController().signal }),
    hm.listClearances(),
    hm.listClearances({ filter: {} }),
    hm.checkEligibility({ vin, brand: "bmw" }),
    hm.createClearances({ vehicles: [{ vin, brand: "bmw" }] }),
    // @ts-expect-error the parameters are missing
    hm.getVehicleData(),
    // @ts-expect-error the parameter is misspelt
    hm.getVehicleData({ vim: vin }),
    // @ts-expect-error a member of the body is missing
    hm.checkEligibility({ vin }),
    // @ts-expect-error this operation takes no body
    hm.getVehicleData({ vin, brand: "bmw" }),
    // @ts-expect-error no such option
    hm.getVehicleData({ vin }, { timeot: 5 }),
  ];
  expectTypeOf(calls).not.toBeAny();
});

test("methods of operations have the same result as the call by path", () => {
  type ByName = Awaited<ReturnType<typeof hm.getClearance>>;
  expectTypeOf<ByName>().not.toBeAny();
  expectTypeOf<ByName>().toEqualTypeOf<GetClearance>();
  expectTypeOf<ByName>().toEqualTypeOf<OperationResult<"getClearance">>();
});

test("methods of operations accept each member of a body that is a union", () => {
  type Input = Parameters<typeof hm.createAccessToken>[0];
  expectTypeOf<Input>().toEqualTypeOf<AccessTokenRequest>();
});
