import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import { importSPKI, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { rejection, start, testKey } from "../../test/kit.ts";
import { signAssertions } from "./assertion.ts";
import { readPrivateKey } from "./private-key.ts";

const { pem, publicKey } = await testKey();
const base = {
  keyId: "key-1",
  clientId: "app",
  audience: "https://sandbox.api.high-mobility.com/v1",
} as const;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
function verify(jwt: string, key = publicKey) {
  return jwtVerify(jwt, key, { currentDate: new Date(start) });
}

test("has exactly the platform's claims", async () => {
  const sign = signAssertions({
    ...base,
    key: readPrivateKey({ id: "key-1", pem }),
    claims: "high-mobility",
  });
  const { payload, protectedHeader } = await verify(await sign(start + 999));
  expect(protectedHeader).toEqual({ alg: "ES256", typ: "JWT" });
  expect(payload).toEqual({
    ver: 2,
    iss: "key-1",
    aud: "https://sandbox.api.high-mobility.com/v1",
    jti: expect.stringMatching(uuid),
    iat: start / 1_000,
  });
});

test("reads a PEM whose line ends are the two characters \\n, as in environment variables", async () => {
  const key = readPrivateKey({ id: "key-1", pem: pem.replaceAll("\n", "\\n") });
  const sign = signAssertions({ ...base, key, claims: "high-mobility" });
  await expect(verify(await sign(start))).resolves.toBeDefined();
});

test("has the claims of RFC 7523 if they are requested", async () => {
  const sign = signAssertions({ ...base, key: readPrivateKey({ id: "key-1", pem }), claims: "rfc7523" });
  const { payload, protectedHeader } = await verify(await sign(start));
  expect(protectedHeader).toEqual({ alg: "ES256", typ: "client-authentication+jwt", kid: "key-1" });
  const iat = start / 1_000;
  expect(payload).toEqual({
    iss: "app",
    sub: "app",
    aud: base.audience,
    jti: expect.stringMatching(uuid),
    iat,
    exp: iat + 60,
  });
});

test("has a different id each time", async () => {
  const sign = signAssertions({
    ...base,
    key: readPrivateKey({ id: "key-1", pem }),
    claims: "high-mobility",
  });
  const ids = await Promise.all(
    Array.from({ length: 50 }, async () => (await verify(await sign(start))).payload.jti),
  );
  expect(new Set(ids).size).toBe(50);
});

test("signs with a SEC1 key so that the public key verifies it", async () => {
  const pair = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "sec1", format: "pem" },
  });
  const key = readPrivateKey({ id: "key-1", pem: pair.privateKey });
  const sign = signAssertions({ ...base, key, claims: "high-mobility" });
  await verify(await sign(start), await importSPKI(pair.publicKey, "ES256"));
});

test("rejects each time if the key cannot be used, and shows no part of it", async () => {
  const damaged = { kty: "EC", crv: "P-256", x: "AAAA", y: "BBBB", d: "c2VjcmV0c2VjcmV0" };
  const sign = signAssertions({ ...base, key: { jwk: damaged }, claims: "high-mobility" });
  for (const error of [await rejection(sign(start)), await rejection(sign(start))]) {
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: expect.stringContaining("not accepted for signing with ES256") });
    expect(inspect(error)).not.toContain("c2VjcmV0");
  }
});
