import { readdir, readFile } from "node:fs/promises";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { expect, test } from "vitest";
import {
  authorizationCode,
  type ClientCredentialsOptions,
  clientCredentials,
  withAuth,
} from "../src/index.ts";
import {
  answering,
  api,
  refuse,
  rejection,
  type Sent,
  start,
  testClock,
  testKey,
  tokenAnswer,
  tokenUrl,
} from "./kit.ts";

// Tests for the rows of docs/security.md that no other test shows.

const { pem, jwk } = await testKey();
const secret = { environment: "sandbox", clientId: "app", clientSecret: "s3cr3t" } as const;
function withKey(key: object, more: object = {}) {
  return {
    environment: "sandbox",
    clientId: "app",
    privateKey: { id: "key-1", ...key },
    ...more,
  } as ClientCredentialsOptions;
}
function assertionOf({ body }: Sent): string {
  return JSON.parse(body).client_assertion;
}

test.each<[string, object]>([
  ["a secret in the body", secret],
  ["a secret in a form", { ...secret, encoding: "form" }],
  ["a secret in a header", { ...secret, clientAuthentication: "client_secret_basic" }],
  ["an assertion", withKey({ pem })],
])("puts %s, and no part of it into the URL", async (_name, options) => {
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  const elsewhere = { tokenUrl: `${tokenUrl}?tenant=a%20b`, fetch };
  await clientCredentials({ ...options, ...elsewhere } as ClientCredentialsOptions).getToken();
  expect(sent.map(({ url }) => url)).toEqual([`${tokenUrl}?tenant=a%20b`]);
});

test("ignores unknown fields of a response", async () => {
  const more = { id_token: "x.y.z", issued_token_type: "urn:x", cnf: { jkt: "k" }, expires: "never" };
  const { fetch } = answering(() => tokenAnswer("t", more));
  const token = await clientCredentials({ ...secret, fetch, clock: testClock() }).getToken();
  expect(token).toMatchObject({ value: "t", expiresAt: start + 300_000 });
  expect(Object.keys(token)).toEqual(["expiresAt", "scopes"]);
});

test("does not read an access token: a token that looks like an expired JWT is used for its lifetime", async () => {
  const past = btoa(JSON.stringify({ exp: 1, aud: "https://evil.example" })).replace(/=+$/, "");
  const value = `${btoa('{"alg":"none"}')}.${past}.`;
  const { fetch, sent } = answering(() => tokenAnswer(value));
  const tokens = clientCredentials({ ...secret, fetch, clock: testClock() });
  await tokens.getToken();
  const { fetch: send, sent: calls } = answering(() => refuse(200));
  await withAuth(tokens, { fetch: send })(api);
  expect([sent.length, calls[0]?.headers.get("authorization")]).toEqual([1, `Bearer ${value}`]);
});

test.each([
  [
    "a key",
    { jwk: { ...jwk, alg: "none", key_ops: ["verify"], use: "enc", kid: "other" } },
    () => refuse(503),
  ],
  ["a server", { pem }, () => refuse(503, { alg: "none", error: "use_alg", algorithm: "HS256" })],
])("signs with ES256, even if %s names another algorithm", async (_name, key, answer) => {
  const { fetch, sent } = answering(answer, () => tokenAnswer("t"));
  await clientCredentials({ ...withKey(key), fetch, clock: testClock() }).getToken();
  const header = { alg: "ES256", typ: "JWT" };
  expect(sent.map((one) => decodeProtectedHeader(assertionOf(one)))).toEqual([header, header]);
});

test("uses the audience of its options, even if a server names another one", async () => {
  const audience = "https://issuer.example.com";
  const other = {
    issuer: "https://evil.example",
    aud: "https://evil.example",
    token_endpoint: "https://evil.example/t",
  };
  const headers = {
    "www-authenticate": 'Bearer as_uri="https://evil.example"',
    "content-location": "https://evil.example",
  };
  const { fetch, sent } = answering(
    () => refuse(503, other, headers),
    () => tokenAnswer("t", other),
  );
  const options = withKey({ pem }, { audience, assertionClaims: "rfc7523" });
  await clientCredentials({ ...options, fetch, clock: testClock() }).getToken();
  expect(sent.map((one) => decodeJwt(assertionOf(one)).aud)).toEqual([audience, audience]);
  expect(new Set(sent.map(({ url }) => url))).toEqual(new Set([tokenUrl]));
});

test.each([
  ["PEM", { pem }],
  ["JWK", { jwk: { ...jwk, ext: true } }],
])("imports a %s so that it cannot be exported, for signing only", async (_name, key) => {
  const imported: unknown[][] = [];
  const { subtle } = crypto;
  const original = subtle.importKey;
  const watching = (...args: unknown[]) => {
    imported.push(args);
    return Reflect.apply(original, subtle, args);
  };
  Object.defineProperty(subtle, "importKey", { value: watching, configurable: true });
  try {
    const { fetch } = answering(() => tokenAnswer("t"));
    await clientCredentials({ ...withKey(key), fetch }).getToken();
  } finally {
    Reflect.deleteProperty(subtle, "importKey");
  }
  expect(imported).toHaveLength(1);
  const [, , algorithm, extractable, usages] = imported[0] ?? [];
  expect([algorithm, extractable, usages]).toEqual([{ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]]);
  expect(subtle.importKey).toBe(original);
});

test.each<[string, () => Response | Promise<Response>, object, number]>([
  [
    "only once if no response arrives",
    () => Promise.reject(new TypeError("fetch failed")),
    { code: "network" },
    1,
  ],
  ["only once if the server fails", () => refuse(500), { code: "server-unavailable" }, 1],
  ["again if the server was overloaded", () => refuse(503), { code: "server-unavailable" }, 4],
])("sends an authorization code %s", async (_name, answer, want, times) => {
  const { fetch, sent } = answering(answer);
  const redirectUri = "https://app.example.com/callback";
  const options = { ...secret, environment: "live", redirectUri, fetch, clock: testClock() } as const;
  const consent = authorizationCode(options);
  const request = await consent.begin();
  const call = consent.complete(`${redirectUri}?code=c0de&state=${request.state}`, request);
  expect(await rejection(call)).toMatchObject(want);
  expect(sent).toHaveLength(times);
});

test("writes claims as UTF-8", async () => {
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  const options = withKey({ pem }, { clientId: "äpp-日本", assertionClaims: "rfc7523", fetch });
  await clientCredentials(options).getToken();
  const [, payload = ""] = sent.map(assertionOf)[0]?.split(".") ?? [];
  const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  expect(claims).toMatchObject({ iss: "äpp-日本", sub: "äpp-日本" });
});

test("offers neither the password nor the implicit grant", async () => {
  const sources = new URL("../src/", import.meta.url);
  const files = (await readdir(sources, { recursive: true })).filter((file) => /(?<!\.test)\.ts$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, sources), "utf8")));
  const grants = texts.flatMap((text) => [...text.matchAll(/(?:grant_type|response_type): "(\w+)"/g)]);
  expect(new Set(grants.map(([, name]) => name))).toEqual(
    new Set(["client_credentials", "authorization_code", "refresh_token", "code"]),
  );
});

test("ignores unknown parameters of a callback, and repeats the redirect URI exactly", async () => {
  const redirectUri = "https://app.example.com/callback?x=%2F&y=a+b";
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  const consent = authorizationCode({ ...secret, environment: "live", redirectUri, fetch });
  const request = await consent.begin();
  expect(new URL(request.url).searchParams.get("redirect_uri")).toBe(redirectUri);
  const callback = `${redirectUri}&state=${request.state}&iss=https%3A%2F%2Fx.example&session_state=1&code=c0de`;
  expect((await (await consent.complete(callback, request)).getToken()).value).toBe("t");
  expect(JSON.parse(sent[0]?.body ?? "")).toMatchObject({ code: "c0de", redirect_uri: redirectUri });
});

test("an assertion for standard servers expires after a minute", async () => {
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  const clock = testClock();
  await clientCredentials({ ...withKey({ pem }, { assertionClaims: "rfc7523" }), fetch, clock }).getToken();
  const claims = sent.map((one) => decodeJwt(assertionOf(one)));
  expect(claims).toMatchObject([{ iat: start / 1_000, exp: start / 1_000 + 60, iss: "app", sub: "app" }]);
});
