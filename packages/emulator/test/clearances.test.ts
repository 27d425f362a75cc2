import { expect, test } from "vitest";
import { build, call, clear, start, tokenOf, vin } from "./kit.ts";

test("clearances go from pending to approved to revoked over the clock", async () => {
  const emulator = build();
  const token = await tokenOf(emulator);
  const path = `/v1/fleets/vehicles/${vin}`;
  expect((await clear(emulator, token)).body.vehicles[0]?.status).toBe("pending");
  expect((await call(emulator, `/v1/vehicle-data/autoapi-13/${vin}`, { token })).status).toBe(422);
  emulator.clock.advance("2s");
  expect((await call(emulator, path, { token })).body.status).toBe("approved");
  expect((await call(emulator, path, { token, method: "DELETE" })).body.status).toBe("revoking");
  expect((await call(emulator, path, { token, method: "DELETE" })).status).toBe(409);
  emulator.clock.advance("2s");
  const { body } = await call(emulator, path, { token });
  expect(body.changelog.map(({ status }: { status: string }) => status)).toEqual([
    "pending",
    "approved",
    "revoking",
    "revoked",
  ]);
});

test("clearances can be canceled a day after they were requested, and not before", async () => {
  const emulator = build({ approvalDelayMs: 10 * 86_400_000 });
  await clear(emulator, await tokenOf(emulator));
  const path = `/v1/fleets/vehicles/${vin}`;
  const remove = async () => call(emulator, path, { token: await tokenOf(emulator), method: "DELETE" });
  expect((await remove()).status).toBe(422);
  emulator.clock.advance("1d");
  expect((await remove()).body.status).toBe("canceling");
  emulator.clock.advance("2s");
  expect((await call(emulator, path, { token: await tokenOf(emulator) })).body.status).toBe("canceled");
});

test("clearances are decided after the delay of their brand", async () => {
  const emulator = build({ approvalDelayMs: 0, brandApprovalDelaysMs: { bmw: 60_000 } });
  const token = await tokenOf(emulator);
  await clear(emulator, token);
  await clear(emulator, token, { vin: "WBA00000000000001", brand: "bmw" });
  const statuses = async () =>
    Promise.all(
      [vin, "WBA00000000000001"].map(
        async (each) => (await call(emulator, `/v1/fleets/vehicles/${each}`, { token })).body.status,
      ),
    );
  expect(await statuses()).toEqual(["approved", "pending"]);
  emulator.clock.advance("1m");
  expect(await statuses()).toEqual(["approved", "approved"]);
});

test("clearances are removed after the delay of their brand", async () => {
  const emulator = build({ approvalDelayMs: 0, brandRemovalDelaysMs: { bmw: 60_000 } });
  const token = await tokenOf(emulator);
  await clear(emulator, token, { vin, brand: "bmw" });
  const path = `/v1/fleets/vehicles/${vin}`;
  await call(emulator, path, { token, method: "DELETE" });
  const status = async () => (await call(emulator, path, { token })).body.status;
  emulator.clock.advance("59s");
  expect(await status()).toBe("revoking");
  emulator.clock.advance("1s");
  expect(await status()).toBe("revoked");
});

test("ended clearances can be requested again, and move to the end of the list", async () => {
  const emulator = build({ approvalDelayMs: 0, removalDelayMs: 0 });
  const token = await tokenOf(emulator);
  const other = { vin: "WBA00000000000001", brand: "bmw" };
  await clear(emulator, token);
  await clear(emulator, token, other);
  expect((await clear(emulator, token)).body.vehicles[0]?.status).toBe("approved");
  await call(emulator, `/v1/fleets/vehicles/${vin}`, { token, method: "DELETE" });
  await clear(emulator, token);
  const { body } = await call(emulator, "/v1/fleets/vehicles", { token });
  expect(body).toMatchObject([{ vin: other.vin }, { vin, changelog: [{}, { status: "approved" }] }]);
});

test("clearances cannot be canceled if the brand does not support it, and cannot be removed twice", async () => {
  const emulator = build({ cancelableAfterMs: 0, removalDelayMs: 0 });
  const token = await tokenOf(emulator);
  await clear(emulator, token, { vin, brand: "tesla" });
  const remove = () => call(emulator, `/v1/fleets/vehicles/${vin}`, { token, method: "DELETE" });
  expect(await remove()).toMatchObject({
    status: 422,
    body: { errors: [{ title: "not supported", source: "vin" }] },
  });
  emulator.vehicles.approve(vin);
  expect((await remove()).status).toBe(200);
  expect(await remove()).toMatchObject({
    status: 409,
    body: { errors: [{ title: "Conflict", detail: "Clearance is already removed", source: "vin" }] },
  });
});

test("clearances are rejected with the vehicle's reason", async () => {
  const emulator = build({ vehicles: [{ vin, rejection: "no SIM" }], approvalDelayMs: 0 });
  const token = await tokenOf(emulator);
  await clear(emulator, token);
  const { body } = await call(emulator, `/v1/fleets/vehicles/${vin}`, { token });
  expect(body.changelog.at(-1)).toMatchObject({ status: "rejected", reason: "no SIM" });
});

test("clearances report a bad vehicle without rejecting the others", async () => {
  const emulator = build();
  const { status, body } = await call(emulator, "/v1/fleets/vehicles", {
    method: "POST",
    token: await tokenOf(emulator),
    body: {
      vehicles: [
        { vin: "SHORT", brand: "bmw" },
        { vin, brand: "spaceship" },
        { vin, brand: "bmw" },
      ],
    },
  });
  expect(status).toBe(200);
  expect(body.vehicles.map((one: { status: string }) => one.status)).toEqual(["error", "error", "pending"]);
});

test.each([
  [{ vin: { operator: "in", value: [vin] } }, 1],
  [{ status: { operator: "eq", value: "pending" } }, 0],
  [{ brand: { operator: "eq", value: "sandbox" } }, 1],
  [{ tags: { operator: "contains", value: { site: "north" } } }, 1],
  [{ tags: { operator: "eq", value: { site: "north" } } }, 0],
  [{ inserted_at: { operator: "lte", value: new Date(start).toISOString() } }, 2],
  [{ approved_at: { operator: "gt", value: new Date(start).toISOString() } }, 0],
])("clearances are listed by the filter %j", async (filter, count) => {
  const emulator = build({ approvalDelayMs: 0 });
  const token = await tokenOf(emulator);
  await clear(emulator, token, { vin, brand: "sandbox", tags: { site: "north", size: "s" } });
  await clear(emulator, token, { vin: "WBA00000000000001", brand: "bmw" });
  const { body } = await call(
    emulator,
    `/v1/fleets/vehicles?filter=${encodeURIComponent(JSON.stringify(filter))}`,
    {
      token,
    },
  );
  expect(body).toHaveLength(count);
});

test("clearances are read 60 times a minute", async () => {
  const emulator = build();
  const token = await tokenOf(emulator);
  await clear(emulator, token);
  const read = () => call(emulator, `/v1/fleets/vehicles/${vin}`, { token });
  for (let count = 0; count < 60; count++) expect((await read()).status).toBe(200);
  const refused = await read();
  expect(refused.status).toBe(429);
  expect(refused.body.errors[0]?.detail).toBe("retry after 60s");
  emulator.clock.advance("60s");
  expect((await read()).status).toBe(200);
});

test("clearance and eligibility of a vehicle are rejected for another brand", async () => {
  const emulator = build({ vehicles: [{ vin, brand: "bmw", eligible: true }], approvalDelayMs: 0 });
  const token = await tokenOf(emulator);
  const ask = async (brand: string) =>
    (await call(emulator, "/v1/eligibility", { method: "POST", token, body: { vin, brand } })).body;
  expect(await ask("ford")).toMatchObject({ eligible: false, data_delivery: [] });
  expect(await ask("bmw")).toMatchObject({ eligible: true, data_delivery: ["pull", "push"] });
  await clear(emulator, token, { vin, brand: "ford" });
  const { body } = await call(emulator, `/v1/fleets/vehicles/${vin}`, { token });
  expect([body.status, body.changelog.at(-1)?.reason]).toEqual([
    "rejected",
    "the vehicle is of another brand",
  ]);
  await clear(emulator, token, { vin, brand: "bmw" });
  expect((await call(emulator, `/v1/fleets/vehicles/${vin}`, { token })).body.status).toBe("approved");
});

test("a clearance can be requested again after it was canceled, revoked or rejected", async () => {
  const emulator = build({ approvalDelayMs: 60_000, cancelableAfterMs: 0 });
  const token = await tokenOf(emulator);
  const ask = async () => (await clear(emulator, token)).body.vehicles[0]?.status;
  const remove = () => call(emulator, `/v1/fleets/vehicles/${vin}`, { token, method: "DELETE" });
  expect(await ask()).toBe("pending");
  expect((await remove()).body.status).toBe("canceling");
  expect(await ask()).toBe("canceling");
  emulator.clock.advance("2s");
  expect(await ask()).toBe("pending");
  emulator.vehicles.approve(vin);
  expect(await ask()).toBe("approved");
  expect((await remove()).body.status).toBe("revoking");
  emulator.clock.advance("2s");
  expect(await ask()).toBe("pending");
  emulator.vehicles.reject(vin, "no SIM");
  expect(await ask()).toBe("pending");
});
