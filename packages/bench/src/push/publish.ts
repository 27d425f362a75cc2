import mqtt from "mqtt";
import { wideMessage } from "../contestants/push-messages.ts";

/** Ids go on from call to call: a message that was sent before would be a duplicate. */
let sent = 0;

/** Sends messages of 20 properties, and resolves when the broker has all of them. */
export async function publish(url: string, topic: string, count: number): Promise<void> {
  const client = await mqtt.connectAsync(url, { protocolVersion: 5 });
  for (let left = count; left > 0; left -= 500)
    await Promise.all(
      Array.from({ length: Math.min(500, left) }, () =>
        client.publishAsync(topic, wideMessage(sent++), { qos: 1 }),
      ),
    );
  await client.endAsync();
}
