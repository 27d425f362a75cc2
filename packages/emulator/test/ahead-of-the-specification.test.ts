import { setupServer } from "msw/node";
import { expect, test } from "vitest";
import { type EmulatorOptions, slowCarmaker } from "../src/index.ts";
import { app, build, call, clear, origin, tokenOf, vin } from "./kit.ts";

const dataPath = `/v1/vehicle-data/autoapi-13/${vin}`;
const fleetPath = `/v1/fleets/vehicles/${vin}`;

test.each(["togg", "hyundai"])(
  "a vehicle of the additional brand %s is eligible, can be cleared and has data",
  async (brand) => {
    const emulator = build({ brands: [brand], approvalDelayMs: 0 });
    const token = await tokenOf(emulator);
    const eligibility = await call(emulator, "/v1/eligibility", {
      method: "POST",
      token,
      body: { vin, brand },
    });
    expect([eligibility.status, eligibility.body]).toEqual([
      200,
      expect.objectContaining({ eligible: true }),
    ]);
    expect((await clear(emulator, token, { vin, brand })).body.vehicles[0]?.status).toBe("pending");
    expect((await call(emulator, fleetPath, { token })).body).toMatchObject({ status: "approved", brand });
    const filter = encodeURIComponent(JSON.stringify({ brand: { operator: "eq", value: brand } }));
    expect((await call(emulator, `/v1/fleets/vehicles?filter=${filter}`, { token })).body).toHaveLength(1);
    const { status, body } = await call(emulator, dataPath, { token });
    expect([status, body]).toEqual([200, expect.objectContaining({ brand })]);
  },
);

test("a brand that is not in the option `brands` is still rejected", async () => {
  const emulator = build({ brands: ["togg"] });
  const token = await tokenOf(emulator);
  const body = { vin, brand: "hyundai" };
  expect((await call(emulator, "/v1/eligibility", { method: "POST", token, body })).status).toBe(422);
  expect((await clear(emulator, token, body)).body.vehicles[0]).toMatchObject({
    status: "error",
    description: "The brand is invalid",
  });
});

test.each<[string, Partial<EmulatorOptions>, string]>([
  [
    "a vehicle",
    { vehicles: [{ vin, brand: "bmww" }] },
    '`vehicles[0].brand` must be a brand of the specification or of the option `brands`, got "bmww". Did you mean "bmw"?',
  ],
  [
    "a rule",
    { eligibilityRules: [{ brand: "hyundai" }] },
    '`eligibilityRules[0].brand` must be a brand of the specification or of the option `brands`, got "hyundai". Add other brands to the option `brands`.',
  ],
  [
    "a delay",
    { brandApprovalDelaysMs: { hyundai: 1 } },
    '`brandApprovalDelaysMs.hyundai` must be a brand of the specification or of the option `brands`, got "hyundai". Add other brands to the option `brands`.',
  ],
  ["an empty brand", { brands: [""] }, '`brands` must be non-empty strings, got "".'],
])("an option with an unknown brand is rejected: %s", (_case, options, message) => {
  expect(() => build(options)).toThrow(new TypeError(message));
});

test("additional brands can have delays and rules", async () => {
  const emulator = build({
    brands: ["togg"],
    vehicles: [{ vin: "2HM00000000000002", brand: "togg", cleared: true }],
    brandApprovalDelaysMs: { togg: 60_000 },
    eligibilityRules: [{ brand: "togg", vins: "*9", eligible: false }],
  });
  const token = await tokenOf(emulator);
  await clear(emulator, token, { vin, brand: "togg" });
  emulator.clock.advance("59s");
  expect((await call(emulator, fleetPath, { token })).body.status).toBe("pending");
  emulator.clock.advance("1s");
  expect((await call(emulator, fleetPath, { token })).body.status).toBe("approved");
  expect((await call(emulator, fleetPath.replace(vin, "2HM00000000000002"), { token })).body.status).toBe(
    "approved",
  );
  const body = { vin: "2HM00000000000009", brand: "togg" };
  expect((await call(emulator, "/v1/eligibility", { method: "POST", token, body })).body).toMatchObject({
    eligible: false,
  });
});

test("an unknown status is reported everywhere, and ends when another status is set", async () => {
  const received: string[] = [];
  const emulator = build({
    apps: [{ ...app, webhook: { url: "https://fleet.example/events", secret: "s" } }],
    fetch: async (_url, init) => {
      received.push(JSON.parse(String(init?.body)).event.action);
      return new Response(null, { status: 204 });
    },
  });
  const token = await tokenOf(emulator);
  await clear(emulator, token);
  emulator.vehicles.setStatus(vin, "under_review", "papers are missing");
  emulator.clock.advance("2h");
  const { body } = await call(emulator, fleetPath, { token: await tokenOf(emulator) });
  expect(body.status).toBe("under_review");
  expect(body.changelog.map(({ status, reason }) => [status, reason])).toEqual([
    ["pending", undefined],
    ["under_review", "papers are missing"],
  ]);
  const again = await clear(emulator, await tokenOf(emulator));
  expect(again.body.vehicles[0]?.status).toBe("under_review");
  const filter = encodeURIComponent(JSON.stringify({ status: { operator: "eq", value: "under_review" } }));
  const listed = await call(emulator, `/v1/fleets/vehicles?filter=${filter}`, {
    token: await tokenOf(emulator),
  });
  expect(listed.body).toHaveLength(1);
  expect((await call(emulator, dataPath, { token: await tokenOf(emulator) })).status).toBe(403);
  const gone = await call(emulator, fleetPath, { token: await tokenOf(emulator), method: "DELETE" });
  expect([gone.status, gone.body.errors[0]?.detail]).toEqual([409, "Clearance is in transition mode"]);
  emulator.vehicles.approve(vin);
  expect((await call(emulator, dataPath, { token: await tokenOf(emulator) })).status).toBe(200);
  await emulator.webhooks.flush();
  expect(received).toEqual(["pending", "under_review", "approved"]);
});

test("an unknown status is saved and loaded, and removed by a reset", async () => {
  const first = build();
  await clear(first, await tokenOf(first));
  first.vehicles.setStatus(vin, "under_review");
  const second = build();
  second.load(JSON.parse(JSON.stringify(first.save())));
  const token = await tokenOf(second);
  expect((await call(second, fleetPath, { token })).body.status).toBe("under_review");
  second.reset();
  const filter = encodeURIComponent(JSON.stringify({ status: { operator: "eq", value: "under_review" } }));
  const listed = await call(second, `/v1/fleets/vehicles?filter=${filter}`, { token: await tokenOf(second) });
  expect(listed.status).toBe(422);
});

test("a status can only be set for a clearance, and needs a name", async () => {
  const emulator = build();
  expect(() => emulator.vehicles.setStatus(vin, "under_review")).toThrow(
    new TypeError(`\`vin\` must be a vehicle with a clearance, got ${vin}.`),
  );
  await clear(emulator, await tokenOf(emulator));
  expect(() => emulator.vehicles.setStatus(vin, "")).toThrow(
    new TypeError("`status` must be a non-empty string, got none."),
  );
});

test("a carmaker decides after weeks on the emulator's clock, and after a reset at the configured time", async () => {
  const emulator = build({ brandApprovalDelaysMs: { bmw: 1_000 } });
  emulator.play(slowCarmaker({ brand: "bmw", decidesAfter: "15d" }));
  await clear(emulator, await tokenOf(emulator), { vin, brand: "bmw" });
  const status = async () =>
    (await call(emulator, fleetPath, { token: await tokenOf(emulator) })).body.status;
  emulator.clock.advance("14d");
  emulator.clock.advance("86399999ms");
  expect(await status()).toBe("pending");
  emulator.clock.advance("1ms");
  expect(await status()).toBe("approved");
  emulator.carmakers.decideAfter("bmw", undefined);
  const other = "2HM00000000000002";
  await clear(emulator, await tokenOf(emulator), { vin: other, brand: "bmw" });
  emulator.clock.advance("1s");
  const { body } = await call(emulator, fleetPath.replace(vin, other), { token: await tokenOf(emulator) });
  expect(body.status).toBe("approved");
  emulator.carmakers.decideAfter("bmw", "9d");
  emulator.reset();
  await clear(emulator, await tokenOf(emulator), { vin, brand: "bmw" });
  emulator.clock.advance("1s");
  expect(await status()).toBe("approved");
});

test("the two slashes of the documented eligibility call work with MSW, HTTP and fetch", async () => {
  const emulator = build();
  const token = await tokenOf(emulator);
  const ask = async (send: (request: Request) => Promise<Response>, base: string) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const body = JSON.stringify({ vin, brand: "bmw" });
    return (await send(new Request(`${base}//v1/eligibility`, { method: "POST", headers, body }))).status;
  };
  expect(await ask(emulator.fetch, origin)).toBe(200);
  const server = await emulator.listen();
  expect(await ask(fetch, server.url)).toBe(200);
  await server.close();
  const msw = setupServer(...emulator.handlers);
  msw.listen({ onUnhandledFrame: "error" });
  expect(await ask(fetch, origin)).toBe(200);
  msw.close();
});

test.each(["volkswagen", "audi", "skoda", "seat", "cupra"])(
  "a partner of the VW Group must send its customer's name with each vehicle of %s",
  async (brand) => {
    const emulator = build({ apps: [{ ...app, vwGroupPartner: true }] });
    const token = await tokenOf(emulator);
    const ask = async (tags: Record<string, string> | undefined) =>
      (await clear(emulator, token, { vin, brand, ...(tags ? { tags } : {}) })).body.vehicles[0];
    for (const tags of [undefined, { customer: "ACME" }, { "vw-group-customer-name": "" }])
      expect(await ask(tags)).toEqual({
        vin,
        status: "error",
        description: "the tag vw-group-customer-name can't be blank",
      });
    expect((await ask({ "vw-group-customer-name": "ACME" }))?.status).toBe("pending");
  },
);

test("only partners of the VW Group need its tag", async () => {
  const partner = build({ apps: [{ ...app, vwGroupPartner: true }] });
  const bmw = await clear(partner, await tokenOf(partner), { vin, brand: "bmw" });
  expect(bmw.body.vehicles[0]?.status).toBe("pending");
  const other = build();
  const audi = await clear(other, await tokenOf(other), { vin, brand: "audi" });
  expect(audi.body.vehicles[0]?.status).toBe("pending");
});
