// What concurrent calls ask of a token endpoint: exact, so a budget holds for it.
import { type OauthClient, oauthClients } from "./contestants/oauth-clients.ts";
import type { TokenServer } from "./contestants/token-server.ts";

/** Token requests that so many concurrent first calls cause. */
export async function requestsOfFirstCalls(
  client: OauthClient,
  server: TokenServer,
  calls: number,
): Promise<number> {
  server.reset();
  await Promise.all(Array.from({ length: calls }, () => client.token()));
  return server.tokenRequests();
}

export interface Revoked {
  readonly failedCalls: number;
  readonly tokenRequests: number;
}

/** The token at hand is revoked, then so many calls go out at once. */
export async function callsAfterRevocation(
  client: OauthClient,
  server: TokenServer,
  calls: number,
): Promise<Revoked> {
  const url = `${server.baseUrl}/resource`;
  await client.call(url);
  server.revokeAll();
  server.reset();
  const answers = await Promise.all(Array.from({ length: calls }, () => client.call(url)));
  return { failedCalls: answers.filter(({ ok }) => !ok).length, tokenRequests: server.tokenRequests() };
}

/** Ours only, as `budgets.json` has them. */
export async function ourTokenCounts(server: TokenServer): Promise<Readonly<Record<string, number>>> {
  const fresh = (): OauthClient => oauthClients(server)[0];
  const revoked = await callsAfterRevocation(fresh(), server, 1_000);
  return {
    "10,000 concurrent first calls": await requestsOfFirstCalls(fresh(), server, 10_000),
    "1,000 calls with a token just revoked": revoked.tokenRequests,
    "of these, calls that failed": revoked.failedCalls,
  };
}
