import { createRemoteJWKSet, jwtVerify } from "jose";
import { OAuth2Server } from "oauth2-mock-server";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  type ClientCredentialsOptions,
  clientCredentials,
  type TokenSource,
  withAuth,
} from "../../src/index.ts";
import { rejection, testClock } from "../kit.ts";

const server = new OAuth2Server();

beforeAll(async () => {
  await server.issuer.keys.generate("ES256");
  await server.start(0, "127.0.0.1");
});
afterEach(() => void server.service.removeAllListeners());
afterAll(() => server.stop());

function source(more: Partial<ClientCredentialsOptions> = {}): TokenSource {
  const tokenUrl = `${server.issuer.url}/token`;
  const options = {
    tokenUrl,
    clientId: "app",
    clientSecret: "s3cr3t",
    encoding: "form",
    scope: "read",
    ...more,
  };
  return clientCredentials(options as ClientCredentialsOptions);
}

test.each(["form", "json"] as const)("gets a JWT by %s that the server's keys verify", async (encoding) => {
  const { value, scopes } = await source({ encoding }).getToken();
  const { payload } = await jwtVerify(value, createRemoteJWKSet(new URL(`${server.issuer.url}/jwks`)));
  expect(payload).toMatchObject({ iss: server.issuer.url, scope: "read" });
  expect([...scopes]).toEqual(["read"]);
});

test("replaces a token that the resource rejects, and replays the call", async () => {
  const seen: (string | undefined)[] = [];
  server.service.on("beforeUserinfo", (response, request) => {
    seen.push(request.headers.authorization);
    if (seen.length === 1) response.statusCode = 401;
  });
  const tokens = source();
  // Its tokens differ only in the second in which they were issued.
  let count = 0;
  server.service.on("beforeTokenSigning", (token) => {
    token.payload.count = ++count;
  });
  expect((await withAuth(tokens)(`${server.issuer.url}/userinfo`)).status).toBe(200);
  expect(seen).toHaveLength(2);
  expect(seen[0]).not.toBe(seen[1]);
});

test.each([
  ["no expires_in", { access_token: "t", token_type: "Bearer" }, 200, "invalid-response"],
  [
    "a token of another type",
    { access_token: "t", token_type: "DPoP", expires_in: 60 },
    200,
    "invalid-response",
  ],
  ["a rejection", { error: "invalid_client" }, 401, "request-rejected"],
  ["a failure", {}, 503, "server-unavailable"],
])("reports %s", async (_name, body, statusCode, code) => {
  server.service.on("beforeResponse", (response) => Object.assign(response, { body, statusCode }));
  expect(await rejection(source({ clock: testClock(Date.now()) }).getToken())).toMatchObject({ code });
});
