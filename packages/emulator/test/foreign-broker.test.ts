import { connectAsync } from "mqtt";
import { afterEach, describe, expect, test } from "vitest";
import { app, build, vin } from "./kit.ts";
import { hasMosquitto, startMosquitto } from "./mosquitto.ts";

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const vehicles = [{ vin, brand: "sandbox", cleared: true, powertrain: "combustion" }] as const;

describe.skipIf(!hasMosquitto())("with a real mosquitto", () => {
  test.each([4, 5] as const)("publishes both formats with protocol version %d", async (protocolVersion) => {
    const broker = await startMosquitto();
    cleanUps.push(broker.close);
    const client = await connectAsync(broker.url, { protocolVersion: 5 });
    cleanUps.push(() => client.endAsync(true));
    const topics = new Set<string>();
    client.on("message", (topic, payload) => {
      expect(JSON.parse(String(payload))).toMatchObject({ vin });
      topics.add(topic);
    });
    await client.subscribeAsync("#", { qos: 1 });
    const emulator = build({ vehicles });
    const publisher = await emulator.push.publishTo({ url: broker.url, protocolVersion, everyMs: 60_000 });
    cleanUps.push(publisher.close);
    await emulator.push.flush();
    await expect.poll(() => topics.size).toBe(publisher.published);
    expect(topics).toContain(`sandbox/level13/${app.clientId}`);
    expect(topics).toContain(`sandbox/level13/${app.clientId}/${vin}/diagnostics/get/odometer`);
  });

  test("messages wait while the broker is not reachable, and no message is lost", async () => {
    const broker = await startMosquitto();
    cleanUps.push(broker.close);
    const emulator = build({ vehicles });
    const publisher = await emulator.push.publishTo({ url: broker.url, everyMs: 60_000 });
    cleanUps.push(publisher.close);
    await emulator.push.flush();
    const before = publisher.published;
    const client = await connectAsync(broker.url, { clientId: "watcher", clean: false, reconnectPeriod: 20 });
    client.on("error", () => undefined);
    cleanUps.push(() => client.endAsync(true));
    const ids = new Set<string>();
    client.on("message", (_topic, payload) => ids.add(JSON.parse(String(payload)).message_id));
    await client.subscribeAsync("#", { qos: 1 });
    await broker.kill();
    emulator.clock.advance("3h");
    const flushed = emulator.push.flush();
    await broker.start();
    await flushed;
    expect(publisher.published).toBeGreaterThan(before);
    await expect.poll(() => ids.size).toBe(publisher.published - before);
  });
});

test("throws for a missing broker and for a wrong URL", async () => {
  const { push } = build({ vehicles });
  await expect(push.publishTo({ url: "mqtt://127.0.0.1:1" })).rejects.toThrow("ECONNREFUSED");
  await expect(push.publishTo({ url: "http://127.0.0.1" })).rejects.toThrow(
    new TypeError("`url` must begin with mqtt:// or mqtts://, got another text."),
  );
});
