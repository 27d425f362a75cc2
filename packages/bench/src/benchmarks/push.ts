import type { Benchmark } from "../benchmark.ts";
import { withMosquitto } from "../push/broker.ts";
import { fileTable } from "../push/file-table.ts";
import { memoryTable, rateTable, slowHandlerTable } from "../push/mqtt-tables.ts";
import { webhookTable } from "../push/webhook-table.ts";

export const push: Benchmark = {
  name: "push",
  measures: "what the platform sends: messages over MQTT and in files, and webhooks",
  fairness: [
    "The broker is mosquitto on loopback, with persistent sessions over MQTT 5 and at most 256 messages unacknowledged for all.",
    "Each turn is measured from connecting to the last message; the messages were sent before it.",
    "The handlers do nothing, and no row reads the values of a message: ours reads them when samples() is called.",
    "Ours acknowledges in the order of arrival, when the handler has returned. MQTT.js acknowledges when it has emitted a message.",
    "Memory is that of the whole process, the highest it ever had.",
  ],
  packages: ["mqtt"],
  losses: {
    "MQTT.js and JSON.parse":
      "it loses what was not processed when the process ends, and stores twice what comes twice. At least 0.7 of its rate is the goal.",
    "crypto.subtle.verify":
      "it is the floor: the signature is bytes already, and the event is not read, which is most of the difference.",
    "crypto.subtle.verify, then JSON.parse":
      "ours reads headers and signature, limits and copies the body, and returns a typed event.",
    "createHmac, timingSafeEqual, JSON.parse":
      "it is synchronous and blocks the event loop meanwhile; ours is WebCrypto, which runs on Workers, Deno and Bun too.",
    "split at line breaks, JSON.parse":
      "it reads one form of file only. At least two thirds of its speed is the goal.",
  },
  async run(runs) {
    const overMqtt = await withMosquitto(async (url) => [
      await rateTable(url, runs),
      await slowHandlerTable(url, runs),
      await memoryTable(url),
    ]);
    return [...(overMqtt ?? []), await webhookTable(runs), await fileTable(runs)];
  },
};
