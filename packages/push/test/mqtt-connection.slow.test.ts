// Tests with a real broker: connections that end, and other slow cases.
import { setTimeout as wait } from "node:timers/promises";
import mqtt from "mqtt";
import { describe, expect, test, vi } from "vitest";
import { type Consumer, consume } from "../src/mqtt/index.ts";
import { hasMosquitto, startMosquitto } from "./mosquitto.ts";
import { eventually, mqttHarness, versions } from "./mqtt-harness.ts";

describe.skipIf(!hasMosquitto())("over mosquitto", () => {
  const { optionsOf, send, started } = mqttHarness();

  test.each(versions)(
    "keeps the connection alive under slow handlers ($protocolVersion)",
    async (version) => {
      const options = optionsOf({ ...version, keepaliveSeconds: 1, window: 2 });
      const ids: string[] = [];
      const { until, events } = started(options, async (message) => {
        await wait(1_200);
        ids.push(message.id ?? "");
      });
      await until("connected");
      for (let id = 1; id <= 3; id++) await send(options, id);
      await eventually(() => expect(ids).toHaveLength(3));
      expect(events.filter(({ type }) => type === "disconnected")).toEqual([]);
    },
  );

  test.each(versions)(
    "two consumers with one client id stop taking over each other's session ($protocolVersion)",
    async (version) => {
      // Without this option, the growing pauses make this test slow.
      vi.spyOn(Math, "random").mockReturnValue(0);
      const options = optionsOf(version);
      const both = [started(options), started(options)];
      const codeOf = (consumer: Consumer) => consumer.closed.catch((error: { code: string }) => error.code);
      expect(await Promise.race(both.map(({ consumer }) => codeOf(consumer)))).toBe("session-taken-over");
    },
  );

  test.each(versions)("continues after the broker was restarted ($protocolVersion)", async (version) => {
    const own = await startMosquitto();
    try {
      const options = optionsOf({ ...version, url: own.url });
      const ids: string[] = [];
      const { consumer, until, events } = started(options, (message) => void ids.push(message.id ?? ""));
      await until("connected");
      await own.kill();
      await until("disconnected");
      await own.start();
      await until("connected", 2);
      const other = await mqtt.connectAsync(own.url);
      await other.publishAsync(options.topic ?? "", '{"message_id":"m-1","vin":"V","data":{}}', { qos: 1 });
      await eventually(() => expect(ids).toEqual(["m-1"]));
      expect(events.filter(({ type }) => type === "connected").at(-1)).toMatchObject({
        sessionPresent: true,
      });
      await other.endAsync();
      await consumer.close();
    } finally {
      await own.close();
    }
  });

  test("reconnects when its buffer is full, and loses nothing", async () => {
    const options = optionsOf({ protocolVersion: 4, window: 2, bufferBytes: 1_000 });
    const first = started(options);
    await first.until("connected");
    await first.consumer.close();
    for (let id = 1; id <= 300; id++) await send(options, id);
    const ids = new Set<string>();
    const { events } = started(options, async (message) => {
      await wait(1);
      ids.add(message.id ?? "");
    });
    await eventually(() => expect(ids.size).toBe(300));
    expect(events.filter(({ type }) => type === "buffer-full").length).toBeGreaterThan(0);
  });
});

test("a port without a broker is an error without secrets after some time", async () => {
  const consumer = consume(
    {
      environment: "live",
      format: "v2",
      applicationId: "app",
      clientId: "c",
      url: "mqtt://127.0.0.1:1",
      firstConnectionMs: 300,
    },
    () => undefined,
  );
  await expect(consumer.closed).rejects.toMatchObject({
    code: "unreachable",
    message: expect.stringContaining("No connection to mqtt://127.0.0.1:1 could be made: "),
  });
});
