import { expect, test } from "vitest";
import type { EmulatorOptions } from "../src/index.ts";
import { app, build, call, credentials, origin, vin } from "./kit.ts";

const redirectUri = "https://fleet.example/callback?tenant=7";
const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
// RFC 7636, appendix B.
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const webApp = { ...app, redirectUris: [redirectUri] };
const mobileApp = { clientId: "mobile", redirectUris: ["com.example.app:/callback"] };

function setUp(options: Partial<EmulatorOptions> = {}) {
  const emulator = build({ apps: [webApp, mobileApp], approvalDelayMs: 60_000, ...options });
  const browser = (fields: Record<string, string>, method = "GET") => {
    const form = new URLSearchParams(fields);
    const url = `${origin}/oauth/new`;
    if (method === "GET") return emulator.fetch(new Request(`${url}?${form}`));
    return emulator.fetch(new Request(url, { method, body: form }));
  };
  const consent = async (fields: Record<string, string>) => {
    const answer = await browser({ ...fields, vin, decision: "approve" }, "POST");
    return new URL(answer.headers.get("location") ?? "about:blank").searchParams.get("code") ?? "";
  };
  const exchange = (body: Record<string, string>) =>
    call(emulator, "/v1/access_tokens", { method: "POST", body });
  return { emulator, browser, consent, exchange };
}

const authorization = { client_id: app.clientId, redirect_uri: redirectUri, state: `<&">'` };

function codeFor(code: string) {
  return {
    ...credentials,
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
  };
}

test("the consent page is a form that a test can submit, and escapes the parameters of its request", async () => {
  const { browser } = setUp({ vehicles: [{ vin, brand: "sandbox" }] });
  const page = await browser(authorization);
  const html = await page.text();
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(html).toContain(`<option value="${vin}">`);
  expect(html).toContain('name="state" value="&lt;&amp;&quot;&gt;&#39;"');
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  expect(fields.map(([, name]) => name)).toEqual(["client_id", "redirect_uri", "state"]);
});

test("the consent page redirects with a code and the state, and keeps the query of the redirect URI", async () => {
  const { browser } = setUp();
  const answer = await browser({ ...authorization, vin, decision: "approve" }, "POST");
  const location = new URL(answer.headers.get("location") ?? "");
  expect([answer.status, location.origin]).toEqual([302, "https://fleet.example"]);
  expect(Object.fromEntries(location.searchParams)).toEqual({
    tenant: "7",
    code: expect.stringMatching(/^[0-9a-f-]{36}$/),
    state: authorization.state,
  });
});

test.each<[string, Record<string, string>, Record<string, string>]>([
  ["the owner denies", { decision: "deny" }, { error: "access_denied" }],
  ["the response type is unknown", { response_type: "token" }, { error: "unsupported_response_type" }],
  ["no scope is left", { scope: " " }, { error: "invalid_scope" }],
  [
    "the challenge is plain",
    { code_challenge: challenge, code_challenge_method: "plain" },
    { error: "invalid_request", error_description: "code_challenge_method must be S256" },
  ],
  [
    "the challenge is not a SHA-256",
    { code_challenge: "short" },
    { error: "invalid_request", error_description: "code_challenge is invalid" },
  ],
])("the consent page redirects with an error if %s", async (_case, fields, error) => {
  const { browser } = setUp();
  const answer = await browser({ ...authorization, ...fields }, "POST");
  const location = new URL(answer.headers.get("location") ?? "");
  expect(Object.fromEntries(location.searchParams)).toEqual({
    tenant: "7",
    state: authorization.state,
    ...error,
  });
});

test.each([
  ["an unknown client", { ...authorization, client_id: "unknown-app" }],
  ["a foreign address", { ...authorization, redirect_uri: "https://fleet.example/callback" }],
])("the consent page never redirects for %s", async (_case, fields) => {
  const answer = await setUp().browser(fields);
  expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
});

test("the consent page is shown again if the VIN is invalid", async () => {
  const answer = await setUp().browser({ ...authorization, vin: "SHORT", decision: "approve" }, "POST");
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain("a VIN has 17 characters");
});

test("the consent page requires PKCE for a client without a secret", async () => {
  const { browser } = setUp();
  const answer = await browser({ client_id: "mobile", redirect_uri: "com.example.app:/callback" });
  expect(answer.headers.get("location")).toBe(
    "com.example.app:/callback?error=invalid_request&error_description=code_challenge+can%27t+be+blank",
  );
});

test("an authorization code returns tokens for the vehicle with consent, without a clearance", async () => {
  const { emulator, consent, exchange } = setUp();
  const { status, body } = await exchange(codeFor(await consent(authorization)));
  expect(body).toMatchObject({ scope: "vehicle:data", status: "approved", expires_in: 300 });
  expect(status).toBe(200);
  const token = body.access_token;
  const data = (id: string) => call(emulator, `/v1/vehicle-data/autoapi-13/${id}`, { token });
  expect((await data(vin)).status).toBe(200);
  expect((await data("WBA00000000000001")).status).toBe(403);
  expect((await call(emulator, "/v1/vehicleinfo", { token })).body).toMatchObject({ vin });
});

test("an authorization code works once: a second use revokes the tokens of the first", async () => {
  const { emulator, consent, exchange } = setUp();
  const request = codeFor(await consent(authorization));
  const first = await exchange(request);
  const second = await exchange(request);
  expect(second).toMatchObject({ status: 400, body: { error_description: "code is invalid" } });
  const token = first.body.access_token;
  expect((await call(emulator, "/v1/vehicleinfo", { token })).status).toBe(401);
});

test("an authorization code is rejected after ten minutes, for another client and for another redirect URI", async () => {
  const { emulator, consent, exchange } = setUp();
  const code = await consent(authorization);
  const foreign = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
  const answers = [
    await exchange({ ...foreign, client_id: "mobile" }),
    await exchange({ ...codeFor(code), redirect_uri: "https://fleet.example/" }),
  ];
  emulator.clock.advance("10m");
  answers.push(await exchange(codeFor(code)));
  expect(answers.map(({ body }) => body.error_description)).toEqual([
    "code is invalid",
    "redirect_uri is invalid",
    "code is invalid",
  ]);
});

test.each([
  ["no verifier", undefined],
  ["another verifier", `${verifier}A`],
  ["a verifier that is too short", "short"],
])(
  "an authorization code bound to a challenge is rejected with %s, and then used up",
  async (_case, codeVerifier) => {
    const { consent, exchange } = setUp();
    const code = await consent({ ...authorization, code_challenge: challenge });
    const wrong = codeVerifier === undefined ? {} : { code_verifier: codeVerifier };
    expect((await exchange({ ...codeFor(code), ...wrong })).body.error_description).toBe(
      "code_verifier is invalid",
    );
    const right = await exchange({ ...codeFor(code), code_verifier: verifier });
    expect(right.body.error_description).toBe("code is invalid");
  },
);

test("an authorization code without a challenge is rejected if a verifier is sent", async () => {
  const { consent, exchange } = setUp();
  const request = { ...codeFor(await consent(authorization)), code_verifier: verifier };
  expect((await exchange(request)).body.error_description).toBe("code_verifier is invalid");
});

test("a mobile app can use an authorization code with PKCE, and cannot use client credentials", async () => {
  const { consent, exchange } = setUp();
  const redirect = { client_id: "mobile", redirect_uri: "com.example.app:/callback" };
  const code = await consent({ ...redirect, code_challenge: challenge, code_challenge_method: "S256" });
  const request = { ...redirect, grant_type: "authorization_code", code, code_verifier: verifier };
  const { body } = await exchange(request);
  const refresh = { grant_type: "refresh_token", client_id: "mobile", refresh_token: body.refresh_token };
  expect((await exchange(refresh)).status).toBe(200);
  const machine = await exchange({ grant_type: "client_credentials", client_id: "mobile" });
  expect(machine.body.error_description).toBe("grant_type is not for a client without credentials");
});

test("an authorization code is pending for a BMW until its owner confirms at the carmaker", async () => {
  const { emulator, consent, exchange } = setUp({ vehicles: [{ vin, brand: "bmw" }] });
  const { body } = await exchange(codeFor(await consent(authorization)));
  expect(body.status).toBe("pending");
  const read = (token: string) => call(emulator, `/v1/vehicle-data/autoapi-13/${vin}`, { token });
  expect((await read(body.access_token)).status).toBe(422);
  emulator.clock.advance("1m");
  expect((await read(body.access_token)).status).toBe(200);
});

test("a refresh token is replaced at each use, and a second use ends the whole grant", async () => {
  const { emulator, consent, exchange } = setUp();
  const { body: first } = await exchange(codeFor(await consent(authorization)));
  const refresh = (token: string) =>
    exchange({ ...credentials, grant_type: "refresh_token", refresh_token: token });
  const { body: second } = await refresh(first.refresh_token);
  expect(second.refresh_token).not.toBe(first.refresh_token);
  const stolen = await refresh(first.refresh_token);
  expect(stolen.body.error_description).toBe("refresh_token is invalid");
  expect((await refresh(second.refresh_token)).status).toBe(400);
  const token = second.access_token;
  expect((await call(emulator, "/v1/vehicleinfo", { token })).status).toBe(401);
});

test("an owner's token of the official form is opaque, is valid for an hour and has a scope per property", async () => {
  const { emulator, consent, exchange } = setUp({
    ownerTokens: "opaque",
    vehicles: [{ vin, brand: "sandbox", powertrain: "combustion" }],
  });
  const scope = "diagnostics.get.odometer doors.get.positions charging.get.status";
  const { status, body } = await exchange(codeFor(await consent({ ...authorization, scope })));
  expect(status).toBe(200);
  expect(body).toEqual({
    access_token: expect.stringMatching(/^[0-9a-f]{64}$/),
    token_type: "bearer",
    expires_in: 3_600,
    scope,
    refresh_token: expect.stringMatching(/^[0-9a-f-]{36}$/),
    authorization_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    status: "approved",
  });
  const token = body.access_token;
  const data = await call(emulator, `/v1/vehicle-data/autoapi-13/${vin}`, { token });
  expect(data.status).toBe(200);
  expect(Object.keys(data.body).sort()).toEqual(["brand", "diagnostics", "doors", "request_id", "vin"]);
  expect([Object.keys(data.body.diagnostics), Object.keys(data.body.doors ?? {})]).toEqual([
    ["odometer"],
    ["positions"],
  ]);
  expect((await call(emulator, "/v1/vehicleinfo", { token })).body).toMatchObject({ vin });
  emulator.clock.advance("3599s");
  expect((await call(emulator, "/v1/vehicleinfo", { token })).status).toBe(200);
  emulator.clock.advance("1s");
  expect((await call(emulator, "/v1/vehicleinfo", { token })).status).toBe(401);
  const refresh = { ...credentials, grant_type: "refresh_token", refresh_token: body.refresh_token };
  expect((await exchange(refresh)).body).toMatchObject({ expires_in: 3_600, scope });
});

test("an owner's token of the official form covers all properties if no scope is requested", async () => {
  const { emulator, consent, exchange } = setUp({ ownerTokens: "opaque" });
  const { body } = await exchange(codeFor(await consent(authorization)));
  const scopes = body.scope.split(" ");
  for (const scope of [
    "diagnostics.get.odometer",
    "diagnostics.get.fuel_level",
    "charging.get.battery_level",
  ])
    expect(scopes).toContain(scope);
  expect(scopes.every((scope) => /^[a-z_]+\.get\.[a-z_\d]+$/.test(scope))).toBe(true);
  const token = await exchange(codeFor(await consent({ ...authorization, scope: "vehicle:data" })));
  const read = async (value: string) => {
    const { body } = await call(emulator, `/v1/vehicle-data/autoapi-13/${vin}`, { token: value });
    return { ...body, request_id: "" };
  };
  expect(await read(body.access_token)).toEqual(await read(token.body.access_token));
});

test("an owner's token without a scope for vehicle data cannot read any", async () => {
  const { emulator, consent, exchange } = setUp({ ownerTokens: "opaque" });
  const { body } = await exchange(
    codeFor(await consent({ ...authorization, scope: "diagnostics.set.odometer" })),
  );
  const { status } = await call(emulator, `/v1/vehicle-data/autoapi-13/${vin}`, { token: body.access_token });
  expect(status).toBe(403);
});

test.each([
  [["vehicle:data"], "diagnostics.get.odometer", null],
  [["diagnostics.get.odometer"], "diagnostics.get.odometer", null],
  [["diagnostics.get.odometer"], "diagnostics.get.speed", "invalid_scope"],
  [["fleet:clearance"], "diagnostics.get.odometer", "invalid_scope"],
  [["vehicle:data"], "fleet:clearance", "invalid_scope"],
])("an application with the scopes %j requests %s: %s", async (scopes, scope, error) => {
  const { browser } = setUp({ apps: [{ ...webApp, scopes }], ownerTokens: "opaque" });
  const answer = await browser({ ...authorization, scope, vin, decision: "approve" }, "POST");
  expect(new URL(answer.headers.get("location") ?? "").searchParams.get("error")).toBe(error);
});

test("tokens of both lifetimes are removed when they expire, and not earlier", async () => {
  const { emulator, consent, exchange } = setUp({ ownerTokens: "opaque" });
  const owner = (await exchange(codeFor(await consent(authorization)))).body.access_token;
  const machine = (await exchange({ ...credentials })).body.access_token;
  emulator.clock.advance("300s");
  await exchange({ ...credentials });
  const status = async (token: string) => (await call(emulator, "/v1/vehicleinfo", { token })).status;
  expect([await status(machine), await status(owner)]).toEqual([401, 200]);
});

test.each([
  [42, false],
  [43, true],
  [128, true],
  [129, false],
])("a code verifier of %i characters is accepted: %s", async (length, isAccepted) => {
  const { consent, exchange } = setUp();
  const codeVerifier = "v".repeat(length);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(codeVerifier));
  const code = await consent({
    ...authorization,
    code_challenge: Buffer.from(digest).toString("base64url"),
    code_challenge_method: "S256",
  });
  const { status } = await exchange({ ...codeFor(code), code_verifier: codeVerifier });
  expect(status).toBe(isAccepted ? 200 : 400);
});

test("the refresh tokens of many owners work at the same time", async () => {
  const { consent, exchange } = setUp();
  const tokens: string[] = [];
  for (let count = 0; count < 5; count++)
    tokens.push((await exchange(codeFor(await consent(authorization)))).body.refresh_token);
  for (const refresh_token of tokens)
    expect((await exchange({ ...credentials, grant_type: "refresh_token", refresh_token })).status).toBe(200);
});

test("an owner's token with scopes of properties can only read vehicle data", async () => {
  const { emulator, consent, exchange } = setUp({ ownerTokens: "opaque" });
  const { body } = await exchange(
    codeFor(await consent({ ...authorization, scope: "diagnostics.get.odometer" })),
  );
  const token = body.access_token;
  expect((await call(emulator, `/v1/vehicle-data/autoapi-13/${vin}`, { token })).status).toBe(200);
  const eligibility = { method: "POST", token, body: { vin, brand: "bmw" } };
  expect((await call(emulator, "/v1/eligibility", eligibility)).status).toBe(401);
  expect((await call(emulator, "/v1/fleets/vehicles", { token })).status).toBe(403);
});
