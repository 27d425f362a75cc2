// A consumer keeps its promises for any events in any order. The test uses a real broker and random steps,
// and then checks the promises.
import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import mqtt from "mqtt";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Consumer, consume } from "../src/mqtt/index.ts";
import { hasMosquitto, type Mosquitto, startMosquitto } from "./mosquitto.ts";
import { eventually } from "./mqtt-harness.ts";
import { type PacketWatch, watchPackets } from "./packet-watch.ts";

type Step =
  | { readonly type: "send"; readonly vehicles: readonly number[] }
  /** Sends an earlier message once more. */
  | { readonly type: "duplicate"; readonly which: number }
  /** The next handlers fail. */
  | { readonly type: "fail"; readonly handlers: number }
  | { readonly type: "wait"; readonly ms: number }
  | { readonly type: "restart-consumer" }
  /** Handlers hang, no message is acknowledged, and the connection is closed. */
  | { readonly type: "crash-consumer" }
  | { readonly type: "restart-broker" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant("send" as const),
      vehicles: fc.array(fc.nat(4), { minLength: 1, maxLength: 12 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("duplicate" as const), which: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("fail" as const), handlers: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 20 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ type: "restart-consumer" as const }) },
  { weight: 1, arbitrary: fc.constant({ type: "crash-consumer" as const }) },
  { weight: 1, arbitrary: fc.constant({ type: "restart-broker" as const }) },
);

const window = 8;
/** A fourth short connection in a row would be reported as a take-over. */
const mostBrokerRestarts = 2;

let unique = 0;

/** Consumer, broker and sender of one run, and everything that was observed. */
class World {
  readonly sent: { readonly id: string; readonly vin: string }[] = [];
  /** In the order in which handlers have returned. */
  readonly handled: { readonly id: string | undefined; readonly vin: string }[] = [];
  duplicates = 0;
  interruptions = 0;
  mostRunning = 0;
  readonly #options;
  readonly #broker: Mosquitto;
  #consumer: Consumer | undefined;
  #running = 0;
  #failures = 0;
  #brokerRestarts = 0;
  #hanging: Promise<void> | undefined;

  constructor(broker: Mosquitto, watch: PacketWatch, protocolVersion: 4 | 5) {
    this.#broker = broker;
    const name = `model-${++unique}`;
    this.#options = {
      environment: "live",
      format: "v2",
      applicationId: "app",
      clientId: name,
      topic: name,
      url: watch.url,
      protocolVersion,
      window,
      concurrency: 4,
      closeTimeoutMs: 5_000,
      retry: { attempts: 1_000, minDelayMs: 1, maxDelayMs: 2 },
    } as const;
  }

  /** Resolves when the consumer has its session. */
  async startConsumer(closeTimeoutMs = 5_000): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#consumer = consume(
        {
          ...this.#options,
          closeTimeoutMs,
          onEvent: ({ type }) => {
            if (type === "connected") resolve();
          },
        },
        ({ id, vin }) => this.#handle(id, vin),
      );
      this.#consumer.closed.catch(reject);
    });
    // The session exists; the subscription follows.
    await wait(20);
  }

  async close(): Promise<void> {
    await this.#consumer?.close();
  }

  async #handle(id: string | undefined, vin: string): Promise<void> {
    this.mostRunning = Math.max(this.mostRunning, ++this.#running);
    try {
      await wait(1);
      await this.#hanging;
      if (this.#failures > 0) {
        this.#failures--;
        throw new Error("the handler fails");
      }
      this.handled.push({ id, vin });
    } finally {
      this.#running--;
    }
  }

  async run(next: Step): Promise<void> {
    switch (next.type) {
      case "send": {
        const messages = next.vehicles.map((vehicle, at) => ({
          id: `m-${this.sent.length + at}`,
          vin: `V${vehicle}`,
        }));
        this.sent.push(...messages);
        return this.#publish(messages);
      }
      case "duplicate": {
        const message = this.sent[next.which % this.sent.length];
        if (!message) return;
        this.duplicates++;
        return this.#publish([message]);
      }
      case "fail":
        this.#failures += next.handlers;
        return;
      case "wait":
        await wait(next.ms);
        return;
      case "restart-consumer":
        // A failed handler is not called again while the consumer closes, so later messages are delivered again.
        this.interruptions++;
        await this.close();
        return this.startConsumer();
      case "crash-consumer":
        return this.#crash();
      case "restart-broker":
        if (++this.#brokerRestarts > mostBrokerRestarts) return;
        this.interruptions++;
        await this.#broker.kill();
        await this.#broker.start();
        return;
      default:
        throw new Error(next satisfies never);
    }
  }

  async #crash(): Promise<void> {
    // The normal end, and the crash.
    this.interruptions += 2;
    await this.close();
    await this.startConsumer(1);
    let goOn = () => {};
    this.#hanging = new Promise((resolve) => {
      goOn = resolve;
    });
    await wait(15);
    await this.close();
    this.#hanging = undefined;
    await this.startConsumer();
    // The old handlers must not acknowledge anything from now on.
    goOn();
  }

  async #publish(messages: readonly { readonly id: string; readonly vin: string }[]): Promise<void> {
    const client = await mqtt.connectAsync(this.#broker.url);
    for (const { id, vin } of messages) {
      const content = JSON.stringify({ message_id: id, vin, data: {} });
      await client.publishAsync(this.#options.topic, content, { qos: 1 });
    }
    await client.endAsync();
  }
}

describe.skipIf(!hasMosquitto())("a consumer", () => {
  let broker: Mosquitto;

  beforeAll(async () => {
    broker = await startMosquitto();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  afterAll(() => broker.close());

  test.each([4, 5] as const)(
    "loses nothing, keeps the order of each vehicle and of acknowledgements, and has few duplicates (MQTT %i)",
    async (protocolVersion) => {
      // The shortest pauses before a new connection.
      vi.spyOn(Math, "random").mockReturnValue(0);
      const seen = { sent: 0, interruptions: 0, repeated: 0, acknowledged: 0 };
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
          const watch = await watchPackets(broker.port);
          const world = new World(broker, watch, protocolVersion);
          try {
            await world.startConsumer();
            for (const next of steps) await world.run(next);
            const ids = () => new Set(world.handled.map(({ id }) => id));
            await eventually(() => expect(ids().size).toBe(world.sent.length));
            await world.close();
            const { sent, handled, duplicates, interruptions } = world;
            for (const vin of new Set(sent.map((message) => message.vin)))
              expect(firstTimes(handled, vin)).toEqual(idsOf(sent, vin));
            expect(handled.length - sent.length).toBeLessThanOrEqual(interruptions * window + duplicates);
            expect(world.mostRunning).toBeLessThanOrEqual(2 * 4);
            for (const { delivered, acknowledged } of watch.connections) {
              expect(acknowledged).toEqual(delivered.slice(0, acknowledged.length));
              seen.acknowledged += acknowledged.length;
            }
            seen.sent += sent.length;
            seen.interruptions += interruptions;
            seen.repeated += handled.length - sent.length;
          } finally {
            await world.close().catch(() => undefined);
            watch.close();
          }
        }),
        { numRuns: 15, endOnFailure: true },
      );
      expect(seen.sent).toBeGreaterThan(200);
      expect(seen.interruptions).toBeGreaterThan(5);
      expect(seen.repeated).toBeGreaterThan(0);
      expect(seen.acknowledged).toBeGreaterThanOrEqual(seen.sent);
    },
  );
});

function idsOf(messages: readonly { readonly id: string | undefined; readonly vin: string }[], vin: string) {
  return messages.filter((message) => message.vin === vin).map(({ id }) => id);
}

/** Returns the ids of a vehicle in the order in which they were handled for the first time. */
function firstTimes(handled: Parameters<typeof idsOf>[0], vin: string) {
  return [...new Set(idsOf(handled, vin))];
}
