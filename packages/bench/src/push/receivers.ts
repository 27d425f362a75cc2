// Ways to receive messages over MQTT, each with a session of its own that stays at the broker between the runs.
import { consume, receive } from "@high-mobility-ts/push/mqtt";
import mqtt from "mqtt";

/** So many messages may be unacknowledged, for each contestant. */
export const receiveMaximum = 256;

export interface Receiver {
  readonly name: string;
  readonly note: string;
  /** Connects, receives so many messages, and disconnects. The session stays. */
  receive(url: string, count: number): Promise<void>;
}

/** Returns the topic of a receiver. */
export function topicOf({ name }: Receiver): string {
  return `bench/${name.replaceAll(/\W+/g, "-")}`;
}

function optionsOf(receiver: Receiver, url: string) {
  return {
    environment: "live",
    format: "v2",
    applicationId: "app",
    clientId: topicOf(receiver),
    topic: topicOf(receiver),
    url,
  } as const;
}

export const byConsume: Receiver = {
  name: "consume",
  note: "acknowledges after the handler, drops duplicates, order per vehicle, 64 handlers at a time",
  async receive(url, count) {
    let handled = 0;
    await new Promise<void>((resolve, reject) => {
      const consumer = consume({ ...optionsOf(byConsume, url), window: receiveMaximum }, () => {
        if (++handled === count) consumer.close().then(resolve, reject);
      });
      consumer.closed.catch(reject);
      if (count === 0) setTimeout(() => consumer.close().then(resolve, reject), 500);
    });
  },
};

export const byReceive: Receiver = {
  name: "receive",
  note: "the same, one message at a time",
  async receive(url, count) {
    let handled = 0;
    const stopping = new AbortController();
    if (count === 0) setTimeout(() => stopping.abort(), 500);
    for await (const message of receive({ ...optionsOf(byReceive, url), signal: stopping.signal })) {
      message.acknowledge();
      if (++handled === count) break;
    }
  },
};

export const byMqttJs: Receiver = {
  name: "MQTT.js and JSON.parse",
  note: "acknowledges before anything is processed, keeps duplicates",
  async receive(url, count) {
    const client = mqtt.connect(url, {
      clientId: topicOf(byMqttJs),
      clean: false,
      protocolVersion: 5,
      properties: { receiveMaximum, sessionExpiryInterval: 3_600 },
    });
    let handled = 0;
    await new Promise<void>((resolve, reject) => {
      client.on("error", reject);
      client.on("message", (_topic, payload) => {
        JSON.parse(payload.toString());
        if (++handled === count) resolve();
      });
      client.on("connect", () => {
        client.subscribe(topicOf(byMqttJs), { qos: 1 }, () => count === 0 && resolve());
      });
    });
    await client.endAsync();
  },
};
