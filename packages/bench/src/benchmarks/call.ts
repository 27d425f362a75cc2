import assert from "node:assert/strict";
import { allocations } from "../allocations.ts";
import type { Benchmark } from "../benchmark.ts";
import { authedFetch, bareInit, type HttpClient, httpClients } from "../contestants/http-clients.ts";
import { eligibility, stubFetch, vehicle } from "../contestants/payload.ts";
import type { Table } from "../table.ts";
import { timings } from "../timings.ts";
import { type Contestants, mapContestants } from "../turns.ts";

type Way = "get" | "post";

const answers = { get: vehicle, post: eligibility };

export const call: Benchmark = {
  name: "call",
  measures: "one authenticated call, the transport a stub: what the code between caller and network costs",
  fairness: [
    "All get the same stub fetch, which responds at once with the same JSON, and all parse it; the responses are compared before measuring.",
    "Ours looks a token up in its cache and would replay after 401; the peers send a constant header.",
    "Microseconds are the median of single calls, so garbage collection shows in the allocations, not in the time.",
    "The stub does not build a Request from (url, init); real fetch does.",
  ],
  packages: ["openapi-fetch", "@hey-api/openapi-ts", "ky", "ofetch", "axios", "tinybench"],
  losses: {
    "bare fetch(new Request)":
      "ours builds no Request, but fills in the path, has openapi-fetch merge its options and reads the body as text to tell JSON from the rest; a POST gains more by the first than it pays for the others.",
    "bare fetch(url, init)":
      "it is the floor: nothing is merged, filled in or looked up. Of the difference, the tables of a fetch with a token show the part of auth; the rest is openapi-fetch.",
    "bare fetch with a constant header":
      "a copy of the headers gets the token, and there is the state that a replay would need; half a microsecond in all.",
    "openapi-fetch": "it has no retry, no timeout, no limits and no token to look up.",
    ofetch: "it passes headers on as they are, and looks up no token.",
  },
  async run(runs) {
    const target = { baseUrl: "http://localhost:4010", fetch: stubFetch() };
    const clients = await httpClients(target);
    const wrappers: [HttpClient, HttpClient] = [
      { name: "withAuth(tokens)", note: "token cache, replay after 401", ...authedFetch(target) },
      { name: "bare fetch with a constant header", note: "no token cache", ...bareInit(target) },
    ];
    for (const client of [...clients, ...wrappers])
      for (const way of ["get", "post"] as const)
        assert.deepEqual(await client[way](), answers[way], `${client.name} ${way}`);
    return [
      await timed("GET", contestants(clients, "get"), runs),
      await timed("POST", contestants(clients, "post"), runs),
      await timed("GET, fetch with a token", contestants(wrappers, "get"), runs),
      await timed("POST, fetch with a token", contestants(wrappers, "post"), runs),
      await allocated("GET, allocated", contestants(clients, "get"), runs),
      await allocated("POST, allocated", contestants(clients, "post"), runs),
    ];
  },
};

function contestants(clients: Contestants<HttpClient>, way: Way): Contestants {
  return mapContestants(clients, (client) => ({
    name: client.name,
    note: client.note,
    run: () => client[way](),
  }));
}

async function timed(title: string, all: Contestants, runs: number): Promise<Table> {
  return { title, unit: "µs", better: "less", rows: await timings(all, { runs }) };
}

async function allocated(title: string, all: Contestants, runs: number): Promise<Table> {
  return { title, unit: "kB on the heap", better: "less", rows: await allocations(all, runs) };
}
