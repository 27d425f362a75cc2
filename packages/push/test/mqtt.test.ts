// Tests with a real broker: when and in which order messages are acknowledged, and how a consumer ends.
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { receive } from "../src/mqtt/index.ts";
import { hasMosquitto } from "./mosquitto.ts";
import { eventually, mqttHarness, versions } from "./mqtt-harness.ts";

describe.skipIf(!hasMosquitto())("over mosquitto", () => {
  const harness = mqttHarness();
  const { optionsOf, send, started } = harness;

  test.each(versions)("acknowledges when the handler has returned ($protocolVersion)", async (version) => {
    const options = optionsOf(version);
    const handled: string[] = [];
    let finish = () => {};
    const first = started(options, async (message) => {
      handled.push(message.id ?? "");
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    await first.until("connected");
    await send(options, 1);
    await eventually(() => expect(handled).toEqual(["m-1"]));
    // The connection ends during the handler, as in a crash: the message is delivered again.
    const crashed = first.consumer.close().catch(() => undefined);
    await wait(50);
    const again: string[] = [];
    finish();
    await crashed;
    const second = started(
      { ...options, deduplication: false },
      (message) => void again.push(message.id ?? ""),
    );
    await second.until("connected");
    await wait(100);
    // The first consumer acknowledged it after its handler had returned.
    expect(again).toEqual([]);
  });

  test.each(versions)(
    "receives an unacknowledged message again after a restart ($protocolVersion)",
    async (version) => {
      const options = optionsOf({ ...version, closeTimeoutMs: 10 });
      let calls = 0;
      const first = started(options, () => {
        calls++;
        return new Promise(() => undefined);
      });
      await first.until("connected");
      await send(options, 1);
      await eventually(() => expect(calls).toBe(1));
      await first.consumer.close();
      const again: string[] = [];
      const second = started(options, (message) => void again.push(message.id ?? ""));
      await eventually(() => expect(again).toEqual(["m-1"]));
      expect(second.events[0]).toEqual({ type: "connected", sessionPresent: true });
    },
  );

  test("handles messages that came before a running one when it is closed, so that there are no duplicates", async () => {
    const options = optionsOf({ concurrency: 2 });
    const handled: (string | undefined)[] = [];
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { consumer, until } = started(options, async ({ id }) => {
      if (id === "m-1") await held;
      handled.push(id);
    });
    await until("connected");
    // The second message and the acknowledgement of the third one wait for the first message.
    for (const [id, vin] of ["A", "A", "B"].entries()) await send(options, id + 1, vin);
    await eventually(() => expect(handled).toEqual(["m-3"]));
    const closed = consumer.close();
    finish();
    await closed;
    expect(handled).toEqual(["m-3", "m-1", "m-2"]);
    const again = started({ ...options, deduplication: false }, ({ id }) => void handled.push(id));
    await again.until("connected");
    await wait(100);
    expect(handled).toHaveLength(3);
  });

  test.each(versions)(
    "receives messages that were sent while it was disconnected, in order ($protocolVersion)",
    async (version) => {
      const options = optionsOf(version);
      const first = started(options);
      await first.until("connected");
      await first.consumer.close();
      for (let id = 1; id <= 100; id++) await send(options, id);
      const ids: string[] = [];
      started(options, (message) => void ids.push(message.id ?? ""));
      await eventually(() => expect(ids).toHaveLength(100));
      expect(ids).toEqual(Array.from({ length: 100 }, (_, index) => `m-${index + 1}`));
    },
  );

  test.each(versions)(
    "handles different vehicles at the same time and each vehicle in order ($protocolVersion)",
    async (version) => {
      const options = optionsOf({ ...version, window: 64 });
      const log: string[] = [];
      let running = 0;
      let most = 0;
      const { until } = started(options, async (message) => {
        most = Math.max(most, ++running);
        await wait(5);
        running--;
        log.push(`${message.vin}:${message.id}`);
      });
      await until("connected");
      for (let id = 1; id <= 60; id++) await send(options, id, `V${id % 6}`);
      await eventually(() => expect(log).toHaveLength(60));
      expect(most).toBe(6);
      for (let vehicle = 0; vehicle < 6; vehicle++) {
        const ids = log
          .filter((entry) => entry.startsWith(`V${vehicle}:`))
          .map((entry) => Number(entry.split("-")[1]));
        expect(ids).toEqual([...ids].sort((a, b) => a - b));
      }
    },
  );

  test.each(versions)("drops duplicates ($protocolVersion)", async (version) => {
    const options = optionsOf(version);
    const ids: string[] = [];
    const { until } = started(options, (message) => void ids.push(message.id ?? ""));
    await until("connected");
    for (const id of [1, 2, 1, 2, 3]) await send(options, id);
    await until("message-duplicate", 2);
    await eventually(() => expect(ids).toEqual(["m-1", "m-2", "m-3"]));
  });

  test("passes an unreadable message to deadLetter, and continues", async () => {
    const reasons: string[] = [];
    const options = optionsOf({
      deadLetter: ({ reason, message }) => void reasons.push(`${reason} ${message.raw}`),
    });
    const ids: string[] = [];
    const { until } = started(options, (message) => void ids.push(message.id ?? ""));
    await until("connected");
    await harness.sender.publishAsync(options.topic ?? "", "<html>", { qos: 1 });
    await send(options, 2);
    await eventually(() => expect(ids).toEqual(["m-2"]));
    expect(reasons).toEqual(["unreadable <html>"]);
  });

  test("hostile topics and payloads do not end the consumer or change later messages", async () => {
    const own = optionsOf({ topic: "live/level13/hostile" });
    const letters: unknown[] = [];
    const vins: string[] = [];
    const { consumer, until } = started(
      {
        ...own,
        format: "v1",
        topic: `${own.topic}/+/+/get/+`,
        deadLetter: ({ message }) => void letters.push(message.raw),
      },
      (message) => {
        for (const sample of message.samples()) vins.push(sample.vin);
      },
    );
    await until("connected");
    const sample = (data: string) =>
      `{"message_id":7,"capability":"doors","property":"locks","data":${data}}`;
    const hostile: [vin: string, payload: string | Buffer][] = [
      ["__proto__", sample('{"doors":{"locks":{"data":1}}}')],
      ["constructor", '{"__proto__":{"vin":"X","data":{}},"data":{"__proto__":{"polluted":1}}}'],
      ["(vin)", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
      [" \u202eVIN\u{1f697}", Buffer.from([0xff, 0xfe, 0x00, 0x80])],
      ["v".repeat(60_000), "null"],
      ["V", ""],
      ["V", `{"data":"${"x".repeat(1_000_000)}"}`],
      ["V", '{"data":{"doors":null,"charging":{"status":{"data":{"data":{"data":1}}}}}}'],
    ];
    for (const [vin, payload] of hostile)
      await harness.sender.publishAsync(`${own.topic}/${vin}/doors/get/locks`, payload, { qos: 1 });
    const last = '{"data":{"doors":{"locks":{"data":{"location":"front_left","lock_state":"locked"}}}}}';
    await harness.sender.publishAsync(`${own.topic}/LAST/doors/get/locks`, last, { qos: 1 });
    await eventually(() => expect(vins).toContain("LAST"));
    expect(vins).toContain("__proto__");
    expect(letters).toHaveLength(5);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect("polluted" in {}).toBe(false);
    await consumer.close();
  });

  test("marks retained messages", async () => {
    const options = optionsOf();
    await harness.sender.publishAsync(options.topic ?? "", '{"vin":"V","data":{}}', { qos: 1, retain: true });
    const retained: boolean[] = [];
    const { until } = started(options, (message) => void retained.push(message.retained));
    await until("connected");
    await send(options, 1);
    await eventually(() => expect(retained).toEqual([true, false]));
  });

  test("ends if a handler fails, and keeps the message at the broker", async () => {
    const options = optionsOf({ retry: { attempts: 2, minDelayMs: 1 } });
    const cause = new Error("no database");
    const { consumer, until } = started(options, () => {
      throw cause;
    });
    await until("connected");
    await send(options, 1);
    await expect(consumer.closed).rejects.toMatchObject({ code: "handler-failed", cause });
    const ids: string[] = [];
    started(options, (message) => void ids.push(message.id ?? ""));
    await eventually(() => expect(ids).toEqual(["m-1"]));
  });

  test("ends when the signal aborts", async () => {
    const stopping = new AbortController();
    const { consumer, until } = started(optionsOf({ signal: stopping.signal }));
    await until("connected");
    stopping.abort();
    await expect(consumer.closed).resolves.toBeUndefined();
  });

  test("shares the messages of a group", async () => {
    const shared = optionsOf({ group: "workers" });
    const ids: string[] = [];
    const consumers = [1, 2, 3].map(() =>
      started({ ...shared, clientId: optionsOf().clientId }, (message) => void ids.push(message.id ?? "")),
    );
    for (const { until } of consumers) await until("connected");
    for (let id = 1; id <= 60; id++) await send(shared, id);
    await eventually(() => expect(ids).toHaveLength(60));
    expect(new Set(ids).size).toBe(60);
    for (const { events } of consumers)
      expect(events.filter(({ type }) => type === "message-processed").length).toBeGreaterThan(5);
  });

  test("a loop receives one message after the other", async () => {
    const { window: _, ...options } = optionsOf();
    const loop = receive(options);
    const next = loop.next();
    await wait(200);
    for (const id of [1, 2]) await send(options, id);
    const ids: string[] = [];
    const first = await next;
    if (!first.done) {
      ids.push(first.value.id ?? "");
      first.value.acknowledge();
    }
    for await (const message of loop) {
      ids.push(message.id ?? "");
      message.acknowledge();
      if (ids.length === 2) break;
    }
    expect(ids).toEqual(["m-1", "m-2"]);
  });

  test("a loop that requests a message before it acknowledges the last one gets an error", async () => {
    const { window: _, ...options } = optionsOf();
    const loop = receive(options);
    const next = loop.next();
    await wait(200);
    for (const id of [1, 2]) await send(options, id);
    await next;
    await expect(loop.next()).rejects.toThrow("The last message was not acknowledged.");
  });
});
