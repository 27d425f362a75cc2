import { expect, test } from "vitest";
import { collect, fakeFleet, vinOf } from "../../test/fake-fleet.ts";
import { checkEligibilities } from "./check-eligibilities.ts";
import { clearanceFilter } from "./clearance-query.ts";
import { enrollVehicles } from "./enroll/enroll-vehicles.ts";
import { listClearances } from "./list-clearances.ts";
import { readVehicles } from "./read-vehicles.ts";
import { removeVehicles } from "./remove-vehicles.ts";
import { waitForClearance } from "./wait/wait-for-clearance.ts";
import { watchVehicles } from "./watch/watch-vehicles.ts";

const vins = [0, 1, 2].map(vinOf);

test("readVehicles yields data, and failures as values", async () => {
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

test("checkEligibilities yields whether each vehicle is eligible, and failures as values", async () => {
  const fleet = fakeFleet();
  fleet.intercept = ({ body }) =>
    JSON.stringify(body).includes(vinOf(1))
      ? Response.json({ errors: [{ title: "Unprocessable" }] }, { status: 422 })
      : Response.json({ vin: vinOf(0), eligible: true, data_delivery: ["pull"] });
  const vehicles = [
    { vin: vinOf(0).toLowerCase(), brand: "bmw" },
    { vin: vinOf(1), brand: "a new brand" },
  ];
  const readings = await collect(checkEligibilities(fleet.hm, vehicles, { concurrency: 1 }));
  expect(readings).toMatchObject([
    { vin: vinOf(0).toLowerCase(), brand: "bmw", ok: true, data: { eligible: true } },
    { vin: vinOf(1), brand: "a new brand", ok: false, error: { code: "invalid-request" } },
  ]);
});

test("removeVehicles treats a 409 as a clearance that has already ended", async () => {
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

test("listClearances yields clearances while the list arrives", async () => {
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
])("listClearances throws an UnexpectedResponseError if the list %s", async (_name, body) => {
  const fleet = fakeFleet();
  fleet.intercept = () => new Response(body);
  await expect(collect(listClearances(fleet.hm))).rejects.toMatchObject({ code: "unexpected-response" });
});

test("listClearances throws the platform's rejection", async () => {
  const fleet = fakeFleet();
  fleet.intercept = () => Response.json({ errors: [{ title: "No" }] }, { status: 403 });
  await expect(collect(listClearances(fleet.hm))).rejects.toMatchObject({
    name: "ApiError",
    code: "forbidden",
  });
});

test("clearanceFilter returns the filter that the platform expects", () => {
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

test("VINs in small letters are sent in capitals, and yielded as they were passed", async () => {
  const fleet = fakeFleet();
  const given = vinOf(1).toLowerCase();
  fleet.intercept = ({ method }) =>
    Response.json(method === "DELETE" ? { vin: vinOf(1), status: "revoking" } : { diagnostics: {} });
  expect(await collect(readVehicles(fleet.hm, [given]))).toMatchObject([{ vin: given, ok: true }]);
  expect(await collect(removeVehicles(fleet.hm, [given]))).toMatchObject([
    { vin: given, outcome: "removed" },
  ]);
  expect(fleet.requests.map(({ path }) => path.split("/").at(-1))).toEqual([vinOf(1), vinOf(1)]);
});

test.each([
  ["no body", () => new Response(null)],
  ["null", () => Response.json(null)],
  ["a list", () => Response.json([])],
])("a 200 with %s is an outcome with an error", async (_what, respond) => {
  const fleet = fakeFleet();
  fleet.intercept = ({ path }) =>
    path.endsWith(vinOf(1)) ? respond() : Response.json({ vin: vinOf(0), status: "revoking" });
  const error = { code: "unexpected-response" };
  const readings = await collect(readVehicles(fleet.hm, vins, { concurrency: 1 }));
  expect(readings.map(({ ok }) => ok)).toEqual([true, false, true]);
  expect(readings[1]).toMatchObject({ vin: vinOf(1), error });
  const removals = await collect(removeVehicles(fleet.hm, vins, { concurrency: 1 }));
  expect(removals.map(({ outcome }) => outcome)).toEqual(["removed", "failed", "removed"]);
  expect(removals[1]).toMatchObject({ vin: vinOf(1), error });
});

test("a removal with the response {} has failed, and so has one with a page of a proxy", async () => {
  const fleet = fakeFleet();
  for (const respond of [() => Response.json({}), () => new Response("<html>", { status: 404 })]) {
    fleet.intercept = respond;
    expect(await collect(removeVehicles(fleet.hm, [vinOf(0)]))).toMatchObject([
      { outcome: "failed", error: { code: "unexpected-response" } },
    ]);
  }
});

test.each([
  ["a list with null", [null]],
  ["an entry without a VIN", [{ status: "approved" }]],
])("listClearances rejects %s, which is not a list of clearances", async (_what, body) => {
  const fleet = fakeFleet();
  fleet.intercept = () => Response.json(body);
  await expect(collect(listClearances(fleet.hm))).rejects.toMatchObject({
    code: "unexpected-response",
    problems: ["the list cannot be read (an entry has no VIN)"],
  });
});

test("clearanceFilter accepts brands and statuses that this version does not know", () => {
  expect(clearanceFilter({ brand: "hyundai", status: ["queued", "approved"] })).toEqual({
    brand: { operator: "eq", value: "hyundai" },
    status: { operator: "in", value: ["queued", "approved"] },
  });
});

test.each([
  ["readVehicles()", readVehicles],
  ["removeVehicles()", removeVehicles],
])("%s rejects unknown options", (name, each) => {
  expect(() => each(fakeFleet().hm, vins, { concurency: 1 } as never)).toThrow(
    new TypeError(`${name} has no option "concurency". Did you mean "concurrency"?`),
  );
  expect(() => each(fakeFleet().hm, vins, { concurrency: 1.5 })).toThrow(
    new TypeError("concurrency must be a whole number of at least 1, got 1.5."),
  );
});

test.each([
  ["vins", "readVehicles", (source: never) => readVehicles(fakeFleet().hm, source)],
  ["vins", "removeVehicles", (source: never) => removeVehicles(fakeFleet().hm, source)],
  ["vins", "watchVehicles", (source: never) => watchVehicles(fakeFleet().hm, source, { everyMs: 1_000 })],
  ["vehicles", "enrollVehicles", (source: never) => enrollVehicles(fakeFleet().hm, source)],
])("rejects one VIN instead of a list of %s: %s", (name, _function, call) => {
  for (const [source, got] of [
    [vinOf(0), "string"],
    [undefined, "undefined"],
    [null, "null"],
    [{}, "object"],
  ])
    expect(() => call(source as never)).toThrow(
      new TypeError(`${name} must be a list, a generator or a stream, got ${got}.`),
    );
});

test("an unknown field of a clearance query is an error", async () => {
  const query = { stauts: "rejected" } as never;
  const problem = new TypeError('A clearance query has no option "stauts". Did you mean "status"?');
  expect(() => clearanceFilter(query)).toThrow(problem);
  await expect(collect(listClearances(fakeFleet().hm, query))).rejects.toThrow(problem);
  await expect(collect(listClearances(fakeFleet().hm, {}, { signl: null } as never))).rejects.toThrow(
    new TypeError('listClearances() has no option "signl". Did you mean "signal"?'),
  );
});

test.each([
  ["readVehicles", () => readVehicles(undefined as never, vins)],
  ["removeVehicles", () => removeVehicles(undefined as never, vins)],
  ["checkEligibilities", () => checkEligibilities(undefined as never, [])],
  ["enrollVehicles", () => enrollVehicles(undefined as never, [])],
  ["watchVehicles", () => watchVehicles(undefined as never, vins, { everyMs: 60_000 })],
  ["waitForClearance", () => waitForClearance(undefined as never, vins)],
])("%s rejects a missing client at once", (_name, start) => {
  expect(start).toThrow(new TypeError("hm must be a client that createClient() returned, got undefined."));
});

test("listClearances rejects a missing client with its first step", async () => {
  await expect(collect(listClearances(undefined as never))).rejects.toThrow("hm must be a client");
});
