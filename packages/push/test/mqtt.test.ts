// Against a real broker: MQTT 5 and 3.1.1, sessions, take-over, restarts.
import { setTimeout as wait } from "node:timers/promises";
import mqtt, { type MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import {
  type Consumer,
  type ConsumerEvent,
  type ConsumerOptions,
  consume,
  type MqttMessage,
  receive,
} from "../src/mqtt/index.ts";
import { hasMosquitto, type Mosquitto, startMosquitto } from "./mosquitto.ts";

const versions = [{ protocolVersion: 5 }, { protocolVersion: 4 }] as const;
const applicationId = "app";
const topic = "live/level13/app";
let unique = 0;

describe.skipIf(!hasMosquitto())("over mosquitto", () => {
  let broker: Mosquitto;
  let sender: MqttClient;
  const open: Consumer[] = [];

  beforeAll(async () => {
    broker = await startMosquitto();
    sender = await mqtt.connectAsync(broker.url, { protocolVersion: 5 });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const consumer of open.splice(0)) await consumer.close().catch(() => undefined);
  });
  afterAll(async () => {
    await sender.endAsync(true);
    await broker.close();
  });

  function optionsOf(more: Partial<ConsumerOptions> = {}): ConsumerOptions {
    return {
      environment: "live",
      format: "v2",
      applicationId,
      clientId: `client-${++unique}`,
      url: broker.url,
      topic: `${topic}/${unique}`,
      ...more,
    };
  }

  function started(
    options: ConsumerOptions,
    handler: (message: MqttMessage) => void | Promise<void> = () => undefined,
  ) {
    const events: ConsumerEvent[] = [];
    const consumer = consume({ ...options, onEvent: (event) => events.push(event) }, handler);
    open.push(consumer);
    const until = async (type: ConsumerEvent["type"], count = 1): Promise<void> => {
      for (let turns = 0; turns < 1_000; turns++) {
        if (events.filter((event) => event.type === type).length >= count) return;
        await wait(10);
      }
      throw new Error(`no ${type}, but ${JSON.stringify(events)}`);
    };
    return { consumer, events, until };
  }

  function send(options: ConsumerOptions, id: number, vin = "V", more: object = {}): Promise<unknown> {
    const content = {
      message_id: `m-${id}`,
      version: 3,
      application_id: applicationId,
      vin,
      data: {},
      ...more,
    };
    return sender.publishAsync(options.topic ?? "", JSON.stringify(content), { qos: 1 });
  }

  async function eventually(check: () => void): Promise<void> {
    for (let turns = 0; ; turns++) {
      try {
        return check();
      } catch (error) {
        if (turns > 500) throw error;
        await wait(10);
      }
    }
  }

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
    // It ends in the middle of the handler, as a crash does: the message comes again.
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
    "hands an unacknowledged message over again after a restart ($protocolVersion)",
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

  test.each(versions)(
    "receives what was sent while it was away, in order ($protocolVersion)",
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
    "handles vehicles at the same time and each in order ($protocolVersion)",
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

  test.each(versions)("drops what comes twice ($protocolVersion)", async (version) => {
    const options = optionsOf(version);
    const ids: string[] = [];
    const { until } = started(options, (message) => void ids.push(message.id ?? ""));
    await until("connected");
    for (const id of [1, 2, 1, 2, 3]) await send(options, id);
    await until("message-duplicate", 2);
    await eventually(() => expect(ids).toEqual(["m-1", "m-2", "m-3"]));
  });

  test.each(versions)(
    "two consumers with one client id do not take each other over for ever ($protocolVersion)",
    async (version) => {
      // Without it, the pauses that grow make this test wait.
      vi.spyOn(Math, "random").mockReturnValue(0);
      const options = optionsOf(version);
      const both = [started(options), started(options)];
      const codeOf = (consumer: Consumer) => consumer.closed.catch((error: { code: string }) => error.code);
      expect(await Promise.race(both.map(({ consumer }) => codeOf(consumer)))).toBe("session-taken-over");
    },
  );

  test.each(versions)("goes on after the broker was restarted ($protocolVersion)", async (version) => {
    const own = await startMosquitto();
    try {
      const options = optionsOf({ ...version, url: own.url });
      const ids: string[] = [];
      const { until, events } = started(options, (message) => void ids.push(message.id ?? ""));
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
      await open.pop()?.close();
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

  test("gives a message that cannot be read to the dead letters, and goes on", async () => {
    const reasons: string[] = [];
    const options = optionsOf({
      deadLetter: ({ reason, message }) => void reasons.push(`${reason} ${message.raw}`),
    });
    const ids: string[] = [];
    const { until } = started(options, (message) => void ids.push(message.id ?? ""));
    await until("connected");
    await sender.publishAsync(options.topic ?? "", "<html>", { qos: 1 });
    await send(options, 2);
    await eventually(() => expect(ids).toEqual(["m-2"]));
    expect(reasons).toEqual(["unreadable <html>"]);
  });

  test("marks retained messages", async () => {
    const options = optionsOf();
    await sender.publishAsync(options.topic ?? "", '{"vin":"V","data":{}}', { qos: 1, retain: true });
    const retained: boolean[] = [];
    const { until } = started(options, (message) => void retained.push(message.retained));
    await until("connected");
    await send(options, 1);
    await eventually(() => expect(retained).toEqual([true, false]));
  });

  test("ends with a handler that fails, and keeps the message at the broker", async () => {
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
      started({ ...shared, clientId: `client-${++unique}` }, (message) => void ids.push(message.id ?? "")),
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

  test("a loop that asks for more before it acknowledges is told so", async () => {
    const { window: _, ...options } = optionsOf();
    const loop = receive(options);
    const next = loop.next();
    await wait(200);
    for (const id of [1, 2]) await send(options, id);
    await next;
    await expect(loop.next()).rejects.toThrow("The last message was not acknowledged.");
  });
});

test("a port where nobody listens is an error after some time, and no secret is in it", async () => {
  const consumer = consume(
    {
      environment: "live",
      format: "v2",
      applicationId,
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
