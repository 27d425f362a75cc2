import { consume } from "./consume.ts";
import type { ConsumerOptions } from "./consumer-options.ts";
import type { MqttMessage } from "./process-message.ts";

/** A message that the loop must acknowledge. */
export interface ReceivedMessage extends MqttMessage {
  /** Acknowledges the message at the broker. */
  acknowledge(): void;
}

/** `receive` yields one message at a time, so these options have no effect. */
export type ReceiveOptions = Omit<
  ConsumerOptions,
  "window" | "concurrency" | "retry" | "whenHandlerFails" | "leaseMs"
>;

interface Handover {
  readonly message: MqttMessage;
  acknowledge(): void;
  giveUp(reason: unknown): void;
}

/**
 * Receives messages over MQTT one at a time, at least once. The loop ends when the signal aborts; leaving it closes the
 * consumer. A message that was not acknowledged is delivered again after the next connection.
 *
 * @throws {TypeError} if an option is missing or out of bounds, or if the loop requests the next message
 *   before it has acknowledged the last one.
 * @throws {ConsumerError} as `consumer.closed` of `consume` does.
 * @example
 * for await (const message of receive(options)) {
 *   await store(message.samples());
 *   message.acknowledge();
 * }
 */
export async function* receive(options: ReceiveOptions): AsyncGenerator<ReceivedMessage, void, undefined> {
  const waiting: Handover[] = [];
  let wake: () => void = () => undefined;
  const consumer = consume({ ...options, concurrency: 1, retry: { attempts: 1 } }, (message) => {
    return new Promise<void>((resolve, reject) => {
      waiting.push({ message, acknowledge: resolve, giveUp: reject });
      wake();
    });
  });
  let isClosed = false;
  const closed = consumer.closed.finally(() => {
    isClosed = true;
    wake();
  });
  closed.catch(() => undefined);
  let open: Handover | undefined;
  try {
    while (!isClosed) {
      open = waiting.shift();
      if (!open) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (waiting.length > 0 || isClosed) resolve();
        });
        continue;
      }
      let isAcknowledged = false;
      const { message, acknowledge } = open;
      yield Object.assign(message, {
        acknowledge() {
          isAcknowledged = true;
          acknowledge();
        },
      });
      if (!isAcknowledged)
        throw new TypeError(
          "The last message was not acknowledged. Call message.acknowledge() when it is processed.",
        );
      open = undefined;
    }
    await closed;
  } finally {
    for (const handover of [...(open ? [open] : []), ...waiting])
      handover.giveUp(new Error("The loop ended."));
    await consumer.close().catch(() => undefined);
  }
}
