import type { Benchmark } from "../benchmark.ts";
import { type OauthClient, oauthClients } from "../contestants/oauth-clients.ts";
import { startTokenServer, type TokenServer } from "../contestants/token-server.ts";
import type { Row, Table } from "../table.ts";
import { timings } from "../timings.ts";
import { callsAfterRevocation, type Revoked, requestsOfFirstCalls } from "../token-counts.ts";
import { type Contestant, type Contestants, mapContestants, rowOf } from "../turns.ts";

const batchSize = 100;
const callCount = 1_000;

export const token: Benchmark = {
  name: "token",
  measures:
    "what many concurrent calls cost the token endpoint, what a cached token costs, what happens when it is revoked",
  fairness: [
    "The same server responds to all; simple-oauth2 has a HTTP client of its own and reaches it over loopback, the others through an injected fetch.",
    "Libraries without a cache get the one that people write around them: request when there is no token or it has expired.",
    "A cached token: median of batches of 100 awaited uses.",
  ],
  packages: ["@badgateway/oauth2-client", "oauth4webapi", "openid-client", "simple-oauth2", "tinybench"],
  losses: {
    "*": "an `if` around a variable costs less than a source that also looks at the clock for renewal ahead of time; the difference is nanoseconds per call.",
  },
  async run(runs) {
    const server = await startTokenServer();
    try {
      const clients = oauthClients(server);
      for (const client of clients) await client.token();
      return [
        await firstCalls(server, 1_000),
        await firstCalls(server, 10_000),
        ...(await revoked(server)),
        {
          title: "a cached token",
          unit: "µs",
          better: "less",
          rows: await timings(mapContestants(clients, uses), { runs, batch: batchSize }),
        },
      ];
    } finally {
      server.close();
    }
  },
};

function uses({ name, note, token }: OauthClient): Contestant {
  return {
    name,
    note,
    run: async () => {
      for (let use = 0; use < batchSize; use++) await token();
    },
  };
}

async function firstCalls(server: TokenServer, count: number): Promise<Table> {
  const title = `token requests for ${count.toLocaleString("en")} concurrent first calls`;
  const rows = await eachOf(server, (client) => requestsOfFirstCalls(client, server, count));
  return {
    title,
    unit: "requests",
    better: "less",
    rows: mapContestants(rows, ([client, value]) => rowOf(client, [value])),
  };
}

async function revoked(server: TokenServer): Promise<readonly Table[]> {
  const results = await eachOf(server, (client) => callsAfterRevocation(client, server, callCount));
  const rows = (value: (result: Revoked) => number): Contestants<Row> =>
    mapContestants(results, ([client, result]) => rowOf(client, [value(result)]));
  const when = `${callCount.toLocaleString("en")} calls with a token just revoked`;
  return [
    {
      title: `failed of ${when}`,
      unit: "calls",
      better: "less",
      rows: rows(({ failedCalls }) => failedCalls),
    },
    {
      title: `token requests by ${when}`,
      unit: "requests",
      better: "less",
      rows: rows(({ tokenRequests }) => tokenRequests),
    },
  ];
}

/** One after the other, each with a client that has no token yet. */
async function eachOf<T>(
  server: TokenServer,
  measure: (client: OauthClient) => Promise<T>,
): Promise<Contestants<readonly [OauthClient, T]>> {
  const [ours, ...peers] = oauthClients(server);
  const first = [ours, await measure(ours)] as const;
  const rest: (readonly [OauthClient, T])[] = [];
  for (const peer of peers) rest.push([peer, await measure(peer)]);
  return [first, ...rest];
}
