import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AuthEvent,
  type ClientCredentialsOptions,
  type Clock,
  clientCredentials,
  type TokenSource,
  withAuth,
} from "../../src/index.ts";
import { rejection, testKey } from "../kit.ts";
import { clients, type OidcServer, startOidcServer } from "./oidc-server.ts";

const { pem, publicKey } = await testKey();
const stranger = await testKey();
let server: OidcServer;

beforeAll(async () => {
  const own = await generateKeyPair("ES256", { extractable: true });
  server = await startOidcServer(await exportJWK(publicKey), await exportJWK(own.privateKey));
});
afterAll(() => server.close());

const authentications = ["client_secret_post", "client_secret_basic", "private_key_jwt"] as const;
type Authentication = (typeof authentications)[number];

function source(authentication: Authentication, more: object = {}): TokenSource {
  const { post, basic, key } = clients;
  const credentials = {
    client_secret_post: { clientId: post.id, clientSecret: post.secret },
    client_secret_basic: {
      clientId: basic.id,
      clientSecret: basic.secret,
      clientAuthentication: "client_secret_basic",
    },
    private_key_jwt: {
      clientId: key.id,
      privateKey: { id: key.keyId, pem },
      assertionClaims: "rfc7523",
      audience: server.issuer,
    },
  }[authentication];
  const { tokenUrl, apiUrl } = server;
  const resourceOrigins = [new URL(apiUrl).origin];
  const options = { tokenUrl, resourceOrigins, encoding: "form", ...credentials, ...more };
  return clientCredentials(options as ClientCredentialsOptions);
}

test.each(authentications)("gets a token by %s that the server reports as active", async (authentication) => {
  const tokens = source(authentication, { scope: "read" });
  const { expiresAt, scopes } = await tokens.getToken();
  expect([...scopes]).toEqual(["read"]);
  const answer = await withAuth(tokens)(server.apiUrl);
  const told = (await answer.json()) as { exp: number };
  expect([answer.status, told]).toMatchObject([200, { active: true, scope: "read", token_type: "Bearer" }]);
  // The server uses seconds, this package milliseconds.
  expect(Math.abs(told.exp * 1_000 - expiresAt)).toBeLessThan(30_000);
});

test.each(authentications)("replaces a token by %s that was revoked, and replays the call", async (how) => {
  const events: AuthEvent[] = [];
  const tokens = source(how, { scope: "read write", onEvent: (event: AuthEvent) => events.push(event) });
  const authedFetch = withAuth(tokens, { onEvent: (event) => events.push(event) });
  const first = await tokens.getToken();
  expect((await authedFetch(server.apiUrl)).status).toBe(200);
  await server.revoke(first.value);
  expect((await authedFetch(server.apiUrl)).status).toBe(200);
  expect((await tokens.getToken()).value).not.toBe(first.value);
  expect(events.map(({ type }) => type)).toEqual([
    "token-requested",
    "token-refreshed",
    "token-invalidated",
    "token-requested",
    "token-refreshed",
    "request-replayed",
  ]);
});

test.each<[string, Authentication, () => object]>([
  ["a wrong secret in the body", "client_secret_post", () => ({ clientSecret: "wr0ng" })],
  ["a wrong secret in the header", "client_secret_basic", () => ({ clientSecret: "wr0ng" })],
  ["an unknown client", "client_secret_post", () => ({ clientId: "unknown-app" })],
  ["another key", "private_key_jwt", () => ({ privateKey: { id: clients.key.keyId, pem: stranger.pem } })],
  ["another key id", "private_key_jwt", () => ({ privateKey: { id: "key-2", pem } })],
  ["another audience", "private_key_jwt", () => ({ audience: "https://other.example.com" })],
])("accepts the rejection of %s without a retry", async (_name, authentication, wrong) => {
  const before = server.tokenRequests();
  const error = await rejection(source(authentication, wrong()).getToken());
  expect(error).toMatchObject({ code: "request-rejected", status: 401, error: "invalid_client" });
  expect(String(error)).not.toMatch(/wr0ng|eyJ/);
  expect(server.tokenRequests() - before).toBe(1);
});

test.each<[string, object, string]>([
  [
    "a scope that the client may not have",
    { clientId: clients.narrow.id, clientSecret: clients.narrow.secret, scope: "write" },
    "invalid_scope",
  ],
  ["a body in JSON, which it does not read", { encoding: "json" }, "invalid_request"],
])("names the server's reason for rejecting %s", async (_name, wrong, reason) => {
  const error = await rejection(source("client_secret_post", wrong).getToken());
  expect(error).toMatchObject({ code: "request-rejected", status: 400, error: reason });
  expect(error).toHaveProperty("description", expect.stringMatching(/\w/));
});

test.each([
  ["the requested scopes that the server supports", "read fly", ["read"]],
  ["no scopes if it requested none", undefined, []],
])("gets as scopes %s", async (_name, scope, want) => {
  expect([...(await source("client_secret_post", { scope }).getToken()).scopes]).toEqual(want);
});

test.each([
  ["the issuer", (): string => server.issuer],
  ["the URL of the token endpoint", (): string => server.tokenUrl],
])("is accepted with an assertion whose audience is %s", async (_name, audience) => {
  await source("private_key_jwt", { audience: audience() }).getToken();
  const { id, keyId } = clients.key;
  expect(server.assertions.at(-1)).toMatchObject({
    header: { alg: "ES256", typ: "client-authentication+jwt", kid: keyId },
    claims: { iss: id, sub: id, aud: audience(), jti: expect.any(String), exp: expect.any(Number) },
  });
});

test.each([
  ["ahead", 600_000],
  ["behind", -600_000],
])("signs again with the server's time if this machine's clock is ten minutes %s", async (_name, off) => {
  const clock: Clock = { now: () => Date.now() + off };
  const before = server.tokenRequests();
  const tokens = source("private_key_jwt", { clock });
  const { expiresAt } = await tokens.getToken();
  // The time of this machine's wrong clock.
  expect(Math.abs(expiresAt - clock.now() - 300_000)).toBeLessThan(30_000);
  expect(server.tokenRequests() - before).toBe(2);
  const issuedAt = Number(server.assertions.at(-1)?.claims["iat"]) * 1_000;
  expect(Math.abs(issuedAt - Date.now())).toBeLessThan(30_000);
  expect((await withAuth(tokens)(server.apiUrl)).status).toBe(200);
});

test("keeps the corrected clock for the next assertion", async () => {
  const tokens = source("private_key_jwt", { clock: { now: () => Date.now() - 600_000 } });
  tokens.invalidate(await tokens.getToken());
  const before = server.tokenRequests();
  await tokens.getToken();
  expect(server.tokenRequests() - before).toBe(1);
});

test("never sends an assertion twice", async () => {
  const before = server.assertions.length;
  for (let each = 0; each < 6; each++)
    await source("private_key_jwt", { clock: { now: () => Date.now() - 600_000 } }).getToken();
  const ids = server.assertions.slice(before).map(({ claims }) => claims["jti"]);
  expect(ids).toHaveLength(6);
  expect(new Set(ids).size).toBe(ids.length);
});
