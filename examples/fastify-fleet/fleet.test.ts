import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator, type Emulator } from "@high-mobility-ts/emulator";
import { parseMessage } from "@high-mobility-ts/push";
import { afterEach, expect, test } from "vitest";
import { createService, type Service } from "./service.ts";
import { type FleetStore, openStore } from "./store.ts";

const vin = "2HM00000000000001";
const webhookSecret = "test-webhook-secret";
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface Running {
  readonly emulator: Emulator;
  readonly url: string;
  readonly store: FleetStore;
  close(): Promise<void>;
  /** Ends the service and starts it again with the same database. */
  restart(whileStopped: () => Promise<void>): Promise<FleetStore>;
}

/** Starts the platform and the service; webhooks are sent to the current port of the service. */
async function start(): Promise<Running> {
  const file = join(mkdtempSync(join(tmpdir(), "fastify-fleet-")), "fleet.sqlite");
  const place = { url: "" };
  const emulator = createEmulator({
    apps: [
      {
        clientId: "a",
        clientSecret: "s",
        webhook: { url: "http://fleet.test/webhooks", secret: webhookSecret },
      },
    ],
    fetch: (input, init) => fetch(String(input).replace("http://fleet.test", place.url), init),
  });
  const server = await emulator.listen();
  const broker = await emulator.push.listen({ everyMs: 50 });
  cleanUps.push(server.close, broker.close);
  const startService = async (): Promise<{ service: Service; store: FleetStore }> => {
    const store = openStore(file);
    const service = createService({
      client: server.clientOptions(),
      messages: emulator.push.clientOptions(),
      webhookSecret,
      store,
    });
    place.url = await service.app.listen({ port: 0 });
    return { service, store };
  };
  let running = await startService();
  let isOpen = true;
  async function close(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await running.service.close();
  }
  cleanUps.push(close);
  return {
    emulator,
    get url() {
      return place.url;
    },
    store: running.store,
    close,
    async restart(whileStopped) {
      await close();
      await whileStopped();
      running = await startService();
      isOpen = true;
      return running.store;
    },
  };
}

async function clear(url: string): Promise<unknown> {
  const body = JSON.stringify({ vehicles: [{ vin, brand: "sandbox" }] });
  const response = await fetch(`${url}/vehicles`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return response.json();
}

test("clears a vehicle, receives the webhook about its approval, and has its values", async () => {
  const { emulator, url } = await start();
  expect(await clear(url)).toMatchObject({ outcomes: [{ vin, outcome: "accepted", status: "pending" }] });
  emulator.clock.advance("5m");
  await emulator.webhooks.flush();
  await expect
    .poll(async () => (await fetch(`${url}/vehicles/${vin}`)).json(), { timeout: 10_000 })
    .toMatchObject({
      clearance: "approved",
      values: expect.arrayContaining([expect.objectContaining({ property: "odometer", unit: "kilometers" })]),
    });
});

test("a vehicle that is not in the fleet is 404, and a forged webhook is 401", async () => {
  const { url } = await start();
  expect((await fetch(`${url}/vehicles/WBA00000000000001`)).status).toBe(404);
  const body = JSON.stringify({
    event: { type: "fleet_clearance_changed", action: "approved" },
    vehicle: { vin },
  });
  const headers = { "content-type": "application/json", "x-hm-signature-256": `sha256=${"0".repeat(64)}` };
  expect((await fetch(`${url}/webhooks`, { method: "POST", headers, body })).status).toBe(401);
});

test("the service ends while a webhook arrives, and responds to it", async () => {
  const { url, close } = await start();
  const agent = new Agent({ keepAlive: true });
  cleanUps.push(() => agent.destroy());
  const sent = request(`${url}/webhooks`, { method: "POST", agent, headers: { "content-length": "2" } });
  const responded = once(sent, "response");
  const isListening = () =>
    fetch(`${url}/vehicles/${vin}`).then(
      (response) => response.status === 404,
      () => false,
    );
  await new Promise((resolve) => sent.write("{", resolve));
  // The service has the head of the request when it has responded to a later one.
  await fetch(`${url}/vehicles/${vin}`);
  const closed = close();
  await expect.poll(isListening, { timeout: 10_000 }).toBe(false);
  sent.end("}");
  const [response] = await responded;
  expect(response.resume().statusCode).toBe(401);
  await closed;
}, 20_000);

function odometerIn(store: FleetStore): number {
  const found = store.valuesOf(vin).find(({ property }) => property === "odometer");
  return found?.value_number ?? 0;
}

test("messages that are sent while the service is down, or twice, arrive once after a restart", async () => {
  const { emulator, url, store, restart } = await start();
  await clear(url);
  emulator.clock.advance("5m");
  await expect.poll(() => odometerIn(store), { timeout: 10_000 }).toBeGreaterThan(0);
  const before = odometerIn(store);
  emulator.push.fail({ duplicates: 1 });
  const after = await restart(async () => {
    emulator.clock.advance("24h");
    await emulator.push.flush();
  });
  await expect.poll(() => odometerIn(after), { timeout: 10_000 }).toBeGreaterThan(before);
});

test("the store keeps a message once, and does not replace the newest value by a failure", () => {
  const store = openStore(":memory:");
  cleanUps.push(store.close);
  const add = (id: string, item: object) => {
    const message = parseMessage({
      message_id: id,
      version: 2,
      vin,
      data: { diagnostics: { odometer: [item] } },
    });
    if (!("samples" in message)) throw new Error(message.problems.join(" "));
    return store.addMessage(message);
  };
  const at = (timestamp: string, value: number) => ({ timestamp, data: { value, unit: "kilometers" } });
  expect(add("m1", at("2026-01-02T00:00:00Z", 20))).toBe(true);
  expect(add("m1", at("2026-01-02T00:00:00Z", 20))).toBe(false);
  expect(add("m2", at("2026-01-01T00:00:00Z", 10))).toBe(true);
  expect(add("m3", { timestamp: "2026-01-03T00:00:00Z", failure: { reason: "oem_error" } })).toBe(true);
  expect([store.countMessages(), odometerIn(store)]).toEqual([3, 20]);
});
