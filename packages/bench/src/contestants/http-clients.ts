// The same two calls, by every client: GET a vehicle, POST an eligibility check, with a bearer token.
import { clientCredentials, withAuth } from "@high-mobility-ts/auth";
import { createClient, type HighMobilityClient } from "@high-mobility-ts/client";
import type { paths } from "@high-mobility-ts/schema";
import axios from "axios";
import ky from "ky";
import { createFetch } from "ofetch";
import createOpenapiFetch from "openapi-fetch";
import { buildHeyApi } from "../generated.ts";
import { eligibilityRequest, tokenFetch, vehiclePath, vin } from "./payload.ts";

export interface HttpClient {
  readonly name: string;
  readonly note: string;
  /** Resolves to the parsed response. */
  get(): Promise<unknown>;
  post(): Promise<unknown>;
}

export interface HttpTarget {
  readonly baseUrl: string;
  /** What sends the requests. */
  readonly fetch: typeof globalThis.fetch;
}

type Calls = Pick<HttpClient, "get" | "post">;

const path = "/v1/vehicle-data/autoapi-13/{vin}";
const authorization = "Bearer token-1";
const oursNote = "typed, token cache, replay after 401";
const bareNote = "no types, no errors; the token is a constant";
const manualToken = "typed; the token is a constant, no 401 handling";
const noTypes = "own retry and timeout, no types; the token is a constant";

export function tokensFor(baseUrl: string): ReturnType<typeof clientCredentials> {
  return clientCredentials({
    tokenUrl: `${baseUrl}/v1/access_tokens`,
    clientId: "app",
    clientSecret: "secret",
    fetch: tokenFetch(),
  });
}

/** Ours first. */
export async function httpClients(target: HttpTarget): Promise<readonly [HttpClient, ...HttpClient[]]> {
  return [
    { name: "@high-mobility-ts/client", note: oursNote, ...ours(target) },
    { name: "bare fetch(new Request)", note: bareNote, ...bareRequest(target) },
    { name: "bare fetch(url, init)", note: bareNote, ...bareInit(target) },
    { name: "openapi-fetch", note: manualToken, ...openapiFetch(target) },
    { name: "@hey-api/openapi-ts client", note: manualToken, ...(await heyApi(target)) },
    { name: "ofetch", note: noTypes, ...ofetch(target) },
    { name: "ky", note: noTypes, ...withKy(target) },
    { name: "axios", note: "no retry, no types; the token is a constant", ...withAxios(target) },
  ];
}

function ours({ baseUrl, fetch }: HttpTarget): Calls {
  return callsOf(createClient({ baseUrl, auth: tokensFor(baseUrl), fetch }));
}

function callsOf(hm: HighMobilityClient): Calls {
  return {
    get: async () => (await hm.GET(path, { params: { path: { vin } } })).data,
    post: async () => (await hm.POST("/v1/eligibility", { body: eligibilityRequest })).data,
  };
}

/** Nothing can end its calls. */
export function oursWithoutTimeout({ baseUrl, fetch }: HttpTarget): HttpClient {
  const hm = createClient({ baseUrl, auth: tokensFor(baseUrl), fetch, timeout: false });
  return { name: "@high-mobility-ts/client, timeout: false", note: oursNote, ...callsOf(hm) };
}

/** A `fetch` with tokens of its own, and nothing more. */
export function authedFetch({ baseUrl, fetch }: HttpTarget): Calls {
  return plain(baseUrl, withAuth(tokensFor(baseUrl), { fetch }), {});
}

export function bareInit({ baseUrl, fetch }: HttpTarget): Calls {
  return plain(baseUrl, fetch, { authorization });
}

function plain(baseUrl: string, fetch: typeof globalThis.fetch, headers: Record<string, string>): Calls {
  return {
    get: async () => (await fetch(`${baseUrl}${vehiclePath}`, { headers })).json(),
    post: async () => {
      const init = {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(eligibilityRequest),
      };
      return (await fetch(`${baseUrl}/v1/eligibility`, init)).json();
    },
  };
}

function bareRequest({ baseUrl, fetch }: HttpTarget): Calls {
  const viaRequest: typeof globalThis.fetch = (input, init) => fetch(new Request(input, init));
  return plain(baseUrl, viaRequest, { authorization });
}

function openapiFetch({ baseUrl, fetch }: HttpTarget): Calls {
  const client = createOpenapiFetch<paths>({ baseUrl, fetch, headers: { authorization } });
  return {
    get: async () => (await client.GET(path, { params: { path: { vin } } })).data,
    post: async () => (await client.POST("/v1/eligibility", { body: eligibilityRequest })).data,
  };
}

/** What we use of the generated module. */
interface HeyApi {
  readonly client: { setConfig(config: object): void };
  getVehicleData(options: object): Promise<{ data?: unknown }>;
  checkEligibility(options: object): Promise<{ data?: unknown }>;
}

async function heyApi({ baseUrl, fetch }: HttpTarget): Promise<Calls> {
  // Two clients may live in one process: each import gets a module of its own.
  const file = `${await buildHeyApi()}?${crypto.randomUUID()}`;
  const { client, getVehicleData, checkEligibility }: HeyApi = await import(file);
  client.setConfig({ baseUrl, fetch, auth: () => "token-1" });
  return {
    get: async () => (await getVehicleData({ path: { vin } })).data,
    post: async () => (await checkEligibility({ body: eligibilityRequest })).data,
  };
}

function ofetch({ baseUrl, fetch }: HttpTarget): Calls {
  const client = createFetch({ fetch, defaults: { baseURL: baseUrl, headers: { authorization } } });
  return {
    get: () => client(vehiclePath),
    post: () => client("/v1/eligibility", { method: "POST", body: eligibilityRequest }),
  };
}

function withKy({ baseUrl, fetch }: HttpTarget): Calls {
  const client = ky.create({ prefix: baseUrl, fetch, headers: { authorization } });
  return {
    get: () => client.get(vehiclePath.slice(1)).json(),
    post: () => client.post("v1/eligibility", { json: eligibilityRequest }).json(),
  };
}

function withAxios({ baseUrl, fetch }: HttpTarget): Calls {
  const client = axios.create({
    baseURL: baseUrl,
    adapter: "fetch",
    env: { fetch },
    headers: { authorization },
  });
  return {
    get: async () => (await client.get(vehiclePath)).data,
    post: async () => (await client.post("/v1/eligibility", eligibilityRequest)).data,
  };
}
