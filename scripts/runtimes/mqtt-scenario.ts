// The scenario for runtimes with TCP sockets: messages over MQTT from the emulator's broker.
import { type ConsumerOptions, consume, receive } from "@high-mobility-ts/push/mqtt";

/** The options of `consume` for the emulator's broker. */
export type MqttSetting = Omit<ConsumerOptions, "certificate">;

/** @returns the successful steps. */
export async function runMqttScenario(setting: MqttSetting): Promise<string[]> {
  const first = await consumeThree(setting);
  check("a handler that failed is called again", first.retries === 1);
  check("samples", first.samples > 0);
  const loop = receive(setting);
  const { value: message } = await loop.next();
  check("a message of the kept session", message !== undefined && !first.ids.includes(message.id));
  message?.acknowledge();
  await loop.return();
  return ["MQTT: messages, a handler that fails, a kept session"];
}

/** Closes after three messages. The first handler fails once. */
async function consumeThree(setting: MqttSetting) {
  const ids: (string | undefined)[] = [];
  let samples = 0;
  let retries = 0;
  const consumer = consume(
    {
      ...setting,
      concurrency: 1,
      retry: { minDelayMs: 1 },
      onEvent: ({ type }) => {
        if (type === "handler-retried") retries++;
      },
    },
    (message) => {
      if (retries === 0) throw new Error("the handler fails");
      ids.push(message.id);
      samples += message.samples().length;
      if (ids.length === 3) consumer.close();
    },
  );
  await consumer.closed;
  return { ids, samples, retries };
}

function check(what: string, holds: boolean): void {
  if (!holds) throw new Error(`went wrong: ${what}`);
}
