// Causes each documented status of each operation: by a request if the platform's rules lead to the status,
// else by an injected fault.
import type { OperationId } from "@high-mobility-ts/schema/operations";
import type { AnyResult, HighMobilityClient } from "../../src/index.ts";
import { vin, type World } from "./world.ts";

const other = "2HM00000000000002";
const credentials = { client_id: "fleet-app", client_secret: "fleet-secret" };
const params = { path: { vin } };

type Calls = { readonly [O in OperationId]: (hm: HighMobilityClient) => Promise<AnyResult> };

/** Calls each operation as an app does. */
const calls: Calls = {
  createAccessToken: (hm) =>
    hm.POST("/v1/access_tokens", { body: { grant_type: "client_credentials", ...credentials } }),
  revokeAccessToken: (hm) => hm.DELETE("/v1/access_tokens", { body: { token: "any", ...credentials } }),
  getVehicleInfo: (hm) => hm.GET("/v1/vehicleinfo"),
  checkEligibility: (hm) => hm.POST("/v1/eligibility", { body: { vin, brand: "sandbox" } }),
  createClearances: (hm) =>
    hm.POST("/v1/fleets/vehicles", {
      body: {
        vehicles: [
          { vin, brand: "sandbox", tags: { depot: "north" } },
          { vin: other, brand: "sandbox" },
        ],
      },
    }),
  listClearances: (hm) =>
    hm.GET("/v1/fleets/vehicles", {
      params: {
        query: {
          filter: {
            status: { operator: "in", value: ["pending", "approved"] },
            brand: { operator: "eq", value: "sandbox" },
            tags: { operator: "contains", value: { depot: "north" } },
            inserted_at: { operator: "gte", value: "2020-01-01T00:00:00Z" },
          },
        },
      },
    }),
  getClearance: (hm) => hm.GET("/v1/fleets/vehicles/{vin}", { params }),
  deleteClearance: (hm) => hm.DELETE("/v1/fleets/vehicles/{vin}", { params }),
  cancelClearance: (hm) => hm.POST("/v1/fleets/{vin}/cancel_activation", { params }),
  createVehicleAccessToken: (hm) => hm.POST("/v1/fleets/access_tokens", { body: { vin } }),
  getVehicleData: (hm) => hm.GET("/v1/vehicle-data/autoapi-13/{vin}", { params }),
  getStaticData: (hm) => hm.GET("/v1/vehicle-static-data/{vin}/data", { params }),
  getStaticDataByVin: (hm) => hm.GET("/v1/vehicle-static-data/{vin}", { params }),
  createValuation: (hm) =>
    hm.POST("/v1/vehicle-static-data/{vin}/valuation", {
      params,
      body: { country_code: "DE", odometer: 30_000, registration_date: "2023-05-01" },
    }),
};

/** Causes a status and returns the result of the call. */
export type Scenario = (world: World) => Promise<AnyResult>;

/** A status that the platform returns without any preparation. */
function plain(id: OperationId): Scenario {
  return ({ hm }) => calls[id](hm);
}

/** After clearance of the two vehicles was requested; they are pending. */
function afterClearance(id: OperationId, more: (world: World) => void = () => {}): Scenario {
  return async (world) => {
    await calls.createClearances(world.hm);
    more(world);
    return calls[id](world.hm);
  };
}

function approve({ emulator }: World): void {
  emulator.vehicles.approve(vin);
}

/** The fault happens for both tokens, because the client replays a 401. */
function fault(operation: OperationId, status: number): Scenario {
  return ({ hm, emulator }) => {
    // The pair comes from the operation table, so it is a valid fault; the type cannot express the relation
    // of its parts.
    emulator.fail({ operation, status, times: status === 401 ? 2 : 1 } as Parameters<
      typeof emulator.fail
    >[0]);
    return calls[operation](hm);
  };
}

function withoutFleet(id: OperationId): Scenario {
  return ({ lone }) => calls[id](lone);
}

const byBehaviour: Readonly<Partial<Record<OperationId, Readonly<Record<number, Scenario>>>>> = {
  createAccessToken: {
    200: plain("createAccessToken"),
    400: ({ hm }) =>
      hm.POST("/v1/access_tokens", {
        body: { grant_type: "client_credentials", ...credentials, client_secret: "wrong" },
      }),
  },
  revokeAccessToken: {
    200: plain("revokeAccessToken"),
    400: ({ hm }) =>
      hm.DELETE("/v1/access_tokens", { body: { token: "any", ...credentials, client_secret: "wrong" } }),
  },
  getVehicleInfo: {
    200: async (world) => {
      await calls.createClearances(world.hm);
      approve(world);
      const issued = await world.hm.POST("/v1/fleets/access_tokens", { body: { vin } });
      if (!issued.ok) return issued;
      return calls.getVehicleInfo(world.withToken(issued.data.access_token));
    },
    401: plain("getVehicleInfo"),
  },
  checkEligibility: {
    200: plain("checkEligibility"),
    401: ({ withToken }) => calls.checkEligibility(withToken("forged")),
    422: ({ hm }) => hm.POST("/v1/eligibility", { body: { vin: "TOO-SHORT", brand: "sandbox" } }),
  },
  createClearances: { 200: plain("createClearances"), 403: withoutFleet("createClearances") },
  listClearances: { 200: afterClearance("listClearances"), 403: withoutFleet("listClearances") },
  getClearance: {
    200: afterClearance("getClearance"),
    403: withoutFleet("getClearance"),
    404: plain("getClearance"),
    429: async (world) => {
      for (let count = 0; count < 60; count++) await calls.getClearance(world.hm);
      return calls.getClearance(world.hm);
    },
  },
  deleteClearance: {
    200: afterClearance("deleteClearance", approve),
    403: withoutFleet("deleteClearance"),
    404: plain("deleteClearance"),
    409: afterClearance("deleteClearance", ({ emulator }) => emulator.vehicles.reject(vin, "no consent")),
    422: afterClearance("deleteClearance"),
  },
  cancelClearance: { 200: afterClearance("cancelClearance") },
  createVehicleAccessToken: {
    200: afterClearance("createVehicleAccessToken", approve),
    400: afterClearance("createVehicleAccessToken"),
    403: withoutFleet("createVehicleAccessToken"),
  },
  getVehicleData: {
    200: afterClearance("getVehicleData", approve),
    401: ({ withToken }) => calls.getVehicleData(withToken("forged")),
    403: plain("getVehicleData"),
    408: afterClearance("getVehicleData", (world) => {
      approve(world);
      world.emulator.vehicles.sleep(vin);
    }),
    422: afterClearance("getVehicleData"),
  },
  getStaticData: { 200: plain("getStaticData") },
  getStaticDataByVin: { 200: plain("getStaticDataByVin") },
  createValuation: {
    200: plain("createValuation"),
    422: ({ hm }) =>
      hm.POST("/v1/vehicle-static-data/{vin}/valuation", {
        params,
        body: { country_code: "DE", odometer: -1, registration_date: "2023-05-01" },
      }),
  },
};

/** The scenario of a documented status. */
export function scenarioOf(id: OperationId, status: number): Scenario {
  if (!Object.hasOwn(calls, id))
    throw new Error(`${id} has no scenario yet: write one in packages/client/test/contract/scenarios.ts`);
  return byBehaviour[id]?.[status] ?? fault(id, status);
}

/** Statuses with a special scenario. */
export const reachedByBehaviour: readonly string[] = Object.entries(byBehaviour).flatMap(([id, statuses]) =>
  Object.keys(statuses).map((status) => `${id} ${status}`),
);
