import { afterEach, expect, test } from "vitest";
import { createConsole } from "../src/console/console.ts";
import type { ConsoleState } from "../src/console/console-state.ts";
import type { Emulator } from "../src/index.ts";
import { app, build, call, clear, credentials, start, tokenOf, vin } from "./kit.ts";

const url = "http://127.0.0.1:4010";

function opened() {
  return openedFor(build({ approvalDelayMs: 1_000 }));
}

function openedFor(emulator: Emulator) {
  const answer = createConsole(emulator, { speed: 60 });
  const ask = async (
    path: string,
    { headers = {}, ...init }: RequestInit & { headers?: Record<string, string> } = {},
  ) =>
    (await answer(
      new Request(`${url}${path}`, { ...init, headers: { host: "127.0.0.1:4010", ...headers } }),
    )) ?? expect.unreachable(`${path} was left to the platform`);
  const post = (name: string, fields: unknown) =>
    ask(`/_emulator/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof fields === "string" ? fields : JSON.stringify(fields),
    });
  const state = async (): Promise<ConsoleState> => (await ask("/_emulator/state")).json();
  return { emulator, answer, ask, post, state };
}

test("console does not respond to paths of the platform", async () => {
  const { answer } = opened();
  for (const path of ["/v1/access_tokens", "/_emulatorx", "/style.css"])
    expect(await answer(new Request(`${url}${path}`))).toBeUndefined();
});

test("console serves the page with its files, and blocks other content", async () => {
  const { ask } = opened();
  const page = await ask("/");
  expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';/);
  const html = await page.text();
  const named = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(2);
  for (const path of named) expect([path, (await ask(path)).status]).toEqual([path, 200]);
  for (const path of [
    "/_emulator/",
    "/_emulator/..%2fconsole.ts",
    "/_emulator/page-files.ts",
    "/_emulator/toString",
  ])
    expect([path, (await ask(path)).status]).toEqual([path, 404]);
});

test("console shows vehicles, requests without bodies, faults, time and operations", async () => {
  const { emulator, state } = opened();
  await clear(emulator, await tokenOf(emulator));
  emulator.clock.advance("1s");
  emulator.fail({ operation: "getVehicleData", status: 503, times: 2 });
  const shown = await state();
  expect(shown).toMatchObject({
    now: start + 1_000,
    speed: 60,
    totalVehicles: 1,
    vehicles: [{ vin, status: "approved", brand: "sandbox" }],
    requests: [
      { number: 2, operation: "createClearances", status: 200 },
      { number: 1, operation: "createAccessToken", status: 200 },
    ],
    pendingFaults: [{ operation: "getVehicleData", status: 503, times: 2 }],
  });
  expect(shown.vehicles[0]?.odometerKm).toBeGreaterThan(0);
  expect(shown.operations.find(({ id }) => id === "getVehicleData")?.statuses).toContain(503);
  const text = JSON.stringify(shown);
  for (const secret of [credentials["client_secret"], await tokenOf(emulator)])
    expect(text).not.toContain(secret);
});

test("console advances the clock, steers vehicles, injects faults and resets", async () => {
  const { emulator, post, state } = opened();
  const token = await tokenOf(emulator);
  await clear(emulator, token);
  const status = async () => (await state()).vehicles[0]?.status;
  expect((await post("vehicles", { vin, action: "approve" })).status).toBe(204);
  expect(await status()).toBe("approved");
  await post("vehicles", { vin, action: "sleep" });
  await post("vehicles", { vin, action: "hide" });
  expect((await state()).vehicles[0]).toMatchObject({ asleep: true, privacyMode: true });
  await post("vehicles", { vin, action: "wake" });
  await post("vehicles", { vin, action: "show" });
  expect((await state()).vehicles[0]).toMatchObject({ asleep: false, privacyMode: false });
  await post("faults", { operation: "getVehicleData", status: 504 });
  expect((await call(emulator, `/v1/vehicle-data/autoapi-13/${vin}`, { token })).status).toBe(504);
  await post("faults", { operation: "getVehicleInfo", network: "error", times: 3 });
  expect(emulator.pendingFaults).toEqual([{ operation: "getVehicleInfo", network: "error", times: 3 }]);
  await post("faults", { operation: "getVehicleData", token: "expires" });
  await post("faults", { operation: "listClearances", network: "hang" });
  expect(emulator.pendingFaults).toHaveLength(3);
  expect((await call(emulator, `/v1/vehicle-data/autoapi-13/${vin}`, { token })).status).toBe(401);
  await post("clock", { advance: "1h" });
  expect((await state()).now).toBe(start + 3_600_000);
  await post("reset", {});
  expect(await state()).toMatchObject({ now: start, vehicles: [], requests: [], pendingFaults: [] });
});

test.each([
  ["clock", { advance: "soon" }, `A duration must be milliseconds >= 0 or a text such as "5m", got "soon".`],
  ["clock", { advance: "367d" }, "`advance` must be at most 366 days, got more."],
  [
    "vehicles",
    { vin: "short", action: "sleep" },
    "`vin` must be a text of 17 characters, got another value.",
  ],
  [
    "vehicles",
    { vin, action: "explode" },
    "`action` must be one of approve, reject, sleep, wake, hide, show, withdraw, consent, got another value.",
  ],
  ["vehicles", { vin, action: "approve" }, `\`vin\` must be a vehicle with a pending clearance, got ${vin}.`],
  [
    "faults",
    { operation: "toString", status: 503 },
    "`operation` must be the id of an operation, got another value.",
  ],
  [
    "faults",
    { operation: "cancelClearance", status: 503 },
    "`status` must be one of 500, got another value.",
  ],
  [
    "faults",
    { operation: "cancelClearance", status: 500, times: 0 },
    "`times` must be a whole number from 1 to 1000, got another value.",
  ],
  [
    "faults",
    { operation: "cancelClearance", status: 500, times: 1_001 },
    "`times` must be a whole number from 1 to 1000, got another value.",
  ],
  [
    "faults",
    { operation: "cancelClearance", status: 500, times: 1.5 },
    "`times` must be a whole number from 1 to 1000, got another value.",
  ],
  [
    "faults",
    { operation: "createAccessToken", token: "expires" },
    "`status` must be one of 400, 500, got another value.",
  ],
  ["reset", "[1", "The body must be a JSON object, got something else."],
])("console rejects %s with %j", async (name, fields, problem) => {
  const { emulator, post } = opened();
  const before = emulator.save();
  const answer = await post(name, fields);
  const { error }: { error: string } = await answer.json();
  expect(answer.status).toBe(400);
  expect(error).toMatch(problem);
  expect([emulator.save(), emulator.pendingFaults]).toEqual([before, []]);
});

test("the console has no other command and no other method", async () => {
  const { ask, post } = opened();
  expect((await post("hasOwnProperty", {})).status).toBe(404);
  expect((await ask("/_emulator/state", { method: "OPTIONS" })).status).toBe(405);
});

const json = { "content-type": "application/json" };
test.each([
  ["another name for this machine, as with DNS rebinding", { host: "evil.example:4010" }],
  ["a name that looks like this machine", { host: "localhost.evil.example" }],
  ["no name", { host: "" }],
  ["a page of another site", { origin: "https://evil.example" }],
  ["a local page of another port", { origin: "http://127.0.0.1:3000" }],
  ["a sandboxed frame", { origin: "null" }],
  ["another site without an origin", { "sec-fetch-site": "cross-site" }],
  ["another port without an origin", { "sec-fetch-site": "same-site" }],
])("console rejects %s", async (_name, headers: Record<string, string>) => {
  const { emulator, ask } = opened();
  const answers = [
    await ask("/_emulator/clock", {
      method: "POST",
      body: `{"advance":"1h"}`,
      headers: { ...json, ...headers },
    }),
    await ask("/_emulator/state", { headers }),
    await ask("/", { headers }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  expect(emulator.clock.now()).toBe(start);
  for (const { headers } of answers) expect(headers.has("access-control-allow-origin")).toBe(false);
});

test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])(
  "rejects a body that a form of another page can post: %s",
  async (type) => {
    const { ask } = opened();
    const body = `{"advance":"1h"}`;
    const { status } = await ask("/_emulator/clock", {
      method: "POST",
      body,
      headers: { "content-type": type },
    });
    expect(status).toBe(403);
  },
);

test("console responds to its own page, with every name of this machine", async () => {
  const { ask } = opened();
  for (const host of ["127.0.0.1:4010", "localhost:4010", "[::1]:4010"]) {
    const headers = { ...json, host, origin: `http://${host}`, "sec-fetch-site": "same-origin" };
    const { status } = await ask("/_emulator/clock", { method: "POST", body: `{"advance":1}`, headers });
    expect([host, status]).toEqual([host, 204]);
  }
});

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

test("console is served over HTTP together with the platform, only on loopback", async () => {
  const emulator = build();
  const console = createConsole(emulator);
  await expect(emulator.listen({ host: "0.0.0.0", console })).rejects.toThrow(
    new TypeError("`host` must be a loopback address such as 127.0.0.1 if `console` is set, got 0.0.0.0."),
  );
  const server = await emulator.listen({ console });
  cleanUps.push(server.close);
  expect((await fetch(`${server.url}/`)).headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect((await fetch(`${server.url}/_emulator/state`)).status).toBe(200);
  expect((await fetch(`${server.url}/v1/vehicleinfo`)).status).toBe(401);
  const preflight = { origin: "http://localhost:3000", "access-control-request-method": "POST" };
  const asked = await fetch(`${server.url}/_emulator/clock`, { method: "OPTIONS", headers: preflight });
  expect([asked.status, asked.headers.has("access-control-allow-origin")]).toEqual([403, false]);
  expect(emulator.requests.map(({ path }) => path)).toEqual(["/v1/vehicleinfo"]);
});

test("console shows deliveries, newest first, and sends them again", async () => {
  const received: string[] = [];
  const emulator = build({
    apps: [{ ...app, webhook: { url: "https://app.example/events", secret: "hook-secret" } }],
    vehicles: [{ vin, brand: "sandbox", cleared: true }],
    fetch: async (_input, init) => {
      received.push(new Headers(init?.headers).get("x-hm-delivery") ?? "");
      return new Response(null, { status: 204 });
    },
  });
  const topics: string[] = [];
  emulator.push.subscribe({ format: "v2" }, (messages) => {
    topics.push(...messages.map(({ topic }) => topic));
  });
  emulator.webhooks.ping();
  await emulator.webhooks.flush();
  emulator.clock.advance("1h");
  await emulator.push.flush();
  const { ask, post } = openedFor(emulator);
  const { deliveries }: ConsoleState = await (await ask("/_emulator/state")).json();
  expect(deliveries).toMatchObject([
    {
      kind: "message",
      what: `sandbox/level13/${app.clientId}`,
      outcome: expect.stringContaining(`${vin}: `),
    },
    { kind: "webhook", what: "ping", outcome: "delivered, 204", isFailed: false },
  ]);
  for (const { id } of deliveries) expect((await post("resend", { id })).status).toBe(204);
  await emulator.webhooks.flush();
  expect(topics).toHaveLength(2);
  expect(received).toEqual([received[0], received[0]]);
  expect(await (await post("resend", { id: "unknown" })).json()).toEqual({
    error: "`id` must be the id of a delivery, got another value.",
  });
});

test("console adds a vehicle, withdraws its consent and restores it", async () => {
  const { emulator, post } = opened();
  expect((await post("new-vehicle", { vin, brand: "sandbox" })).status).toBe(204);
  expect(emulator.inspect().vehicles).toMatchObject([{ vin, brand: "sandbox", status: "approved" }]);
  await post("vehicles", { vin, action: "withdraw" });
  expect(emulator.inspect().vehicles).toMatchObject([{ consentRemoved: true }]);
  await post("vehicles", { vin, action: "consent" });
  expect(emulator.inspect().vehicles).toMatchObject([{ consentRemoved: false }]);
  expect((await post("new-vehicle", { vin: "SHORT", brand: "sandbox" })).status).toBe(400);
});
