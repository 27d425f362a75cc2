import { join } from "node:path";
import { nodeTransport } from "@high-mobility-ts/client/node";
import axios from "axios";
import type { Benchmark } from "../benchmark.ts";
import { startServer } from "../child.ts";
import {
  type HttpClient,
  type HttpTarget,
  httpClients,
  oursWithoutTimeout,
} from "../contestants/http-clients.ts";
import { fetchWithoutNetwork, undiciRequest } from "../contestants/node-fetch.ts";
import { vehiclePath } from "../contestants/payload.ts";
import type { Table } from "../table.ts";
import { type Contestants, inTurns, mapContestants, rowOf } from "../turns.ts";

const turnMs = 250;
/** Sockets and a second process make single turns uneven. */
const turnsPerRun = 3;

export const http: Benchmark = {
  name: "http",
  measures: "authenticated calls over HTTP on loopback, the server in another process",
  fairness: [
    "The same server, the same GET, the response parsed by all; connections are kept alive by each client's own pool.",
    "Client and server share two processor cores with whatever else runs; the processor time of the caller's process does not depend on that.",
    "axios uses its default transport for Node.",
    "Without a network, Node's own fetch does all its work on a response that is at hand: what differs is what is around it.",
    "A timeout of a peer is AbortSignal.timeout, as its documentation says; ours is on in all rows that do not say otherwise.",
  ],
  packages: ["openapi-fetch", "axios", "undici"],
  losses: {
    "undici request":
      "it is no client: no token, path, retry, timeout or limit. The Node transport alone is as fast, as the table of the transports shows: the difference is the client.",
    "bare fetch(url, init)":
      "it is the floor of everything that is built on fetch, and can neither time out nor be aborted: what a signal alone costs Node's fetch is in the table without a network.",
    "bare fetch(url, init) with a timeout":
      "ours is built on openapi-fetch, whose row has what it costs without a timeout; token, limits and the timer come on top.",
    "openapi-fetch": "it can neither time out nor be aborted.",
  },
  async run(runs) {
    const transport = nodeTransport();
    const server = await startServer(join(import.meta.dirname, "../contestants/http-server.ts"));
    try {
      const { baseUrl } = server;
      const clients = await overLoopback({ baseUrl, fetch: globalThis.fetch });
      const pooled = await overLoopback({ baseUrl, fetch: transport.fetch });
      return [
        ...(await throughput(clients, 1, runs, "")),
        ...(await throughput(clients, 64, runs, "")),
        ...(await throughput(pooled, 64, runs, ", ours over its Node transport")),
        ...(await throughput(
          alone(baseUrl, transport.fetch, await undiciRequest()),
          64,
          runs,
          ", transports alone",
        )),
        await withoutNetwork(runs),
      ];
    } finally {
      await transport.close();
      server.close();
    }
  },
};

/** Ours sends with the `fetch` of the target, the peers with the global one. */
async function overLoopback(target: HttpTarget): Promise<Contestants<HttpClient>> {
  const { baseUrl } = target;
  const request = await undiciRequest();
  const [ours] = await httpClients(target);
  const [, ...peers] = await httpClients({ baseUrl, fetch: globalThis.fetch });
  const url = `${baseUrl}${vehiclePath}`;
  return [
    ours,
    ...peers.filter(isOnFetch),
    withTimeout(url, globalThis.fetch),
    {
      name: "undici request",
      note: "no types, no errors; the token is a constant",
      get: byUndici(request, url),
      post: noPost,
    },
    {
      name: "axios",
      note: "no retry, no types; the token is a constant",
      get: async () => (await axios.get(url, { headers })).data,
      post: noPost,
    },
  ];
}

/** What the transports take without a client. */
function alone(
  baseUrl: string,
  pooledFetch: typeof globalThis.fetch,
  request: Awaited<ReturnType<typeof undiciRequest>>,
): Contestants<HttpClient> {
  const url = `${baseUrl}${vehiclePath}`;
  const byFetch = (fetch: typeof globalThis.fetch) => async () => (await fetch(url, { headers })).json();
  return [
    {
      name: "fetch of nodeTransport",
      note: "a Response, its body on demand",
      get: byFetch(pooledFetch),
      post: noPost,
    },
    { name: "fetch of Node", note: "a Response", get: byFetch(globalThis.fetch), post: noPost },
    { name: "undici request", note: "no Response", get: byUndici(request, url), post: noPost },
  ];
}

function byUndici(request: Awaited<ReturnType<typeof undiciRequest>>, url: string) {
  return async () => (await request(url, { headers })).body.json();
}

const headers = { authorization: "Bearer token-1" };

function noPost(): Promise<never> {
  return Promise.reject(new Error("only GET is measured"));
}

function isOnFetch({ name }: HttpClient): boolean {
  return name === "bare fetch(url, init)" || name === "openapi-fetch";
}

function withTimeout(url: string, fetch: typeof globalThis.fetch): HttpClient {
  return {
    name: "bare fetch(url, init) with a timeout",
    note: "no types, no errors; the token is a constant",
    get: async () => (await fetch(url, { headers, signal: AbortSignal.timeout(30_000) })).json(),
    post: noPost,
  };
}

async function withoutNetwork(runs: number): Promise<Table> {
  const target = { baseUrl: "http://127.0.0.1:4010", fetch: fetchWithoutNetwork() };
  const [ours, ...peers] = await httpClients(target);
  const [, cost] = await throughput(
    [
      ours,
      oursWithoutTimeout(target),
      ...peers.filter(isOnFetch),
      withTimeout(`${target.baseUrl}${vehiclePath}`, target.fetch),
    ],
    64,
    runs,
    " without a network",
  );
  return cost;
}

async function throughput(
  clients: Contestants<HttpClient>,
  concurrency: number,
  runs: number,
  suffix: string,
): Promise<readonly [speed: Table, cost: Table]> {
  const processor = new Map<HttpClient, number[]>();
  const speed = await inTurns(clients, runs * turnsPerRun, async (client) => {
    const { callsPerSecond, processorMicroseconds } = await callFor(client, concurrency);
    processor.set(client, [...(processor.get(client) ?? []), processorMicroseconds]);
    return callsPerSecond;
  });
  const cost = mapContestants(clients, (client) => rowOf(client, (processor.get(client) ?? []).slice(1)));
  return [
    { title: `GET, ${concurrency} at a time${suffix}`, unit: "calls/s", better: "more", rows: speed },
    {
      title: `GET, ${concurrency} at a time${suffix}, processor time of the caller`,
      unit: "µs",
      better: "less",
      rows: cost,
    },
  ];
}

async function callFor({ get }: HttpClient, concurrency: number) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  let calls = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() - started < turnMs) {
      await get();
      calls++;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  const { user, system } = process.cpuUsage(cpu);
  return {
    callsPerSecond: calls / ((performance.now() - started) / 1_000),
    processorMicroseconds: (user + system) / calls,
  };
}
