import type { PushedMessage } from "./messages.ts";
import type { Subscriber } from "./subscriber.ts";

const logSize = 1_000;

/** A delivered message. */
export interface SentMessage extends PushedMessage {
  /** The time of delivery, in milliseconds since the epoch, on the emulator's clock. */
  readonly at: number;
}

interface LogEntry {
  readonly sent: SentMessage;
  readonly subscriber: Subscriber;
}

/** Remembers messages, and delivers them again. */
export interface MessageLog {
  add(subscriber: Subscriber, messages: readonly PushedMessage[], at: number): void;
  /** The latest 1,000 messages, oldest first. */
  messages(): readonly SentMessage[];
  /** @throws {TypeError} if no message has this id. */
  resend(id: string): Promise<void>;
  clear(): void;
}

export function createMessageLog(): MessageLog {
  let log: LogEntry[] = [];
  return {
    add: (subscriber, messages, at) => {
      log.push(...messages.map((message) => ({ sent: { ...message, at }, subscriber })));
      if (log.length > 2 * logSize) log = log.slice(-logSize);
    },
    messages: () => log.slice(-logSize).map(({ sent }) => sent),
    resend: async (id) => {
      const entry = log.find(({ sent }) => sent.content.message_id === id);
      if (!entry) throw new TypeError("`id` must be the id of a message, got another value.");
      const { topic, content } = entry.sent;
      await entry.subscriber.take([{ topic, content }]);
    },
    clear: () => {
      log = [];
    },
  };
}
