import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, expect, test } from "vitest";
import type { Emulator } from "../src/index.ts";
import { app, build, call, credentials, origin, start, tokenOf } from "./kit.ts";

test("issues a token for a secret in a JSON body, a form body and HTTP Basic", async () => {
  const emulator = build();
  const json = await call(emulator, "/v1/access_tokens", { method: "POST", body: credentials });
  const form = await call(emulator, "/v1/access_tokens", {
    method: "POST",
    body: String(new URLSearchParams(credentials)),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  const basic = await call(emulator, "/v1/access_tokens", {
    method: "POST",
    body: { grant_type: "client_credentials" },
    headers: { authorization: `Basic ${btoa(`${app.clientId}:${app.clientSecret}`)}` },
  });
  expect([json.status, form.status, basic.status]).toEqual([200, 200, 200]);
  expect(json.body).toMatchObject({ token_type: "bearer", expires_in: 300 });
  const claims = decodeJwt(json.body.access_token);
  expect(claims).toEqual({
    scope: json.body.scope,
    sub: app.clientId,
    iss: `${origin}/v1/auth_tokens`,
    ver: 1,
    iat: start / 1000,
    exp: start / 1000 + 300,
  });
});

test.each([
  ["a wrong secret", { ...credentials, client_secret: "wrong" }, "client_secret is invalid"],
  ["an unknown client", { ...credentials, client_id: "unknown-app" }, "client_id is invalid"],
  ["an empty body", {}, "client_id can't be blank, grant_type can't be blank"],
  [
    "no secret",
    { grant_type: "client_credentials", client_id: app.clientId },
    "client_secret can't be blank",
  ],
  [
    "a code that was never issued",
    { ...credentials, grant_type: "authorization_code", code: "x" },
    "code is invalid",
  ],
])("rejects %s with 400", async (_case, body, description) => {
  const answer = await call(build(), "/v1/access_tokens", { method: "POST", body });
  expect(answer.status).toBe(400);
  expect(answer.body.error_description).toBe(description);
});

test("accepts a token for tokenLifetimeSeconds", async () => {
  const emulator = build({ tokenLifetimeSeconds: 5 });
  const { body } = await call(emulator, "/v1/access_tokens", { method: "POST", body: credentials });
  expect(body).toMatchObject({ expires_in: 5 });
  emulator.clock.advance(4_999);
  expect((await call(emulator, "/v1/fleets/vehicles", { token: body.access_token })).status).toBe(200);
  emulator.clock.advance(1);
  expect((await call(emulator, "/v1/fleets/vehicles", { token: body.access_token })).status).toBe(401);
});

test("accepts a token for 300 seconds, and not after it was revoked", async () => {
  const emulator = build();
  const token = await tokenOf(emulator);
  emulator.clock.advance("299s");
  expect((await call(emulator, "/v1/fleets/vehicles", { token })).status).toBe(200);
  emulator.clock.advance("1s");
  expect((await call(emulator, "/v1/fleets/vehicles", { token })).status).toBe(401);
  const next = await tokenOf(emulator);
  const { client_id, client_secret } = credentials;
  const body = { client_id, client_secret, token: next };
  expect((await call(emulator, "/v1/access_tokens", { method: "DELETE", body })).status).toBe(200);
  expect((await call(emulator, "/v1/fleets/vehicles", { token: next })).status).toBe(401);
});

let privateKey: CryptoKey;
let strangersKey: CryptoKey;
let emulatorWithKey: () => Emulator;

beforeAll(async () => {
  const pair = await generateKeyPair("ES256", { extractable: true });
  privateKey = pair.privateKey;
  strangersKey = (await generateKeyPair("ES256")).privateKey;
  const publicKey = await exportJWK(pair.publicKey);
  emulatorWithKey = () =>
    build({
      apps: [
        {
          clientId: app.clientId,
          keys: [
            { id: "key-1", publicKey },
            { id: "key-old", publicKey, expiresAt: start },
          ],
        },
      ],
    });
});

interface Assertion {
  readonly iss?: string;
  readonly aud?: string;
  readonly age?: number;
  readonly key?: CryptoKey;
  readonly jti?: string;
}

async function present(emulator: Emulator, assertion: Assertion = {}) {
  const {
    iss = "key-1",
    aud = `${origin}/v1`,
    age = 0,
    key = privateKey,
    jti = crypto.randomUUID(),
  } = assertion;
  const signed = await new SignJWT({ iss, aud, jti, ver: 2, iat: start / 1000 - age })
    .setProtectedHeader({ alg: "ES256", typ: "JWT" })
    .sign(key);
  return call(emulator, "/v1/access_tokens", {
    method: "POST",
    body: {
      grant_type: "client_credentials",
      client_id: app.clientId,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: signed,
    },
  });
}

test("issues a token for a valid assertion", async () => {
  expect((await present(emulatorWithKey())).status).toBe(200);
});

test.each<[string, Assertion, string]>([
  ["an unknown key", { iss: "key-9" }, "is signed with an unknown key"],
  ["an expired key", { iss: "key-old" }, "is signed with an expired key"],
  ["the live audience", { aud: "https://api.high-mobility.com/v1" }, "is for another audience"],
  ["an old assertion", { age: 400 }, "is too old"],
  ["an assertion from the future", { age: -400 }, "has no valid iat"],
  ["an assertion without an id", { jti: "" }, "has no jti"],
])("rejects %s", async (_case, assertion, reason) => {
  const { status, body } = await present(emulatorWithKey(), assertion);
  expect(status).toBe(400);
  expect(body).toEqual({ error: "invalid_request", error_description: `client_assertion ${reason}` });
});

test("rejects a signature of another key", async () => {
  const { body } = await present(emulatorWithKey(), { key: strangersKey });
  expect(body.error_description).toBe("client_assertion has an invalid signature");
});

test("rejects a key after keys.expire and keys.delete", async () => {
  const emulator = emulatorWithKey();
  expect((await present(emulator)).status).toBe(200);
  emulator.keys.expire("key-1");
  const expired = await present(emulator);
  expect(expired.body.error_description).toBe("client_assertion is signed with an expired key");
  emulator.keys.delete("key-1");
  const deleted = await present(emulator);
  expect(deleted.body.error_description).toBe("client_assertion is signed with an unknown key");
  emulator.reset();
  expect((await present(emulator)).status).toBe(200);
  expect(() => emulator.keys.expire("key-9")).toThrow(
    new TypeError("`keyId` must be a key of one of the applications, got key-9."),
  );
});

test("rejects the second use of an assertion", async () => {
  const emulator = emulatorWithKey();
  await present(emulator, { jti: "once" });
  const { body } = await present(emulator, { jti: "once" });
  expect(body.error_description).toBe("client_assertion was used before");
});

test.each([
  ["my app", "my+app"],
  ["a:b", "a%3Ab"],
  ["50% + 1", "50%25+%2B+1"],
])("HTTP Basic has the form-encoded client id %j", async (clientId, encoded) => {
  const emulator = build({ apps: [{ clientId, clientSecret: "p:w +%" }] });
  const answer = await call(emulator, "/v1/access_tokens", {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${encoded}:p%3Aw+%2B%25`)}` },
    body: { grant_type: "client_credentials" },
  });
  expect(answer.status).toBe(200);
});
