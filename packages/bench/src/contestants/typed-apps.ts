// An app of six calls for the type checker, by each typed client. All read the same responses and errors.

export interface TypedApp {
  readonly name: string;
  readonly head: string;
  /** Statements, one per call: {@link callCount} operations, then the same operations again. */
  readonly calls: readonly string[];
}

const operations = [
  {
    method: "GET",
    path: "/v1/vehicle-data/autoapi-13/{vin}",
    heyApi: "getVehicleData",
    params: true,
    body: "",
    read: "diagnostics?.odometer",
  },
  {
    method: "POST",
    path: "/v1/eligibility",
    heyApi: "checkEligibility",
    params: false,
    body: '{ vin, brand: "sandbox" }',
    read: "eligible",
  },
  {
    method: "POST",
    path: "/v1/fleets/vehicles",
    heyApi: "createClearances",
    params: false,
    body: '{ vehicles: [{ vin, brand: "sandbox" }] }',
    read: "vehicles",
  },
  {
    method: "GET",
    path: "/v1/fleets/vehicles/{vin}",
    heyApi: "getClearance",
    params: true,
    body: "",
    read: "status",
  },
  {
    method: "DELETE",
    path: "/v1/fleets/vehicles/{vin}",
    heyApi: "deleteClearance",
    params: true,
    body: "",
    read: "status",
  },
  {
    method: "GET",
    path: "/v1/vehicle-static-data/{vin}",
    heyApi: "getStaticDataByVin",
    params: true,
    body: "",
    read: "manufacturer",
  },
] as const;

/** How many operations the app calls. */
export const callCount: number = operations.length;

const twice = [...operations, ...operations];

type Operation = (typeof operations)[number];

const vin = 'const vin = "2HM00000000000001";';

export const typedApps: readonly [TypedApp, ...TypedApp[]] = [
  {
    name: "@high-mobility-ts/client",
    head: [
      'import { createClient } from "@high-mobility-ts/client";',
      'const hm = createClient({ environment: "sandbox", clientId: "a", clientSecret: "b" });',
      vin,
    ].join("\n"),
    calls: twice.map((operation, index) => byPath("hm", operation, index)),
  },
  {
    name: "openapi-fetch",
    head: [
      'import createClient from "openapi-fetch";',
      'import type { paths } from "@high-mobility-ts/schema";',
      'const client = createClient<paths>({ baseUrl: "https://sandbox.api.high-mobility.com" });',
      vin,
    ].join("\n"),
    calls: twice.map((operation, index) => byPath("client", operation, index)),
  },
  {
    name: "@hey-api/openapi-ts client",
    head: [
      `import { ${operations.map(({ heyApi }) => heyApi).join(", ")} } from "../hey-api/index.ts";`,
      vin,
    ].join("\n"),
    calls: twice.map(({ heyApi, params, body, read }, index) =>
      statement(`${heyApi}({ ${optionsOf(params ? "path: { vin }" : "", body)} })`, read, index),
    ),
  },
  {
    name: "@high-mobility-ts/client, operation methods",
    head: [
      'import { createClient } from "@high-mobility-ts/client";',
      'const hm = createClient({ environment: "sandbox", clientId: "a", clientSecret: "b" });',
      vin,
    ].join("\n"),
    calls: twice.map(({ heyApi: id, params, body, read }, index) => {
      const members = body.replace(/^\{|\}$/g, "");
      return statement(`hm.${id}({ ${params ? "vin" : members} })`, read, index);
    }),
  },
];

function byPath(client: string, { method, path, params, body, read }: Operation, index: number): string {
  const options = optionsOf(params ? "params: { path: { vin } }" : "", body);
  return statement(`${client}.${method}(${JSON.stringify(path)}, { ${options} })`, read, index);
}

function optionsOf(params: string, body: string): string {
  return [params, body && `body: ${body}`].filter(Boolean).join(", ");
}

function statement(call: string, read: string, index: number): string {
  return [
    `const response${index} = await ${call};`,
    `export const value${index} = response${index}.data?.${read};`,
    `export const failure${index} = response${index}.error;`,
  ].join("\n");
}
