import type { ClearanceChange, ClearanceStatus } from "@high-mobility-ts/schema";
import { expect, test } from "vitest";
import { collect, type FakeFleet, fakeFleet, vinOf } from "../../test/fake-fleet.ts";
import { clearanceFilter } from "./clearance-query.ts";
import { listClearances } from "./list-clearances.ts";
import { readVehicles } from "./read-vehicles.ts";
import { removeVehicles } from "./remove-vehicles.ts";
import { waitForClearance } from "./wait-for-clearance.ts";

const vins = [0, 1, 2].map(vinOf);

function setStatus(fleet: FakeFleet, vin: string, status: ClearanceStatus, reason?: string): void {
  const change: ClearanceChange = { status, timestamp: "2026-01-01T00:00:00Z", ...(reason && { reason }) };
  fleet.clearances.set(vin, { vin, status, changelog: [change] });
}

test("readVehicles gives data, and failures as values", async () => {
  const fleet = fakeFleet();
  fleet.intercept = ({ path }) => {
    if (path.endsWith(vinOf(1)))
      return Response.json({ errors: [{ title: "Privacy mode" }] }, { status: 403 });
    if (path.endsWith(vinOf(2))) throw new TypeError("fetch failed");
    return Response.json({ diagnostics: {} });
  };
  const readings = await collect(readVehicles(fleet.hm, vins));
  expect(readings.sort((a, b) => a.vin.localeCompare(b.vin))).toMatchObject([
    { vin: vinOf(0), ok: true, data: { diagnostics: {} } },
    { vin: vinOf(1), ok: false, error: { code: "privacy-mode" } },
    { vin: vinOf(2), ok: false, error: { code: "network" } },
  ]);
});

test("removeVehicles takes a 409 for what it is: nothing left to do", async () => {
  const fleet = fakeFleet();
  fleet.intercept = ({ path }) => {
    if (path.endsWith(vinOf(1))) return Response.json({ errors: [{ title: "Conflict" }] }, { status: 409 });
    if (path.endsWith(vinOf(2))) return Response.json({ errors: [{ title: "Not found" }] }, { status: 404 });
    return Response.json({ vin: vinOf(0), status: "revoking" });
  };
  const outcomes = await collect(removeVehicles(fleet.hm, vins, { concurrency: 1 }));
  expect(outcomes).toMatchObject([
    { vin: vinOf(0), outcome: "removed", status: "revoking" },
    { vin: vinOf(1), outcome: "already-removed" },
    { vin: vinOf(2), outcome: "failed", error: { code: "not-found" } },
  ]);
});

test.each([
  ["readVehicles", readVehicles],
  ["removeVehicles", removeVehicles],
])("%s ends with an AbortError when the signal aborts", async (_name, each) => {
  const fleet = fakeFleet();
  const controller = new AbortController();
  fleet.intercept = () => {
    controller.abort("enough");
    return undefined;
  };
  await expect(collect<unknown>(each(fleet.hm, vins, { signal: controller.signal }))).rejects.toMatchObject({
    name: "AbortError",
  });
});

test("listClearances reads the list while it arrives", async () => {
  const fleet = fakeFleet();
  let send: (text: string) => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      send = (text) => controller.enqueue(new TextEncoder().encode(text));
    },
  });
  fleet.intercept = () => new Response(body, { headers: { "content-type": "application/json" } });
  const list = listClearances(fleet.hm, { status: "approved" });
  send('[{"vin":"A","status":"approved"},{"vin":"B');
  expect((await list.next()).value).toEqual({ vin: "A", status: "approved" });
  send('","status":"approved"}]');
  expect((await list.next()).value).toMatchObject({ vin: "B" });
  await list.return();
});

test.each([
  ["breaks off", '[{"vin":"A","status":"approved"},{"vi'],
  ["is none", "<html>"],
])("listClearances throws an UnexpectedResponseError when the list %s", async (_name, body) => {
  const fleet = fakeFleet();
  fleet.intercept = () => new Response(body);
  await expect(collect(listClearances(fleet.hm))).rejects.toMatchObject({ code: "unexpected-response" });
});

test("listClearances throws the platform's refusal", async () => {
  const fleet = fakeFleet();
  fleet.intercept = () => Response.json({ errors: [{ title: "No" }] }, { status: 403 });
  await expect(collect(listClearances(fleet.hm))).rejects.toMatchObject({
    name: "ApiError",
    code: "forbidden",
  });
});

test("clearanceFilter writes what the platform takes", () => {
  const query = {
    vin: ["A", "B"],
    status: "approved",
    brand: ["bmw", "mini"],
    tags: { contains: { depot: "Berlin" } },
    insertedAt: { gte: new Date("2026-01-01T00:00:00Z") },
    approvedAt: { lt: new Date("2026-02-01T00:00:00Z") },
  } as const;
  expect(clearanceFilter(query)).toEqual({
    vin: { operator: "in", value: ["A", "B"] },
    status: { operator: "eq", value: "approved" },
    brand: { operator: "in", value: ["bmw", "mini"] },
    tags: { operator: "contains", value: { depot: "Berlin" } },
    inserted_at: { operator: "gte", value: "2026-01-01T00:00:00.000Z" },
    approved_at: { operator: "lt", value: "2026-02-01T00:00:00.000Z" },
  });
  expect(clearanceFilter({ tags: { eq: {} } })).toEqual({ tags: { operator: "eq", value: {} } });
  expect(() => clearanceFilter({ insertedAt: { eq: new Date("x") } })).toThrow(
    "insertedAt.eq must be a valid Date",
  );
  expect(() => clearanceFilter({ approvedAt: {} as { eq: Date } })).toThrow(TypeError);
});

test("waits for one, with growing pauses, until it is approved", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  setStatus(fleet, vinOf(0), "pending");
  let looks = 0;
  fleet.intercept = () => {
    if (++looks === 4) setStatus(fleet, vinOf(0), "approved");
    return undefined;
  };
  expect(await waitForClearance(hm, vinOf(0), { clock })).toMatchObject({
    approved: true,
    status: "approved",
  });
  expect(clock.sleeps).toEqual([2_000, 3_000, 4_500]);
});

test("tells why one was rejected", async () => {
  const fleet = fakeFleet();
  setStatus(fleet, vinOf(0), "rejected", "the owner said no");
  expect(await waitForClearance(fleet.hm, vinOf(0))).toMatchObject({
    approved: false,
    status: "rejected",
    reason: "the owner said no",
  });
});

test("gives up when the time is up, after a last look", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  setStatus(fleet, vinOf(0), "pending");
  await expect(waitForClearance(hm, vinOf(0), { clock, timeoutMs: 10_000 })).rejects.toMatchObject({
    name: "TimeoutError",
    timeoutMs: 10_000,
  });
  expect(clock.sleeps).toEqual([2_000, 3_000, 4_500, 500]);
});

test("throws when a vehicle has no clearance", async () => {
  const fleet = fakeFleet();
  fleet.intercept = () => Response.json({ errors: [{ title: "Not found" }] }, { status: 404 });
  await expect(waitForClearance(fleet.hm, vinOf(0))).rejects.toMatchObject({ code: "not-found" });
});

test("ends with an AbortError while it waits", async () => {
  const fleet = fakeFleet();
  setStatus(fleet, vinOf(0), "pending");
  const controller = new AbortController();
  setTimeout(() => controller.abort("enough"), 5);
  await expect(waitForClearance(fleet.hm, vinOf(0), { signal: controller.signal })).rejects.toMatchObject({
    name: "AbortError",
    cause: "enough",
  });
});

test("waits for several by the list, each as it comes", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  for (const vin of vins) setStatus(fleet, vin, "pending");
  let looks = 0;
  fleet.intercept = () => {
    looks++;
    if (looks === 2) setStatus(fleet, vinOf(1), "approved");
    if (looks === 3) for (const vin of [vinOf(0), vinOf(2)]) setStatus(fleet, vin, "rejected", "no");
    return undefined;
  };
  const settled = await collect(waitForClearance(hm, vins, { clock }));
  expect(settled.map(({ vin, approved }) => [vin, approved])).toEqual([
    [vinOf(1), true],
    [vinOf(0), false],
    [vinOf(2), false],
  ]);
  expect(fleet.requests.map((request) => request.vins.length)).toEqual([3, 3, 2]);
});

test("looks again at once when an event says that there is news", async () => {
  const fleet = fakeFleet();
  setStatus(fleet, vinOf(0), "pending");
  async function* events() {
    yield { vin: vinOf(2) };
    setStatus(fleet, vinOf(0), "approved");
    yield { vin: vinOf(0) };
  }
  // By the machine's clock: without the event this would take an hour.
  const options = { minDelayMs: 3_600_000, maxDelayMs: 3_600_000, timeoutMs: 7_200_000, events: events() };
  expect(await waitForClearance(fleet.hm, vinOf(0), options)).toMatchObject({ approved: true });
});

test("a feed that breaks leaves the polling", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  setStatus(fleet, vinOf(0), "pending");
  fleet.intercept = () => {
    if (clock.sleeps.length > 0) setStatus(fleet, vinOf(0), "approved");
    return undefined;
  };
  // biome-ignore lint/correctness/useYield: a feed that fails before its first event
  async function* events(): AsyncGenerator<string> {
    throw new Error("broken feed");
  }
  expect(await waitForClearance(hm, vinOf(0), { clock, events: events() })).toMatchObject({ approved: true });
});

test.each(["timeoutMs", "minDelayMs", "maxDelayMs"])("refuses %s of 0 at once", (name) => {
  expect(() => waitForClearance(fakeFleet().hm, vins, { [name]: 0 })).toThrow(
    `${name} must be a number of milliseconds > 0, not 0`,
  );
});
