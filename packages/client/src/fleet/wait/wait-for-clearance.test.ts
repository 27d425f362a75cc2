import type { ClearanceChange } from "@high-mobility-ts/schema";
import { afterEach, expect, test, vi } from "vitest";
import { collect, type FakeFleet, fakeFleet, vinOf } from "../../../test/fake-fleet.ts";
import { waitForClearance } from "./wait-for-clearance.ts";
import type { WaitEvent } from "./wait-options.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const vins = [0, 1, 2].map(vinOf);

function setStatus(fleet: FakeFleet, vin: string, status: string, reason?: string): void {
  const change = { status, timestamp: "2026-01-01T00:00:00Z", ...(reason && { reason }) } as ClearanceChange;
  fleet.clearances.set(vin, { vin, status: change.status, changelog: [change] });
}

/** Calls the function at each request to the platform, counted from 1. */
function atLook(fleet: FakeFleet, act: (look: number) => unknown): void {
  let looks = 0;
  fleet.intercept = () => {
    const response = act(++looks);
    return response instanceof Response ? response : undefined;
  };
}

test("waits for one clearance, with growing pauses, until it is approved", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  setStatus(fleet, vinOf(0), "pending");
  atLook(fleet, (look) => {
    if (look === 4) setStatus(fleet, vinOf(0), "approved");
  });
  expect(await waitForClearance(hm, vinOf(0), { clock })).toMatchObject({
    vin: vinOf(0),
    approved: true,
    status: "approved",
  });
  expect(clock.sleeps).toEqual([2_000, 3_000, 4_500]);
});

test("waits for two weeks by default, with pauses of at most a quarter of an hour", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  setStatus(fleet, vinOf(0), "pending");
  const decidedAt = clock.now() + 15 * 86_400_000;
  atLook(fleet, () => {
    if (clock.now() >= decidedAt) setStatus(fleet, vinOf(0), "approved");
  });
  expect(await waitForClearance(hm, vinOf(0), { clock })).toMatchObject({ approved: true });
  expect(clock.sleeps.slice(14, 18)).toEqual([2_000 * 1.5 ** 14, 875_787.7807617188, 900_000, 900_000]);
  expect(Math.max(...clock.sleeps)).toBe(900_000);
  // There are four checks an hour, and a few more at the beginning.
  expect(fleet.requests.length).toBeLessThan(15 * 24 * 4 + 20);
});

test("pauses grow to maxDelayMs and stay there", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  setStatus(fleet, vinOf(0), "pending");
  atLook(fleet, (look) => {
    if (look === 6) setStatus(fleet, vinOf(0), "approved");
  });
  await waitForClearance(hm, vinOf(0), { clock, minDelayMs: 1_000, maxDelayMs: 2_000 });
  expect(clock.sleeps).toEqual([1_000, 1_500, 2_000, 2_000, 2_000]);
  const { clock: other, hm: client } = fakeFleet();
  await expect(
    waitForClearance(client, vins, { clock: other, minDelayMs: 9, maxDelayMs: 4, timeoutMs: 10 }).next(),
  ).rejects.toThrow();
  expect(other.sleeps).toEqual([4, 4, 2]);
});

test("returns the reason of a rejection", async () => {
  const fleet = fakeFleet();
  setStatus(fleet, vinOf(0), "rejected", "the owner said no");
  expect(await waitForClearance(fleet.hm, vinOf(0))).toMatchObject({
    approved: false,
    status: "rejected",
    reason: "the owner said no",
  });
});

test.each(["canceled", "canceling", "rejected", "revoked", "revoking"])(
  "%s is a decision",
  async (status) => {
    const fleet = fakeFleet();
    setStatus(fleet, vinOf(0), status);
    expect(await waitForClearance(fleet.hm, vinOf(0))).toMatchObject({
      approved: false,
      status,
      reason: undefined,
    });
  },
);

test("an unknown status is an event and not a decision", async () => {
  for (const wait of [
    async (fleet: FakeFleet, onEvent: (event: WaitEvent) => void) =>
      waitForClearance(fleet.hm, vinOf(0), { clock: fleet.clock, onEvent }),
    async (fleet: FakeFleet, onEvent: (event: WaitEvent) => void) =>
      (await collect(waitForClearance(fleet.hm, [vinOf(0)], { clock: fleet.clock, onEvent })))[0],
  ]) {
    const fleet = fakeFleet();
    const events: WaitEvent[] = [];
    setStatus(fleet, vinOf(0), "under_review");
    atLook(fleet, (look) => {
      if (look === 3) setStatus(fleet, vinOf(0), "escalated");
      if (look === 4) setStatus(fleet, vinOf(0), "approved");
    });
    expect(await wait(fleet, (event) => events.push(event))).toMatchObject({ approved: true });
    expect(events).toEqual([
      { type: "status-unknown", vin: vinOf(0), status: "under_review" },
      { type: "waiting", vehicles: 1, delayMs: 2_000 },
      { type: "waiting", vehicles: 1, delayMs: 3_000 },
      { type: "status-unknown", vin: vinOf(0), status: "escalated" },
      { type: "waiting", vehicles: 1, delayMs: 4_500 },
    ]);
  }
});

test("an error of onEvent is ignored", async () => {
  const fleet = fakeFleet();
  setStatus(fleet, vinOf(0), "queued");
  atLook(fleet, (look) => {
    if (look === 2) setStatus(fleet, vinOf(0), "approved");
  });
  const onEvent = () => {
    throw new Error("broken observer");
  };
  const { clock, hm } = fleet;
  expect(await waitForClearance(hm, vinOf(0), { clock, onEvent })).toMatchObject({ approved: true });
});

test("a VIN that is listed several times counts with its newest entry", async () => {
  const entry = (status: string, timestamp?: string) => ({
    vin: vinOf(0),
    status,
    ...(timestamp && {
      changelog: [
        { status: "pending", timestamp: "2025-01-01T00:00:00Z" },
        { status, timestamp },
      ],
    }),
  });
  const old = entry("revoked", "2026-01-01T00:00:00Z");
  const current = entry("pending", "2026-03-01T01:00:00");
  const approved = entry("approved", "2026-03-01T02:30:00+01:00");
  for (const [list, settled] of [
    [[old, current], undefined],
    [[current, old], undefined],
    [[old, approved, current], "approved"],
    [[entry("approved"), old], "revoked"],
    [[old, entry("approved")], "revoked"],
    [[entry("rejected"), entry("approved")], "approved"],
  ] as const) {
    const own = fakeFleet();
    own.intercept = () => Response.json(list);
    const wait = collect(waitForClearance(own.hm, [vinOf(0)], { clock: own.clock, timeoutMs: 1_000 }));
    if (settled) expect(await wait).toMatchObject([{ status: settled }]);
    else await expect(wait).rejects.toMatchObject({ code: "still-pending" });
  }
});

test("throws a StillPendingError after the caller's time limit and a last check", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  setStatus(fleet, vinOf(0), "pending");
  await expect(waitForClearance(hm, vinOf(0), { clock, timeoutMs: 10_000 })).rejects.toMatchObject({
    name: "StillPendingError",
    code: "still-pending",
    message:
      'GET /v1/fleets/vehicles/{vin} failed: the clearance is "pending" after 10000 ms. Wait again later, or use a webhook: a decision can take days.',
    timeoutMs: 10_000,
    lastStatus: "pending",
    pending: [{ vin: vinOf(0), status: "pending" }],
    retryable: true,
  });
  expect(clock.sleeps).toEqual([2_000, 3_000, 4_500, 500]);
  expect(fleet.requests).toHaveLength(5);
});

test("names the pending vehicles among several, with their status", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  setStatus(fleet, vinOf(0), "pending");
  setStatus(fleet, vinOf(1), "queued");
  setStatus(fleet, vinOf(2), "approved");
  const events: WaitEvent[] = [];
  const missing = vinOf(3);
  const waiting = waitForClearance(hm, [...vins, missing], {
    clock,
    timeoutMs: 3_000,
    onEvent: (event) => events.push(event),
  });
  expect((await waiting.next()).value).toMatchObject({ vin: vinOf(2), approved: true });
  await expect(waiting.next()).rejects.toMatchObject({
    code: "still-pending",
    message: expect.stringContaining("3 clearances are not decided after 3000 ms"),
    pending: [
      { vin: vinOf(0), status: "pending" },
      { vin: vinOf(1), status: "queued" },
      { vin: missing, status: undefined },
    ],
  });
  expect(events.filter(({ type }) => type === "not-listed")).toEqual([{ type: "not-listed", vin: missing }]);
});

test("throws if a vehicle has no clearance", async () => {
  const fleet = fakeFleet();
  fleet.intercept = () => Response.json({ errors: [{ title: "Not found" }] }, { status: 404 });
  await expect(waitForClearance(fleet.hm, vinOf(0))).rejects.toMatchObject({ code: "not-found" });
});

test("a temporary failure ends the wait only at the first check", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  setStatus(fleet, vinOf(0), "pending");
  const down = () => new Response(null, { status: 503 });
  fleet.intercept = down;
  await expect(waitForClearance(hm, vinOf(0), { clock })).rejects.toMatchObject({ code: "oem-error" });

  const events: WaitEvent[] = [];
  // Each check has two attempts.
  atLook(fleet, (attempt) => {
    if (attempt > 1 && attempt < 6) return down();
    if (attempt === 6) setStatus(fleet, vinOf(0), "approved");
    return undefined;
  });
  const options = { clock, onEvent: (event: WaitEvent) => events.push(event) };
  expect(await waitForClearance(hm, vinOf(0), options)).toMatchObject({ approved: true });
  expect(events.map(({ type }) => type)).toEqual([
    "waiting",
    "look-failed",
    "waiting",
    "look-failed",
    "waiting",
  ]);
  expect(events[1]).toMatchObject({ error: { code: "oem-error" } });
});

test("a permanent failure ends the wait at any check", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  setStatus(fleet, vinOf(0), "pending");
  atLook(fleet, (look) =>
    look === 2 ? Response.json({ errors: [{ title: "No" }] }, { status: 403 }) : undefined,
  );
  await expect(waitForClearance(hm, vinOf(0), { clock })).rejects.toMatchObject({ code: "forbidden" });
});

test.each(["null", "{}", ""])("a 200 with %j is an error and not a decision", async (body) => {
  const fleet = fakeFleet();
  fleet.intercept = () => new Response(body);
  await expect(waitForClearance(fleet.hm, vinOf(0))).rejects.toMatchObject({ code: "unexpected-response" });
  await expect(collect(waitForClearance(fleet.hm, vins))).rejects.toMatchObject({
    code: "unexpected-response",
  });
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

test("waits for several clearances with the list, and yields each when it is decided", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  for (const vin of vins) setStatus(fleet, vin, "pending");
  atLook(fleet, (look) => {
    if (look === 2) setStatus(fleet, vinOf(1), "approved");
    if (look === 3) for (const vin of [vinOf(0), vinOf(2)]) setStatus(fleet, vin, "rejected", "no");
  });
  const settled = await collect(waitForClearance(hm, vins, { clock }));
  expect(settled.map(({ vin, approved }) => [vin, approved])).toEqual([
    [vinOf(1), true],
    [vinOf(0), false],
    [vinOf(2), false],
  ]);
  expect(fleet.requests.map((request) => request.vins.length)).toEqual([3, 3, 2]);
});

test("checks 100 vehicles per call, and no vehicle twice", async () => {
  const fleet = fakeFleet();
  const many = Array.from({ length: 250 }, (_, index) => vinOf(index));
  for (const vin of many) setStatus(fleet, vin, "approved");
  expect(
    await collect(
      waitForClearance(
        fleet.hm,
        many.map((vin) => vin.toLowerCase()),
      ),
    ),
  ).toHaveLength(250);
  expect(fleet.requests.map((request) => request.vins.length)).toEqual([100, 100, 50]);
  expect(await collect(waitForClearance(fleet.hm, []))).toEqual([]);
  expect(fleet.requests).toHaveLength(3);
});

test("checks again at once after an event, and leaves no timer", async () => {
  const fleet = fakeFleet();
  setStatus(fleet, vinOf(0), "pending");
  async function* events() {
    yield { vin: vinOf(2) };
    setStatus(fleet, vinOf(0), "approved");
    yield { vin: vinOf(0).toLowerCase() };
  }
  const hour = 3_600_000;
  const set = vi.spyOn(globalThis, "setTimeout");
  const cleared = vi.spyOn(globalThis, "clearTimeout");
  // The test uses the machine's clock: without the event it would take an hour.
  const options = { minDelayMs: hour, maxDelayMs: hour, events: events() };
  expect(await waitForClearance(fleet.hm, vinOf(0), options)).toMatchObject({ approved: true });
  const timers = set.mock.calls.flatMap(([, ms], index) =>
    ms === hour ? [set.mock.results[index]?.value] : [],
  );
  expect(timers).toHaveLength(1);
  expect(cleared).toHaveBeenCalledWith(timers[0]);
});

test("with events the first pause is a minute, and events without a VIN are ignored", async () => {
  const fleet = fakeFleet();
  const { clock, hm } = fleet;
  setStatus(fleet, vinOf(0), "pending");
  fleet.intercept = () => {
    if (clock.sleeps.length > 1) setStatus(fleet, vinOf(0), "approved");
    return undefined;
  };
  async function* events() {
    yield {};
    yield { vin: undefined };
  }
  expect(await waitForClearance(hm, vinOf(0), { clock, events: events() })).toMatchObject({ approved: true });
  expect(clock.sleeps).toEqual([60_000, 90_000]);
});

test("continues to poll if the feed fails", async () => {
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

test.each(["timeoutMs", "minDelayMs", "maxDelayMs"])("rejects %s of 0 at once", (name) => {
  for (const bad of [0, -1, Number.NaN])
    expect(() => waitForClearance(fakeFleet().hm, vins, { [name]: bad })).toThrow(
      new TypeError(`${name} must be a number of milliseconds greater than 0, got ${bad}.`),
    );
});

test("rejects an unknown option", () => {
  expect(() => waitForClearance(fakeFleet().hm, vins, { timeout: 5 } as never)).toThrow(
    new TypeError('waitForClearance() has no option "timeout". Did you mean "timeoutMs"?'),
  );
});

test.each([undefined, null, 1, {}])("rejects %o instead of VINs", (vins) => {
  expect(() => waitForClearance(fakeFleet().hm, vins as never)).toThrow(
    /^vins must be a VIN or a list of VINs, got /,
  );
});
