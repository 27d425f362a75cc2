import type { Brand } from "@high-mobility-ts/schema";
import { expect, test } from "vitest";
import {
  carmakerDown,
  clearanceRejected,
  createEmulator,
  type Fault,
  tokenExpiresMidCall,
} from "../src/index.ts";
import { app, build, call, clear, origin, tokenOf, vin } from "./kit.ts";

const dataPath = `/v1/vehicle-data/autoapi-13/${vin}`;

test("faults have the body of a test if the operation documents such a body", async () => {
  const emulator = build();
  const body = { errors: [{ title: "Service Unavailable", detail: "window" }], request_id: "r-1" };
  emulator.fail({ operation: "getVehicleData", status: 503, body });
  expect(await call(emulator, dataPath)).toEqual({ status: 503, body });
});

test("faults with the body of another operation do not compile and are rejected", () => {
  const emulator = build();
  expect(() =>
    // @ts-expect-error: vehicle data responds with a list of errors.
    emulator.fail({ operation: "getVehicleData", status: 503, body: { errors: "none" } }),
  ).toThrow(
    /^`body` must be what getVehicleData documents for 503, got a different body: at "[^"]*" it must /,
  );
  // @ts-expect-error: the operation documents no body for this status.
  expect(() => emulator.fail({ operation: "getClearance", status: 500, body: {} })).toThrow(TypeError);
  // @ts-expect-error: the operation does not document this status.
  const undocumented: Fault = { operation: "checkEligibility", status: 404 };
  // @ts-expect-error: no such operation.
  const unknown: Fault = { operation: "getWeather", status: 500 };
  expect([undocumented, unknown]).toHaveLength(2);
});

test("faults can hang until the caller aborts", async () => {
  const emulator = build();
  emulator.fail({ operation: "getVehicleInfo", network: "hang", times: 2 });
  const stop = new AbortController();
  const { signal } = stop;
  const answer = emulator.fetch(new Request(`${origin}/v1/vehicleinfo`, { signal }));
  stop.abort(new Error("enough"));
  await expect(answer).rejects.toThrow("enough");
  const late = emulator.fetch(new Request(`${origin}/v1/vehicleinfo`, { signal }));
  await expect(late).rejects.toThrow("enough");
  expect([emulator.pendingFaults, emulator.requests.at(-1)?.reason]).toEqual([[], "enough"]);
});

test("faults of the options exist from the start and again after a reset", () => {
  const emulator = build({ faults: [{ operation: "getVehicleInfo", status: 500 }] });
  expect(emulator.pendingFaults).toHaveLength(1);
  emulator.reset();
  expect(emulator.pendingFaults).toHaveLength(1);
});

test("scenario token expires mid-call: one 401, and the token stays invalid", async () => {
  const emulator = build();
  const token = await tokenOf(emulator);
  const list = (value: string) => call(emulator, "/v1/fleets/vehicles", { token: value });
  expect((await list(token)).status).toBe(200);
  emulator.play(tokenExpiresMidCall({ operation: "listClearances" }));
  expect([(await list(token)).status, (await list(token)).status]).toEqual([401, 401]);
  expect((await list(await tokenOf(emulator))).status).toBe(200);
});

test("scenario clearance rejected: has the reason", async () => {
  const emulator = build({ approvalDelayMs: 0 });
  emulator.play(clearanceRejected({ vin, reason: "no SIM" }));
  const token = await tokenOf(emulator);
  await clear(emulator, token);
  const { body } = await call(emulator, `/v1/fleets/vehicles/${vin}`, { token });
  expect([body.status, body.changelog.at(-1)?.reason]).toEqual(["rejected", "no SIM"]);
});

test.each([
  ["503 until it is up", undefined, 503],
  ["504 when it is silent", 504, 504],
] as const)("scenario carmaker down: %s, only for its brand", async (_case, status, expected) => {
  const other = "WBA00000000000001";
  const emulator = build({
    vehicles: [
      { vin, brand: "sandbox", cleared: true },
      { vin: other, brand: "bmw", cleared: true },
    ],
  });
  const token = await tokenOf(emulator);
  const read = async (id: string) =>
    (await call(emulator, `/v1/vehicle-data/autoapi-13/${id}`, { token })).status;
  emulator.play(carmakerDown({ brand: "sandbox", ...(status ? { status } : {}) }));
  expect([await read(vin), await read(other)]).toEqual([expected, 200]);
  emulator.carmakers.up("sandbox");
  expect(await read(vin)).toBe(200);
});

test("scenario carmaker down: ends after its duration", async () => {
  const emulator = build({ vehicles: [{ vin, brand: "sandbox", cleared: true }] });
  emulator.play(carmakerDown({ brand: "sandbox", for: "1m" }));
  const read = async () => (await call(emulator, dataPath, { token: await tokenOf(emulator) })).status;
  expect(await read()).toBe(503);
  emulator.clock.advance("1m");
  expect(await read()).toBe(200);
});

test("latency ends if the caller aborts", async () => {
  const emulator = build({ latency: { minMs: 3_600_000 } });
  const stop = new AbortController();
  const answer = emulator.fetch(new Request(`${origin}/v1/vehicleinfo`, { signal: stop.signal }));
  stop.abort(new Error("enough"));
  await expect(answer).rejects.toThrow("enough");
  expect(emulator.requests.at(-1)?.status).toBeUndefined();
  emulator.latency.set(undefined);
  expect((await call(emulator, "/v1/vehicleinfo")).status).toBe(401);
});

test.each([
  [{ minMs: -1 }, "`latency` must be whole numbers 0 <= minMs <= maxMs, got -1 and -1."],
  [{ minMs: 5, maxMs: 4 }, "`latency` must be whole numbers 0 <= minMs <= maxMs, got 5 and 4."],
])("latency rejects %j", (latency, message) => {
  expect(() => build({ latency })).toThrow(new TypeError(message));
});

test("the first rule that matches brand and VIN decides the eligibility, after settings of the vehicle", async () => {
  const emulator = build({
    eligibilityRules: [
      { brand: "bmw", vins: "WBA*", connectivityStatus: "deactivated", eligible: false },
      { brand: "bmw", vins: "WB?00000000000009", dataDelivery: ["push"] },
      { brand: "ford", eligible: false },
    ],
    vehicles: [{ vin: "WF000000000000001", eligible: true }],
  });
  const token = await tokenOf(emulator);
  const ask = async (id: string, brand: Brand) =>
    (await call(emulator, "/v1/eligibility", { method: "POST", token, body: { vin: id, brand } })).body;
  expect(await ask("WBA00000000000001", "bmw")).toMatchObject({
    eligible: false,
    data_delivery: [],
    connectivity_status: "deactivated",
  });
  expect(await ask("WBX00000000000009", "bmw")).toMatchObject({ eligible: true, data_delivery: ["push"] });
  expect(await ask("WBX00000000000001", "bmw")).toMatchObject({ data_delivery: ["pull", "push"] });
  expect(await ask("WF000000000000002", "ford")).toMatchObject({ connectivity_status: "unknown" });
  expect(await ask("WF000000000000001", "ford")).toMatchObject({ eligible: true });
});

test("eligibility rules reject the clearance of a vehicle that is not eligible", async () => {
  const emulator = build({ eligibilityRules: [{ brand: "sandbox", eligible: false }], approvalDelayMs: 0 });
  const token = await tokenOf(emulator);
  await clear(emulator, token);
  const { body } = await call(emulator, `/v1/fleets/vehicles/${vin}`, { token });
  expect(body.changelog.at(-1)?.reason).toBe("the vehicle is not eligible");
});

test("rate limits can be added to the documented ones, or turned off", async () => {
  const limits = { listClearances: { calls: 1, periodSeconds: 30 } };
  const emulator = build({ rateLimits: limits, vehicles: [{ vin, brand: "sandbox", cleared: true }] });
  const token = await tokenOf(emulator);
  const statuses = async (path: string, calls: number) => {
    const answers = [];
    for (let count = 0; count < calls; count++) answers.push((await call(emulator, path, { token })).status);
    return answers.slice(-2);
  };
  expect(await statuses("/v1/fleets/vehicles", 2)).toEqual([200, 429]);
  expect(await statuses(`/v1/fleets/vehicles/${vin}`, 61)).toEqual([200, 429]);
  const free = createEmulator({
    apps: [app],
    rateLimits: false,
    vehicles: [{ vin, brand: "bmw", cleared: true }],
  });
  const freeToken = await tokenOf(free);
  let last = 0;
  for (let count = 0; count < 61; count++)
    last = (await call(free, `/v1/fleets/vehicles/${vin}`, { token: freeToken })).status;
  expect(last).toBe(200);
});

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("faults are rejected %d times", (times) => {
  const emulator = build();
  expect(() => emulator.fail({ operation: "getVehicleInfo", status: 500, times })).toThrow(
    new TypeError(`\`times\` must be a whole number >= 1, got ${times}.`),
  );
  expect(emulator.pendingFaults).toEqual([]);
});
