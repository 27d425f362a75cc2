import { connect, type IClientOptions, type MqttClient } from "mqtt";
import { afterEach, expect, test } from "vitest";
import type { BrokerOptions, MessageFormat, PushBroker } from "../src/index.ts";
import { app, build, start, vin } from "./kit.ts";

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const vehicles = [{ vin, brand: "sandbox", cleared: true, powertrain: "combustion" }] as const;

async function listening(options: BrokerOptions = {}) {
  const emulator = build({ vehicles });
  // The interval is so long that only the test itself creates messages.
  const broker = await emulator.push.listen({ everyMs: 60_000, ...options });
  cleanUps.push(broker.close);
  return { emulator, broker };
}

interface Received {
  readonly topic: string;
  readonly content: { readonly vin: string; readonly message_id: string; readonly property?: string };
}

async function connected(broker: PushBroker, format: MessageFormat = "v2", options: IClientOptions = {}) {
  const { url, clientId, protocolVersion, certificate, applicationId } = broker.clientOptions({ format });
  const client = connect(url, {
    clientId,
    protocolVersion,
    clean: false,
    reconnectPeriod: 20,
    ...certificate,
    ...options,
  });
  client.on("error", () => undefined);
  cleanUps.push(() => client.endAsync(true));
  const received: Received[] = [];
  client.on("message", (topic, payload) => received.push({ topic, content: JSON.parse(String(payload)) }));
  await next(client, "connect");
  const topic = `sandbox/level13/${applicationId}${format === "v1" ? "/+/+/get/+" : ""}`;
  await client.subscribeAsync(topic, { qos: 1 });
  return { client, received };
}

function next(client: MqttClient, event: "connect" | "close"): Promise<void> {
  return new Promise((resolve) => client.once(event, () => resolve()));
}

test("a consumer receives the messages of the second format", async () => {
  const { emulator, broker } = await listening();
  const { received } = await connected(broker);
  await emulator.push.flush();
  await expect.poll(() => received.length).toBe(1);
  expect(received[0]).toMatchObject({
    topic: `sandbox/level13/${app.clientId}`,
    content: { vin, application_id: app.clientId, version: 2 },
  });
});

test("a consumer receives the messages of the first format, one for each property", async () => {
  const { emulator, broker } = await listening();
  const { received } = await connected(broker, "v1");
  await emulator.push.flush();
  await expect.poll(() => received.length).toBeGreaterThan(20);
  for (const { topic, content } of received)
    expect(topic.startsWith(`sandbox/level13/${app.clientId}/${vin}/`)).toBe(
      topic.endsWith(`/get/${content.property}`),
    );
});

test("messages are published as time passes", async () => {
  const { emulator, broker } = await listening({ everyMs: 10 });
  const { received } = await connected(broker);
  emulator.clock.advance("3h");
  await expect.poll(() => received.length).toBeGreaterThan(0);
  expect(emulator.clock.now()).toBe(start + 3 * 3_600_000);
});

test("a session is kept over a broken connection, and lost by a restart", async () => {
  const { emulator, broker } = await listening();
  const { client, received } = await connected(broker);
  const again = next(client, "connect");
  client.options.reconnectPeriod = 20;
  const closed = next(client, "close");
  broker.dropConnections();
  await closed;
  await emulator.push.flush();
  await again;
  await expect.poll(() => received.length).toBe(1);
  const packets: boolean[] = [];
  client.on("connect", ({ sessionPresent }) => packets.push(sessionPresent));
  await broker.restart();
  await expect.poll(() => packets).toEqual([false]);
});

test("another connection with the same id ends the first one", async () => {
  const { broker } = await listening();
  const { client } = await connected(broker, "v2", { reconnectPeriod: 0 });
  const closed = next(client, "close");
  await broker.takeOver(broker.clientOptions().clientId);
  await closed;
  await expect(broker.takeOver("x".repeat(101))).rejects.toThrow(
    new TypeError("`clientId` must have at most 100 bytes, got 101."),
  );
});

test("with TLS a client needs the certificate that the broker issued", async () => {
  const { emulator, broker } = await listening({ tls: true });
  const { url, certificate } = broker.clientOptions();
  expect(url).toMatch(/^mqtts:\/\/localhost:\d+$/);
  const { received } = await connected(broker);
  await emulator.push.flush();
  await expect.poll(() => received.length).toBe(1);
  const stranger = connect(url, { ca: certificate?.ca ?? "", protocolVersion: 4, reconnectPeriod: 0 });
  cleanUps.push(() => stranger.endAsync(true));
  const error = await new Promise((resolve) => stranger.once("error", resolve));
  expect(error).toBeInstanceOf(Error);
  expect(stranger.connected).toBe(false);
});

test("options of a client belong to the requested application", async () => {
  const other = { clientId: "other", clientSecret: "secret" };
  const emulator = build({ apps: [app, other] });
  const broker = await emulator.push.listen();
  cleanUps.push(broker.close);
  expect(broker.clientOptions({ format: "v1", clientId: "other" })).toEqual({
    environment: "sandbox",
    format: "v1",
    applicationId: "other",
    clientId: "other-consumer",
    url: broker.url,
    protocolVersion: 4,
  });
  expect(emulator.push.clientOptions({ clientId: "other" })).toEqual(
    broker.clientOptions({ clientId: "other" }),
  );
  expect(() => broker.clientOptions({ clientId: "unknown-app" })).toThrow(
    new TypeError('`clientId` must be that of an application, got "unknown-app".'),
  );
});

test("there are no options for a broker before it listens or after it has stopped", async () => {
  const none = new Error("There is no broker for a client to connect to. Call `push.listen()` first.");
  const { push } = build();
  expect(() => push.clientOptions()).toThrow(none);
  const broker = await push.listen();
  expect(push.clientOptions().url).toBe(broker.url);
  await broker.close();
  expect(() => push.clientOptions()).toThrow(none);
});

test.each([9, 60_001, 0.5])("a broker rejects an interval of %d ms", async (everyMs) => {
  await expect(build().push.listen({ everyMs })).rejects.toThrow(
    new TypeError(`\`everyMs\` must be a whole number from 10 to 60,000, got ${everyMs}.`),
  );
});

test("a broker reports that its port is in use", async () => {
  const { broker } = await listening();
  await expect(build().push.listen({ port: Number(new URL(broker.url).port) })).rejects.toThrow("EADDRINUSE");
});
