import { createHmac } from "node:crypto";
import { expect, test, vi } from "vitest";
import type { TimeSource } from "../src/index.ts";
import { app, build, call, clear, start, tokenOf, vin } from "./kit.ts";

const secret = "webhook-s3cret";
const hook = { url: "https://fleet.example/events", secret };

interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Creates an emulator and a receiver that responds with the given statuses, then with 204. */
function setUp(answers: readonly (number | Error)[] = [], clock: TimeSource = { now: () => start }) {
  const received: Received[] = [];
  const planned = [...answers];
  const fetch = async (_url: unknown, init: RequestInit = {}): Promise<Response> => {
    received.push({ headers: { ...(init.headers as Record<string, string>) }, body: String(init.body) });
    const answer = planned.shift() ?? 204;
    if (answer instanceof Error) throw answer;
    return new Response(null, { status: answer });
  };
  const emulator = build({ apps: [{ ...app, webhook: hook }], fetch, clock });
  const actions = () => received.map(({ body }) => JSON.parse(body).event.action);
  return { emulator, received, actions };
}

test("webhooks have a signature of their body, the event and the delivery id", async () => {
  const { emulator, received } = setUp();
  emulator.webhooks.ping();
  await emulator.webhooks.flush();
  const [{ headers, body } = { headers: {}, body: "" }] = received;
  expect(JSON.parse(body)).toEqual({
    application: { id: app.clientId },
    event: { type: "ping", received_at: new Date(start).toISOString() },
  });
  expect(headers).toEqual({
    "content-type": "application/json",
    "x-hm-delivery": emulator.webhooks.deliveries[0]?.id,
    "x-hm-event": "ping",
    "user-agent": "HM-Webhook/1.2.0",
    "x-hm-signature": `sha1=${createHmac("sha1", secret).update(body).digest("hex")}`,
    "x-hm-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  });
});

test("webhooks report each change of a clearance at its time, and not before", async () => {
  const { emulator, received, actions } = setUp();
  const token = await tokenOf(emulator);
  await clear(emulator, token);
  await emulator.webhooks.flush();
  expect(actions()).toEqual(["pending"]);
  expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({
    vehicle: { vin },
    event: { type: "fleet_clearance_changed", action: "pending" },
  });
  emulator.clock.advance("1999ms");
  await emulator.webhooks.flush();
  expect(actions()).toEqual(["pending"]);
  emulator.clock.advance("1ms");
  await call(emulator, `/v1/fleets/vehicles/${vin}`, { token, method: "DELETE" });
  emulator.clock.advance("2s");
  await emulator.webhooks.flush();
  expect(actions()).toEqual(["pending", "approved", "revoking", "revoked"]);
});

test("webhooks do not report a change that steering prevented", async () => {
  const { emulator, received, actions } = setUp();
  await clear(emulator, await tokenOf(emulator));
  emulator.vehicles.reject(vin, "no SIM");
  emulator.clock.advance("1d");
  await emulator.webhooks.flush();
  expect(actions()).toEqual(["pending", "rejected"]);
  const received_at = new Date(start).toISOString();
  expect(received.map(({ body }) => JSON.parse(body).event)).toEqual([
    { type: "fleet_clearance_changed", action: "pending", received_at },
    { type: "fleet_clearance_changed", action: "rejected", detail: "no SIM", received_at },
  ]);
});

test("webhooks report a change that happened without a request, before the change that follows", async () => {
  let now = start;
  const { emulator, actions } = setUp([], { now: () => now });
  const token = await tokenOf(emulator);
  await clear(emulator, token);
  now += 2_000;
  await call(emulator, `/v1/fleets/vehicles/${vin}`, { token, method: "DELETE" });
  await emulator.webhooks.flush();
  expect(actions()).toEqual(["pending", "approved", "revoking"]);
});

test("webhooks are sent again with the same id after growing pauses, until they are received", async () => {
  const { emulator, received } = setUp([500, new TypeError("connection refused"), 302]);
  emulator.webhooks.ping();
  await emulator.webhooks.flush();
  for (const wait of ["9s", "1s", "30s", "90s", "1h"] as const) {
    emulator.clock.advance(wait);
    await emulator.webhooks.flush();
  }
  const [delivery] = emulator.webhooks.deliveries;
  expect(new Set(received.map(({ headers }) => headers["x-hm-delivery"]))).toEqual(new Set([delivery?.id]));
  expect(delivery).toMatchObject({
    state: "delivered",
    attempts: [
      { at: start, status: 500 },
      { at: start + 10_000, error: "connection refused" },
      { at: start + 40_000, status: 302 },
      { at: start + 130_000, status: 204 },
    ],
  });
});

test("webhooks fail permanently after the fifth attempt", async () => {
  const { emulator, received } = setUp([500, 500, 500, 500, 500, 500]);
  emulator.webhooks.ping(app.clientId);
  for (let hour = 0; hour < 10; hour++) {
    await emulator.webhooks.flush();
    emulator.clock.advance("1h");
  }
  expect([received.length, emulator.webhooks.deliveries[0]?.state]).toEqual([5, "failed"]);
});

test("webhooks are sent at 0, 10, 40, 130 and 400 seconds, and not after that", async () => {
  const { emulator } = setUp(Array.from({ length: 10 }, () => 503));
  emulator.webhooks.ping();
  await emulator.webhooks.flush();
  for (let second = 0; second < 1_000; second++) {
    emulator.clock.advance("1s");
    await emulator.webhooks.flush();
  }
  const [delivery] = emulator.webhooks.deliveries;
  expect(delivery?.attempts.map(({ at }) => (at - start) / 1_000)).toEqual([0, 10, 40, 130, 400]);
  expect(delivery?.state).toBe("failed");
});

test.each([
  [199, "pending"],
  [200, "delivered"],
  [299, "delivered"],
  [300, "pending"],
])("webhooks with the response %i are %s", async (status, state) => {
  const answers: unknown[] = [{ status, body: null }];
  const emulator = build({
    apps: [{ ...app, webhook: hook }],
    fetch: async () => (answers.shift() as Response | undefined) ?? new Response(null, { status: 204 }),
  });
  emulator.webhooks.ping();
  await emulator.webhooks.flush();
  expect(emulator.webhooks.deliveries[0]?.state).toBe(state);
});

test("webhooks wait ten seconds for a response, and follow no redirect", async () => {
  const timeouts = vi.spyOn(AbortSignal, "timeout");
  const inits: (RequestInit | undefined)[] = [];
  const emulator = build({
    apps: [{ ...app, webhook: hook }],
    fetch: async (_url, init) => {
      inits.push(init);
      return new Response(null, { status: 204 });
    },
  });
  emulator.webhooks.ping();
  await emulator.webhooks.flush();
  expect(timeouts.mock.calls).toEqual([[10_000]]);
  expect(inits.map((init) => [init?.redirect, init?.signal])).toEqual([
    ["manual", timeouts.mock.results[0]?.value],
  ]);
  timeouts.mockRestore();
});

test("webhooks are sent in the order of the events, for any duration of their signatures", async () => {
  const { emulator, received } = setUp();
  const sign = crypto.subtle.sign.bind(crypto.subtle);
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let count = 0;
  const slow = vi.spyOn(crypto.subtle, "sign").mockImplementation(async (...args) => {
    count += 1;
    // There are two signatures for each of three events: the first signature waits until the others were
    // requested.
    if (count === 5) setTimeout(release, 20);
    if (count === 1) await gate;
    return sign(...args);
  });
  for (let index = 0; index < 3; index++) emulator.webhooks.ping();
  await emulator.webhooks.flush();
  slow.mockRestore();
  expect(count).toBe(6);
  expect(received.map(({ headers }) => headers["x-hm-delivery"])).toEqual(
    emulator.webhooks.deliveries.map(({ id }) => id),
  );
});

test("the latest 1,000 webhooks are kept, oldest first", async () => {
  const { emulator } = setUp();
  const seen: string[] = [];
  for (let count = 0; count < 2_050; count++) {
    emulator.clock.advance(1);
    emulator.webhooks.ping();
    seen.push(emulator.webhooks.deliveries.at(-1)?.id ?? "");
    expect(emulator.webhooks.deliveries.length).toBe(Math.min(count + 1, 1_000));
  }
  expect(emulator.webhooks.deliveries.map(({ id }) => id)).toEqual(seen.slice(-1_000));
  await emulator.webhooks.flush();
});

test("webhooks are removed by a reset, including running ones", async () => {
  const { emulator, received } = setUp([500]);
  emulator.webhooks.ping();
  emulator.reset();
  await emulator.webhooks.flush();
  emulator.clock.advance("1h");
  await emulator.webhooks.flush();
  expect([received.length, emulator.webhooks.deliveries]).toEqual([1, []]);
});

test("webhooks continue from a saved state", async () => {
  const { emulator: first } = setUp();
  await clear(first, await tokenOf(first));
  const { emulator, actions } = setUp();
  emulator.load(JSON.parse(JSON.stringify(first.save())));
  emulator.clock.advance("2s");
  await emulator.webhooks.flush();
  expect(actions()).toEqual(["approved"]);
});

test("there are no webhooks for vehicles that are cleared from the start", async () => {
  const { emulator, received } = setUp();
  emulator.vehicles.add({ vin, brand: "bmw", cleared: true });
  emulator.clock.advance("1d");
  await emulator.webhooks.flush();
  expect(received).toEqual([]);
});

test("the delivery log of webhooks does not contain the secret", async () => {
  const { emulator } = setUp();
  emulator.webhooks.ping();
  await emulator.webhooks.flush();
  expect(JSON.stringify(emulator.webhooks.deliveries)).not.toContain(secret);
});

test("ping throws if there is no webhook", () => {
  expect(() => build().webhooks.ping()).toThrow(
    new TypeError("An application must have a `webhook` for a ping, got none."),
  );
  expect(() => setUp().emulator.webhooks.ping("other")).toThrow(
    new TypeError("`clientId` must be an application with a `webhook`, got other."),
  );
});
