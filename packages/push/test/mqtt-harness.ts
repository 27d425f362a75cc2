// Starts consumers and one real broker for a test file.
import { setTimeout as wait } from "node:timers/promises";
import mqtt, { type MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import {
  type Consumer,
  type ConsumerEvent,
  type ConsumerOptions,
  consume,
  type MqttMessage,
} from "../src/mqtt/index.ts";
import { type Mosquitto, startMosquitto } from "./mosquitto.ts";

/** Both versions of the protocol. */
export const versions = [{ protocolVersion: 5 }, { protocolVersion: 4 }] as const;

const applicationId = "app";

export interface StartedConsumer {
  readonly consumer: Consumer;
  readonly events: readonly ConsumerEvent[];
  /** Resolves when this many events of a type have occurred. */
  until(type: ConsumerEvent["type"], count?: number): Promise<void>;
}

export interface MqttHarness {
  /** An independent client of the broker. */
  readonly sender: MqttClient;
  /** Returns options with a unique client id and topic. */
  optionsOf(more?: Partial<ConsumerOptions>): ConsumerOptions;
  /** Starts a consumer, which is closed after the test. */
  started(
    options: ConsumerOptions,
    handler?: (message: MqttMessage) => void | Promise<void>,
  ): StartedConsumer;
  /** Sends the message `m-<id>` to the topic of the options. */
  send(options: ConsumerOptions, id: number, vin?: string): Promise<unknown>;
}

/** Starts a broker before the tests of a file and ends it after them. */
export function mqttHarness(): MqttHarness {
  let broker: Mosquitto;
  let sender: MqttClient;
  let unique = 0;
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

  return {
    get sender() {
      return sender;
    },
    optionsOf: (more = {}) => ({
      environment: "live",
      format: "v2",
      applicationId,
      clientId: `client-${++unique}`,
      url: broker.url,
      topic: `live/level13/app/${unique}`,
      ...more,
    }),
    started(options, handler = () => undefined) {
      const events: ConsumerEvent[] = [];
      const consumer = consume({ ...options, onEvent: (event) => events.push(event) }, handler);
      open.push(consumer);
      return {
        consumer,
        events,
        until: (type, count = 1) =>
          eventually(() => {
            if (events.filter((event) => event.type === type).length < count)
              throw new Error(`no ${type}, but ${JSON.stringify(events)}`);
          }),
      };
    },
    send(options, id, vin = "V") {
      const content = { message_id: `m-${id}`, version: 3, application_id: applicationId, vin, data: {} };
      return sender.publishAsync(options.topic ?? "", JSON.stringify(content), { qos: 1 });
    },
  };
}

/** Waits until the check does not throw. */
export async function eventually(check: () => void | Promise<void>): Promise<void> {
  for (let turns = 0; ; turns++) {
    try {
      return await check();
    } catch (error) {
      if (turns > 2_000) throw error;
      await wait(10);
    }
  }
}
