// What the examples of the operations are made of. An operation without an entry does not compile.
import type { OperationId } from "@high-mobility-ts/schema/operations";

/** A value of an example. The text `$NAME` is the environment variable of this name. */
export type ExampleValue =
  | string
  | number
  | boolean
  | readonly ExampleValue[]
  | { readonly [name: string]: ExampleValue };

export interface OperationExample {
  /** What the method is called with: parameters and members of the body, side by side. */
  readonly input: Readonly<Record<string, ExampleValue>>;
  /** Which token the request carries. */
  readonly token: "application" | "vehicle" | "none";
  readonly command: CommandExample;
}

/** Lines of a shell that call the operation with `hm`, or a sentence that names the nearest command. */
export type CommandExample = { readonly lines: string } | { readonly nearest: string };

export type OperationExamples = { readonly [Id in OperationId]: OperationExample };

const vin = "2HM00000000000001";
const credentials = { client_id: "$HM_CLIENT_ID", client_secret: "$HM_CLIENT_SECRET" };

export const operationExamples: OperationExamples = {
  createAccessToken: {
    input: { grant_type: "client_credentials", ...credentials },
    token: "none",
    command: { lines: "hm status" },
  },
  revokeAccessToken: {
    input: { token: "$HM_TOKEN", ...credentials },
    token: "none",
    command: {
      nearest:
        "The nearest is `hm logout`, which removes stored credentials. Its tokens expire by themselves.",
    },
  },
  getVehicleInfo: {
    input: {},
    token: "vehicle",
    command: {
      nearest: `The nearest is \`hm clearances get ${vin}\`, which needs the VIN.`,
    },
  },
  checkEligibility: {
    input: { vin, brand: "sandbox" },
    token: "application",
    command: { lines: `hm eligible ${vin} --brand sandbox` },
  },
  createClearances: {
    input: { vehicles: [{ vin, brand: "sandbox" }] },
    token: "application",
    command: { lines: `printf 'vin,brand\\n${vin},sandbox\\n' > fleet.csv\nhm clear fleet.csv` },
  },
  listClearances: {
    input: { filter: { status: { operator: "in", value: ["pending", "approved"] } } },
    token: "application",
    command: { lines: "hm clearances list --status pending --status approved" },
  },
  getClearance: {
    input: { vin },
    token: "application",
    command: { lines: `hm clearances get ${vin}` },
  },
  deleteClearance: {
    input: { vin },
    token: "application",
    command: { lines: `hm clearances remove ${vin} --yes` },
  },
  cancelClearance: {
    input: { vin },
    token: "application",
    command: {
      nearest: `The nearest is \`hm clearances remove ${vin}\`, which also cancels pending clearances.`,
    },
  },
  createVehicleAccessToken: {
    input: { vin },
    token: "application",
    command: {
      nearest: `The nearest is \`hm data ${vin}\`, which needs no token of the vehicle.`,
    },
  },
  getVehicleData: {
    input: { vin },
    token: "application",
    command: { lines: `hm data ${vin} --property diagnostics.odometer` },
  },
  getStaticData: {
    input: { vin },
    token: "application",
    command: {
      nearest: `The nearest is \`hm static ${vin}\`, which calls [getStaticDataByVin](#getstaticdatabyvin).`,
    },
  },
  getStaticDataByVin: {
    input: { vin },
    token: "application",
    command: { lines: `hm static ${vin}` },
  },
  createValuation: {
    input: { vin, country_code: "DE", odometer: 30_000, registration_date: "2023-05-01" },
    token: "application",
    command: {
      lines: `hm static ${vin} --valuation --odometer 30000 --registered 2023-05-01 --country DE --yes`,
    },
  },
};
