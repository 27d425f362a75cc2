import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { answering, rejection, testClock, testKey, tokenAnswer, tokenUrl } from "../../test/kit.ts";
import { AuthError, type AuthEvent, type ClientCredentialsOptions, clientCredentials } from "../index.ts";

const secret = { environment: "sandbox", clientId: "app", clientSecret: "s3cr3t" } as const;
const { pem, publicPem, jwk, key, publicKey } = await testKey();
const id = "key-1";
function withKey(privateKey: object) {
  return { environment: "sandbox", clientId: "app", privateKey };
}

function ec(namedCurve: string, type: "sec1" | "pkcs8") {
  return generateKeyPairSync("ec", {
    namedCurve,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type, format: "pem" },
  }).privateKey;
}
function rsa(type: "pkcs1" | "pkcs8") {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type, format: "pem" },
  }).privateKey;
}
/** The key of {@link testKey} as PEM, with its bytes changed. */
function damagedPem(change: (der: Buffer) => Buffer) {
  const der = Buffer.from(pem.replace(/-----.*-----|\s/g, ""), "base64");
  return `-----BEGIN PRIVATE KEY-----\n${change(der).toString("base64")}\n-----END PRIVATE KEY-----\n`;
}
const encrypted = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" },
}).privateKey;
const verifyOnly = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
  "sign",
  "verify",
]);
const encryptedSec1 = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "sec1", format: "pem", cipher: "aes-256-cbc", passphrase: "x" },
}).privateKey;
const certificate = `-----BEGIN CERTIFICATE-----\n${"MIIB".repeat(16)}\n-----END CERTIFICATE-----\n`;

test.each<[string, unknown, string | RegExp]>([
  [
    "an unknown environment",
    { ...secret, environment: "test" },
    'environment must be "sandbox" or "live", got "test".',
  ],
  ["an inherited property as environment", { ...secret, environment: "toString" }, "environment must be"],
  [
    "neither environment nor tokenUrl",
    { ...secret, environment: undefined },
    "if tokenUrl is not set, got undefined.",
  ],
  ["an empty client id", { ...secret, clientId: "" }, "clientId must be a non-empty string"],
  ["no client id", { ...secret, clientId: undefined }, "clientId must be a non-empty string"],
  ["an empty secret", { ...secret, clientSecret: "" }, "clientSecret must be a non-empty string"],
  [
    "both secret and key",
    { ...secret, privateKey: { id, pem } },
    "One of clientSecret and privateKey must be set, got both.",
  ],
  [
    "neither secret nor key",
    { environment: "sandbox", clientId: "app" },
    "One of clientSecret and privateKey must be set, got neither.",
  ],
  [
    "a secret from a variable that is not set",
    { ...secret, clientSecret: undefined },
    "clientSecret must not be undefined. If an environment variable holds it, set the variable.",
  ],
  ["a key without id", withKey({ pem }), "privateKey.id must be"],
  ["a key without key", withKey({ id }), "privateKey must have one of pem, jwk and key"],
  ["a JWK that is missing", withKey({ id, jwk: undefined }), "privateKey must have one of pem, jwk and key"],
  [
    "a CryptoKey that is missing",
    withKey({ id, key: undefined }),
    "privateKey must have one of pem, jwk and key",
  ],
  ["a PEM and a JWK", withKey({ id, pem, jwk }), "privateKey must have one of pem, jwk and key"],
  ["a PEM that is not a text", withKey({ id, pem: { pem } }), "privateKey.pem must be a non-empty string"],
  ["plain http", { ...secret, tokenUrl: "http://api.example.com/token" }, "tokenUrl must use https"],
  [
    "http that only looks like loopback",
    { ...secret, tokenUrl: "http://127.0.0.1.example.com/t" },
    "must use https",
  ],
  ["a relative token URL", { ...secret, tokenUrl: "/token" }, "tokenUrl must be an absolute URL"],
  [
    "a token URL with a password",
    { ...secret, tokenUrl: "https://u:p@example.com/t" },
    "tokenUrl must be a URL without user name and password",
  ],
  [
    "a token URL with a fragment",
    { ...secret, tokenUrl: "https://example.com/t#s3cr3t" },
    "tokenUrl must be a URL without a fragment",
  ],
  ["another scheme", { ...secret, tokenUrl: "ftp://example.com/t" }, "tokenUrl must be an absolute URL"],
  [
    "a scope that is not a text",
    { ...secret, scope: ["a"] },
    "scope must be a non-empty string, got an array.",
  ],
  ["a fetch that is not a function", { ...secret, fetch: {} }, "fetch must be a function, got an object."],
  [
    "an onEvent that is not a function",
    { ...secret, onEvent: true },
    "onEvent must be a function, got a boolean.",
  ],
  [
    "no resource origin",
    { ...secret, resourceOrigins: [] },
    "resourceOrigins must be a list of at least one origin",
  ],
  [
    "an insecure resource origin",
    { ...secret, resourceOrigins: ["http://example.com"] },
    "resourceOrigins must use https",
  ],
  [
    "a key for a server without audience",
    { ...withKey({ id, pem }), environment: undefined, tokenUrl },
    "audience must be",
  ],
  ["an empty audience", { ...secret, audience: "" }, "audience must be a non-empty string"],
  ["an unknown encoding", { ...secret, encoding: "xml" }, 'encoding must be "json" or "form"'],
  [
    "an unknown client authentication",
    { ...secret, clientAuthentication: "none" },
    "clientAuthentication must be",
  ],
  ["unknown claims", { ...withKey({ id, pem }), assertionClaims: "x" }, "assertionClaims must be"],
  ["no options", undefined, "The options of clientCredentials() must be an object, got undefined."],
  [
    "an unknown option",
    { ...secret, timeout: 5_000 },
    'clientCredentials() has no option "timeout". Did you mean "timeoutMs"?',
  ],
  [
    "an unknown option that is not similar to any option",
    { ...secret, foo: 1 },
    'has no option "foo". Known options: environment',
  ],
  [
    "a wait below zero",
    { ...secret, maxWaitMs: -1 },
    "maxWaitMs must be a whole number of milliseconds from 0",
  ],
  ["a wait of days", { ...secret, maxWaitMs: 86_400_001 }, "to 86400000, got 86400001."],
  ["no pause", { ...secret, maxPauseMs: 0 }, "maxPauseMs must be a whole number of milliseconds from 1"],
  ["a pause of days", { ...secret, maxPauseMs: 1e9 }, "maxPauseMs must be"],
  ["a lifetime in seconds", { ...secret, assumedLifetimeMs: 300 }, "assumedLifetimeMs must be"],
  ["a lifetime of days", { ...secret, assumedLifetimeMs: 1e9 }, "assumedLifetimeMs must be"],
  ["a part of a millisecond", { ...secret, timeoutMs: 1.5 }, "timeoutMs must be"],
  ["too much time", { ...secret, timeoutMs: 300_001 }, "got 300001."],
  [
    "no time",
    { ...secret, timeoutMs: 0 },
    "timeoutMs must be a whole number of milliseconds from 1 to 300000, got 0.",
  ],
])("rejects %s at construction", (_name, options, message) => {
  const create = () => clientCredentials(options as ClientCredentialsOptions);
  expect(create).toThrow(TypeError);
  expect(create).toThrow(message);
  expect(create).not.toThrow(/s3cr3t|[A-Za-z0-9+/]{40}/);
});

test.each<[string, object, string]>([
  [
    "a public key",
    { pem: publicPem },
    "privateKey.pem must be an EC P-256 private key (PKCS#8 or SEC1 PEM), got a block labelled PUBLIC KEY.",
  ],
  ["an RSA key (PKCS#1)", { pem: rsa("pkcs1") }, "got a block labelled RSA PRIVATE KEY."],
  ["an encrypted key", { pem: encrypted }, "got an encrypted key. Decrypt it first: openssl pkcs8"],
  ["an encrypted key (SEC1)", { pem: encryptedSec1 }, "got an encrypted key. Decrypt it first"],
  ["a certificate without a key", { pem: certificate }, "got a block labelled CERTIFICATE."],
  ["a PEM whose end is missing", { pem: pem.slice(0, 100) }, "got text that is not PEM, or is truncated."],
  [
    "a PEM whose label does not end",
    { pem: "-----BEGIN PRIVATE KEY" },
    "got text that is not PEM, or is truncated.",
  ],
  ["a text that is not a PEM", { pem: "key.pem" }, "got text that is not PEM, or is truncated."],
  ["an RSA key (PKCS#8)", { pem: rsa("pkcs8") }, "got a key of another algorithm."],
  ["a P-384 key (PKCS#8)", { pem: ec("P-384", "pkcs8") }, "got a key of another curve."],
  ["a P-384 key (SEC1)", { pem: ec("P-384", "sec1") }, "got a key of another curve."],
  [
    "a PEM whose bytes are truncated",
    { pem: damagedPem((der) => der.subarray(0, 40)) },
    "got a damaged one: its bytes are truncated or changed. Download it again.",
  ],
  [
    "a PEM with a changed length",
    { pem: damagedPem((der) => der.fill(0x20, 1, 2)) },
    "got a damaged one: its bytes are truncated or changed. Download it again.",
  ],
  [
    "a PEM with changed bytes before the algorithm",
    { pem: damagedPem((der) => der.fill(0xff, 4, 9)) },
    "got a damaged one: its bytes are not PKCS#8 (RFC 5208). Download it again.",
  ],
  [
    "a PEM with damaged base64",
    { pem: pem.replace(/M/, "?") },
    "got a damaged one that is not base64. Download it again.",
  ],
  ["a truncated PEM", { pem: pem.replace(/(.{40}).*(?=\n-----END)/, "$1") }, "Download it again"],
  ["an RSA JWK", { jwk: { kty: "RSA" } }, "got kty RSA and crv undefined."],
  ["a public JWK", { jwk: { ...jwk, d: undefined } }, "got a public key (without d)."],
  ["a public CryptoKey", { key: publicKey }, "got a public key (ECDSA, P-256)."],
  ["a JWK as CryptoKey", { key: jwk }, "got a value that is not a CryptoKey."],
  ["a JWK whose point is not on the curve", { jwk: { ...jwk, x: String(jwk.y) } }, "Download it again"],
])(
  "rejects %s at the first signature, with one error, sends nothing, and shows no part of it",
  async (...row) => {
    const [, form, message] = row;
    const { fetch, sent } = answering(() => tokenAnswer("t"));
    const events: AuthEvent[] = [];
    const onEvent = (event: AuthEvent) => events.push(event);
    const tokens = clientCredentials({
      ...withKey({ id, ...form }),
      fetch,
      onEvent,
    } as ClientCredentialsOptions);
    const error = await rejection(tokens.getToken());
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ code: "invalid-key", message: expect.stringContaining(message) });
    expect(sent).toEqual([]);
    expect(events).toMatchObject([
      { type: "token-requested", attempt: 1, durationMs: expect.any(Number), error: { code: "invalid-key" } },
      { type: "token-requests-paused", pauseMs: 10_000, error: { code: "invalid-key" } },
    ]);
    const shown = inspect([error, events], { depth: null });
    for (const own of [jwk.d, ...pem.split("\n").slice(1, -2)]) expect(shown).not.toContain(own);
  },
);

test("rejects a client secret in a browser unless the symbol allows it", async () => {
  const { allowClientSecretInBrowser } = await import("../index.ts");
  const browser = { window: {}, document: {} };
  Object.assign(globalThis, browser);
  try {
    for (const allowed of [undefined, false, "true"])
      expect(() =>
        clientCredentials({ ...secret, [allowClientSecretInBrowser]: allowed } as ClientCredentialsOptions),
      ).toThrow("clientSecret must not be used in a browser");
    expect(clientCredentials({ ...secret, [allowClientSecretInBrowser]: true })).toBeDefined();
    expect(clientCredentials(withKey({ id, pem }) as ClientCredentialsOptions)).toBeDefined();
  } finally {
    for (const name of Object.keys(browser)) Reflect.deleteProperty(globalThis, name);
  }
});

test("accepts plain http if the symbol allows it, but not if a string does", async () => {
  const { allowInsecureRequests } = await import("../index.ts");
  const server = { ...secret, tokenUrl: "http://inside.example.com/token" };
  expect(clientCredentials({ ...server, [allowInsecureRequests]: true }).resourceOrigins).toBeDefined();
  expect(() => clientCredentials({ ...server, ...JSON.parse('{"allowInsecureRequests":true}') })).toThrow(
    TypeError,
  );
});

test.each([
  ["sandbox", "https://sandbox.api.high-mobility.com"],
  ["live", "https://api.high-mobility.com"],
] as const)("has the token endpoint and origin of %s", async (environment, origin) => {
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  const tokens = clientCredentials({ ...secret, environment, fetch });
  expect(tokens.resourceOrigins).toEqual([origin]);
  await tokens.getToken();
  expect(sent[0]?.url).toBe(`${origin}/v1/access_tokens`);
});

test.each([
  [
    "in a JSON body by default",
    {},
    "application/json",
    '{"grant_type":"client_credentials","client_id":"a:b c","client_secret":"p&ä"}',
    null,
  ],
  [
    "in a form",
    { encoding: "form" },
    "application/x-www-form-urlencoded",
    "grant_type=client_credentials&client_id=a%3Ab+c&client_secret=p%26%C3%A4",
    null,
  ],
  [
    "by HTTP Basic",
    { encoding: "form", clientAuthentication: "client_secret_basic", scope: "x y" },
    "application/x-www-form-urlencoded",
    "grant_type=client_credentials&scope=x+y",
    `Basic ${btoa("a%3Ab+c:p%26%C3%A4")}`,
  ],
] as const)("sends id and secret %s", async (_name, options, type, body, authorization) => {
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  await clientCredentials({
    ...secret,
    clientId: "a:b c",
    clientSecret: "p&ä",
    ...options,
    fetch,
  }).getToken();
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ method: "POST", body, init: { redirect: "error" } });
  expect(sent[0]?.headers.get("content-type")).toBe(type);
  expect(sent[0]?.headers.get("authorization")).toBe(authorization);
});

test("uses no cache for a token request if the runtime has a cache", async () => {
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  await clientCredentials({ ...secret, fetch }).getToken();
  expect(sent[0]?.init.cache).toBe("no-store");
});

test("sends nothing before the first token is needed", () => {
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  clientCredentials({ ...secret, fetch });
  expect(sent).toEqual([]);
});

test("uses the fetch that is global when a token is requested", async () => {
  const tokens = clientCredentials(secret);
  const original = globalThis.fetch;
  globalThis.fetch = async () => tokenAnswer("late");
  try {
    expect((await tokens.getToken()).value).toBe("late");
  } finally {
    globalThis.fetch = original;
  }
});

test("returns value, expiry and scopes", async () => {
  const clock = testClock();
  const { fetch } = answering(() => tokenAnswer("t", { scope: "vehicle:data fleet:clearance" }));
  const { value, expiresAt, scopes } = await clientCredentials({ ...secret, fetch, clock }).getToken();
  expect({ value, expiresAt, scopes }).toEqual({
    value: "t",
    expiresAt: clock.now() + 300_000,
    scopes: new Set(["vehicle:data", "fleet:clearance"]),
  });
});

test.each([
  ["PKCS#8", { pem }],
  ["SEC1", { pem: ec("P-256", "sec1") }],
  [
    "SEC1 after curve parameters",
    {
      pem: `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${ec("P-256", "sec1")}`,
    },
  ],
  ["a key after a certificate", { pem: certificate + pem }],
  ["a SEC1 key after a certificate", { pem: certificate + ec("P-256", "sec1") }],
  ["a key before a certificate", { pem: `${pem}\n${certificate}` }],
  ["a key in one line", { pem: pem.replaceAll("\n", "") }],
  ["a key behind a byte order mark and attributes", { pem: `\uFEFFBag Attributes\n  name: x\n${pem}` }],
  ["PKCS#8 with CRLF", { pem: pem.replaceAll("\n", "\r\n") }],
  ["JWK", { jwk }],
  ["CryptoKey", { key }],
  ["CryptoKey that signs only", { key: verifyOnly.privateKey }],
])("accepts a private key as %s", async (_name, form) => {
  const { fetch, sent } = answering(() => tokenAnswer("t"));
  const options = { ...withKey({ id, ...form }), fetch } as ClientCredentialsOptions;
  await clientCredentials(options).getToken();
  expect(JSON.parse(sent[0]?.body ?? "")).toEqual({
    grant_type: "client_credentials",
    client_id: "app",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
  });
});
