import { expectTypeOf, test } from "vitest";
import type {
  Brand,
  Clearance,
  ClearanceFilter,
  ClearanceStatus,
  components,
  DiagnosticsCapability,
  EligibilityBrand,
  FleetVehicle,
  LengthQuantity,
  LengthUnit,
  operations,
  paths,
  VehicleData,
  VehicleDataFailure,
  VehicleProperty,
} from "../src/index.ts";
import { type OperationId, operations as table } from "../src/operations.ts";

const filters: readonly ClearanceFilter[] = [
  {},
  { vin: { operator: "eq", value: "VIN" } },
  { vin: { operator: "in", value: ["VIN"] } },
  { status: { operator: "eq", value: "approved" }, brand: { operator: "in", value: ["bmw", "sandbox"] } },
  { tags: { operator: "contains", value: { depot: "north" } } },
  {
    approved_at: { operator: "gte", value: "2026-01-01T00:00:00Z" },
    inserted_at: { operator: "lt", value: "" },
  },
  // @ts-expect-error times have no list operator
  { approved_at: { operator: "in", value: "2026-01-01T00:00:00Z" } },
  // @ts-expect-error a VIN cannot be compared
  { vin: { operator: "gt", value: "VIN" } },
  // @ts-expect-error `eq` takes one value
  { vin: { operator: "eq", value: ["VIN"] } },
  // @ts-expect-error `in` takes a list
  { vin: { operator: "in", value: "VIN" } },
  // @ts-expect-error tags cannot be listed
  { tags: { operator: "in", value: {} } },
  // @ts-expect-error no such status
  { status: { operator: "eq", value: "error" } },
  // @ts-expect-error no such brand
  { brand: { operator: "in", value: ["trabant"] } },
  // @ts-expect-error no such field
  { colour: { operator: "eq", value: "red" } },
];

test("filters have only the operators of their field", () => {
  expectTypeOf(filters).not.toBeAny();
  expectTypeOf<ClearanceFilter>().not.toBeAny();
  type Query = NonNullable<paths["/v1/fleets/vehicles"]["get"]["parameters"]["query"]>;
  expectTypeOf<NonNullable<Query["filter"]>>().toEqualTypeOf<ClearanceFilter>();
});

test("named types are exact and not any", () => {
  expectTypeOf<Brand>().toEqualTypeOf<FleetVehicle["brand"]>();
  expectTypeOf<"polestar">().toExtend<Brand>();
  expectTypeOf<"polestar">().not.toExtend<EligibilityBrand>();
  expectTypeOf<Brand>().not.toBeAny();
  expectTypeOf<ClearanceStatus>().toEqualTypeOf<Clearance["status"]>();
  expectTypeOf<"error">().not.toExtend<ClearanceStatus>();
  expectTypeOf<VehicleData>().not.toBeAny();
});

test("a named capability has the same type as in vehicle data", () => {
  expectTypeOf<NonNullable<VehicleData["diagnostics"]>>().toEqualTypeOf<DiagnosticsCapability>();
  expectTypeOf<components["schemas"]["DiagnosticsCapability"]>().toEqualTypeOf<DiagnosticsCapability>();
  expectTypeOf<DiagnosticsCapability>().not.toBeAny();
});

test("a property of a vehicle has a value, its time, and a failure, all optional", () => {
  type Odometer = NonNullable<DiagnosticsCapability["odometer"]>;
  expectTypeOf<Odometer>().toEqualTypeOf<VehicleProperty<LengthQuantity>>();
  expectTypeOf<Odometer>().toEqualTypeOf<{
    data?: LengthQuantity;
    failure?: VehicleDataFailure | null;
    timestamp?: string;
  }>();
  expectTypeOf<components["schemas"]["DiagnosticsLengthProperty"]>().toEqualTypeOf<Odometer>();
  expectTypeOf<Odometer>().not.toBeAny();
});

test("a unit belongs to its quantity", () => {
  expectTypeOf<LengthUnit>().toEqualTypeOf<LengthQuantity["unit"]>();
  expectTypeOf<"kilometers">().toExtend<LengthUnit>();
  expectTypeOf<"celsius">().not.toExtend<LengthUnit>();
});

test("vehicle data has types for every member, including value and unit", () => {
  type Diagnostics = NonNullable<VehicleData["diagnostics"]>;
  type Odometer = NonNullable<NonNullable<Diagnostics["odometer"]>["data"]>;
  expectTypeOf<Odometer["value"]>().toEqualTypeOf<number>();
  expectTypeOf<"kilometers">().toExtend<Odometer["unit"]>();
  expectTypeOf<"litres">().not.toExtend<Odometer["unit"]>();
});

test("errors of fleet clearance are a list of errors", () => {
  type Body = operations["listClearances"]["responses"][401]["content"]["application/json"];
  expectTypeOf<NonNullable<Body["errors"]>[number]["title"]>().toEqualTypeOf<string>();
});

test("bodies that the platform requires are required by the types", () => {
  expectTypeOf<undefined>().not.toExtend<operations["createClearances"]["requestBody"]>();
  expectTypeOf<undefined>().not.toExtend<operations["checkEligibility"]["requestBody"]>();
  expectTypeOf<undefined>().not.toExtend<operations["createVehicleAccessToken"]["requestBody"]>();
});

test("the operation table has literal types and the ids of the types", () => {
  expectTypeOf(table.getClearance.method).toEqualTypeOf<"GET">();
  expectTypeOf(table.getClearance.rateLimit.calls).toEqualTypeOf<60>();
  expectTypeOf<OperationId>().toEqualTypeOf<keyof operations>();
});
