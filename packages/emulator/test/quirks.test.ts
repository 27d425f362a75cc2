import { operations } from "@high-mobility-ts/schema/operations";
import { expect, test } from "vitest";
import type { Fault, Quirk } from "../src/index.ts";
import { consentWithdrawn } from "../src/index.ts";
import { app, build, call, clear, credentials, tokenOf, vin } from "./kit.ts";

const dataPath = `/v1/vehicle-data/autoapi-13/${vin}`;
const vehicles = [{ vin, brand: "sandbox", cleared: true, powertrain: "combustion" }] as const;

async function read(quirk: Quirk) {
  const emulator = build({ vehicles });
  const token = await tokenOf(emulator);
  const { body: plain } = await call(emulator, dataPath, { token });
  emulator.fail({ operation: "getVehicleData", quirk });
  const { status, body } = await call(emulator, dataPath, { token });
  expect(emulator.pendingFaults).toEqual([]);
  return { plain, status, body };
}

test("null-failures adds a failure of null to every value, and changes nothing else", async () => {
  const { plain, status, body } = await read("null-failures");
  expect(status).toBe(200);
  expect(body.diagnostics.odometer).toEqual({ ...plain.diagnostics.odometer, failure: null });
  expect(body.doors?.positions).toEqual(
    plain.doors?.positions?.map((position) => ({ ...position, failure: null })),
  );
  const withoutFailures = JSON.parse(JSON.stringify(body).replaceAll(',"failure":null', ""));
  expect({ ...withoutFailures, request_id: "" }).toEqual({ ...plain, request_id: "" });
});

test("times-without-zone removes the zone from every time, and changes nothing else", async () => {
  const { plain, body } = await read("times-without-zone");
  expect(body.diagnostics.odometer?.timestamp).toBe(plain.diagnostics.odometer?.timestamp?.replace("Z", ""));
  expect(JSON.stringify(body)).not.toMatch(/\dZ"/);
  expect(JSON.stringify({ ...body, request_id: "" })).toBe(
    JSON.stringify({ ...plain, request_id: "" }).replaceAll(/(T[\d:.]+)Z"/g, '$1"'),
  );
});

test("unknown-members adds a member to every object", async () => {
  const { body } = await read("unknown-members");
  const unknown = { x_unknown: { level: 1 } };
  expect(body).toMatchObject({
    ...unknown,
    diagnostics: { ...unknown, odometer: { ...unknown, data: unknown } },
  });
});

test.each([
  ["null-body", "null"],
  ["empty-body", ""],
] as const)("%s leads to a 200 with the body %j", async (quirk, text) => {
  const emulator = build({ vehicles });
  const authorization = `Bearer ${await tokenOf(emulator)}`;
  emulator.fail({ operation: "getVehicleData", quirk });
  const url = `https://api.high-mobility.com${dataPath}`;
  const response = await emulator.fetch(new Request(url, { headers: { authorization } }));
  expect([response.status, await response.text()]).toEqual([200, text]);
});

test("no-expires-in leads to a token response without a lifetime, and the token works", async () => {
  const emulator = build();
  emulator.fail({ operation: "createAccessToken", quirk: "no-expires-in" });
  const { body } = await call(emulator, "/v1/access_tokens", { method: "POST", body: credentials });
  expect(Object.keys(body).sort()).toEqual(["access_token", "scope", "token_type"]);
  expect((await call(emulator, "/v1/fleets/vehicles", { token: body.access_token })).status).toBe(200);
});

const detail = "injected fault: access token rejected";
const item = { title: "Not Authorized", detail };
const oauth = { error: "invalid_request", error_description: detail };
test.each([
  ["getVehicleData", "errors-as-object", { errors: [item] }],
  ["getVehicleData", "errors-as-list", [item]],
  ["getVehicleData", "errors-as-oauth", oauth],
  ["getVehicleInfo", "errors-as-object", { errors: [{ title: "Error", detail }] }],
  ["getVehicleInfo", "errors-as-list", [{ title: "Error", detail }]],
  ["getVehicleInfo", "errors-as-oauth", oauth],
] as const)("a 401 of %s has %s", async (operation, quirk, want) => {
  const emulator = build();
  emulator.fail({ operation, status: 401, quirk });
  const { path } = operations[operation];
  const { status, body } = await call(emulator, path.replace("{vin}", vin));
  expect([status, body]).toEqual([401, want]);
});

test("an error form does not change successful responses", async () => {
  const emulator = build({ vehicles, quirks: ["errors-as-list", "error-with-200"] });
  const { status, body } = await call(emulator, dataPath, { token: await tokenOf(emulator) });
  expect([status, body.diagnostics.odometer?.data?.unit]).toEqual([200, "kilometers"]);
});

test("a rejection has the status 200 and a body with the error", async () => {
  const emulator = build({ quirks: ["error-with-200"] });
  const { status, body } = await call(emulator, "/v1/access_tokens", {
    method: "POST",
    body: { ...credentials, client_secret: "wrong" },
  });
  expect([status, body]).toEqual([
    200,
    { error: "invalid_request", error_description: "client_secret is invalid" },
  ]);
  expect(emulator.requests.at(-1)?.reason).toBe("client_secret is invalid");
});

test("quirks of the options apply to every response, and faults add others", async () => {
  const emulator = build({ vehicles, quirks: ["null-failures"] });
  const token = await tokenOf(emulator);
  emulator.fail({ operation: "getVehicleData", quirk: "times-without-zone" });
  const both = (await call(emulator, dataPath, { token })).body.diagnostics.odometer;
  const one = (await call(emulator, dataPath, { token })).body.diagnostics.odometer;
  expect(both).toEqual({ ...one, timestamp: one?.timestamp?.slice(0, -1) });
  expect(one).toHaveProperty("failure", null);
});

test("a withdrawn consent is a 401 with the reason in its body, and the token stays valid", async () => {
  const emulator = build({ vehicles });
  const token = await tokenOf(emulator);
  emulator.play(consentWithdrawn({ vin }));
  const { status, body } = await call(emulator, dataPath, { token });
  expect([status, body.errors]).toEqual([
    401,
    [{ title: "Not Authorized", detail: "Consent is removed by OEM" }],
  ]);
  expect((await call(emulator, "/v1/fleets/vehicles", { token })).status).toBe(200);
});

test("a fault has the headers of its options, and its text agrees with them", async () => {
  const emulator = build({ vehicles });
  const headers = { "retry-after": "1", "x-request-id": "r-1" };
  emulator.fail({ operation: "getVehicleData", status: 429, headers });
  emulator.fail({ operation: "revokeAccessToken", status: 503, headers: { "Retry-After": "0" } });
  const limited = await emulator.fetch(new Request(`https://api.high-mobility.com${dataPath}`));
  expect([limited.status, limited.headers.get("retry-after"), limited.headers.get("x-request-id")]).toEqual([
    429,
    "1",
    "r-1",
  ]);
  expect((await limited.json()).errors[0].detail).toBe("retry after 1s");
  const url = "https://api.high-mobility.com/v1/access_tokens";
  const down = await emulator.fetch(new Request(url, { method: "DELETE" }));
  expect([down.status, down.headers.get("retry-after")]).toEqual([503, "0"]);
});

test.each([
  [
    { operation: "getVehicleData", quirk: "sleepy" },
    /^`quirk` must be one of null-failures, .*, got "sleepy"\.$/,
  ],
  [
    { operation: "getVehicleData", status: 429, headers: { "retry after": "1" } },
    '`headers` must be names and values of HTTP, got "retry after".',
  ],
  [
    { operation: "getVehicleData", status: 429, headers: { "x-a": "1\r\nx-b: 2" } },
    '`headers` must be names and values of HTTP, got "x-a".',
  ],
])("a fault is rejected: %j", (fault, message) => {
  const emulator = build();
  // JavaScript can pass values that TypeScript rejects.
  expect(() => emulator.fail(fault as Fault)).toThrow(
    message instanceof RegExp ? message : new TypeError(message),
  );
  expect(emulator.pendingFaults).toEqual([]);
});

test("an unknown quirk of the options is rejected", () => {
  expect(() => build({ apps: [app], quirks: ["sleepy" as Quirk] })).toThrow(
    /^`quirks` must be one of null-failures, .*, got "sleepy"\.$/,
  );
});

test("a 429 whose retry-after is a date has the usual text", async () => {
  const emulator = build();
  const headers = { "retry-after": "Tue, 03 Mar 2026 06:00:10 GMT" };
  emulator.fail({ operation: "getVehicleData", status: 429, headers });
  const { body } = await call(emulator, dataPath);
  expect(body.errors[0]?.detail).toBe("retry after 10s");
});

test.each(["null-failures", "times-without-zone"] as const)(
  "%s does not change similar values",
  async (quirk) => {
    const emulator = build({ approvalDelayMs: 0 });
    const token = await tokenOf(emulator);
    await clear(emulator, token, { vin, brand: "sandbox", tags: { size: "XYZ" } });
    emulator.fail({ operation: "getClearance", quirk });
    const { body } = await call(emulator, `/v1/fleets/vehicles/${vin}`, { token });
    expect(body).toMatchObject({ tags: { size: "XYZ" } });
    expect(body.changelog.map((change) => Object.keys(change))).toEqual([
      ["timestamp", "status"],
      ["timestamp", "status"],
    ]);
    expect(body.changelog.every(({ timestamp = "" }) => timestamp.endsWith("Z"))).toBe(
      quirk === "null-failures",
    );
  },
);
