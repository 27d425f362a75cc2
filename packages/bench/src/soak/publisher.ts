import mqtt from "mqtt";
import { messagesPerSecond, vins } from "./world.ts";

export interface SoakPublisher {
  /** How many messages the broker has taken. */
  readonly published: number;
  stop(): Promise<void>;
}

/** Publishes numbered messages at a steady rate; those that a stopped broker did not take are sent again when it is back. */
export async function startPublisher(url: string, most: number): Promise<SoakPublisher> {
  const client = await mqtt.connectAsync(url, {
    clientId: "soak-publisher",
    clean: false,
    reconnectPeriod: 200,
  });
  client.on("error", () => undefined);
  let number = 0;
  let published = 0;
  const open = new Set<Promise<unknown>>();
  const timer = setInterval(() => {
    if (number >= most) return;
    const publishing = client
      .publishAsync("soak", JSON.stringify(messageOf(number++)), { qos: 1 })
      .then(() => {
        published++;
        open.delete(publishing);
      });
    open.add(publishing);
  }, 1_000 / messagesPerSecond);
  return {
    get published() {
      return published;
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      await client.endAsync();
    },
  };
}

function messageOf(number: number): object {
  const odometer = [{ timestamp: new Date().toISOString(), data: { value: number, unit: "kilometers" } }];
  return {
    message_id: String(number),
    version: 2,
    vin: vins[number % vins.length],
    data: { diagnostics: { odometer } },
  };
}
