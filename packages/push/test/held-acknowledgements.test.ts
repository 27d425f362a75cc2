import mqtt from "mqtt";
import { expect, test } from "vitest";
import { holdAcknowledgements } from "../src/mqtt/held-acknowledgements.ts";
import { hasMosquitto, startMosquitto } from "./mosquitto.ts";

test.skipIf(!hasMosquitto()).each([4, 5] as const)(
  "MQTT.js sends its PUBACKs through the method that holds them (%i)",
  async (protocolVersion) => {
    const broker = await startMosquitto();
    const client = await mqtt.connectAsync(broker.url, { protocolVersion, clientId: "held" });
    try {
      const sent: string[] = [];
      client.on("packetsend", ({ cmd }) => sent.push(cmd));
      const acknowledge = holdAcknowledgements(client);
      await client.subscribeAsync("t", { qos: 1 });
      const ids: (number | undefined)[] = [];
      const all = new Promise<void>((resolve) => {
        client.on("message", (_topic, _payload, { messageId }) => {
          if (ids.push(messageId) === 3) resolve();
        });
      });
      for (const text of ["a", "b", "c"]) await client.publishAsync("t", text, { qos: 1 });
      await all;
      expect(sent).not.toContain("puback");
      for (const id of ids) acknowledge(id ?? 0);
      expect(sent.filter((cmd) => cmd === "puback")).toHaveLength(3);
    } finally {
      await client.endAsync(true);
      await broker.close();
    }
  },
);

test("throws if the client sends packets in another way", () => {
  expect(() => holdAcknowledgements({} as mqtt.MqttClient)).toThrow(
    "Install a version within the peer range",
  );
});
