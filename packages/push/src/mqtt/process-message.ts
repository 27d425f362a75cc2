import { sleep } from "@high-mobility-ts/guards";
import type { Deduplication } from "../deduplication/deduplication.ts";
import type { Message, UnreadableMessage } from "../message/message.ts";
import { ConsumerError } from "./consumer-error.ts";
import { emit, type OnConsumerEvent } from "./events.ts";

/** Processes a message. When its promise is fulfilled, the message is acknowledged. */
export type MessageHandler = (message: MqttMessage) => void | Promise<void>;

/** A message that arrived over MQTT. */
export interface MqttMessage extends Message {
  /** The topic that the message was published to. */
  readonly topic: string;
  /** Whether the broker kept the message for new subscribers (retained), so that it may be old. */
  readonly retained: boolean;
}

/** A message that cannot be processed, and the reason. */
export type DeadLetter =
  | {
      /** The content cannot be read. */
      readonly reason: "unreadable";
      /** The message, with its `problems` and with everything that arrived in `raw`. */
      readonly message: UnreadableMqttMessage;
    }
  | {
      /** The handler failed at every attempt. */
      readonly reason: "handler-failed";
      /** The message, as it was passed to the handler. */
      readonly message: MqttMessage;
      /** The error of the handler's last attempt. */
      readonly error: unknown;
    };

/** An unreadable message that arrived over MQTT. */
export interface UnreadableMqttMessage extends UnreadableMessage {
  /** The topic that the message was published to. */
  readonly topic: string;
}

export interface ProcessorOptions {
  readonly handler: MessageHandler;
  readonly deadLetter: ((letter: DeadLetter) => void | Promise<void>) | undefined;
  readonly whenHandlerFails: "stop" | "dead-letter";
  readonly attempts: number;
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  readonly deduplication: Deduplication | undefined;
  readonly leaseMs: number;
  readonly clock: { now(): number; sleep?(ms: number): Promise<void> };
  /** A number from 0 to 1. */
  readonly random: () => number;
  readonly onEvent: OnConsumerEvent | undefined;
  /** Ends waits when the consumer stops. */
  readonly signal: AbortSignal;
}

/** The wait before the next claim of a message that another process is processing, in milliseconds. */
const busyDelayMs = 1_000;

/**
 * Returns a function that processes one message: it drops a duplicate, or calls the handler, repeatedly if it fails.
 *
 * @returns How often the handler was called; 0 for a duplicate and for a message that cannot be read.
 * @throws {ConsumerError} `handler-failed`, `unreadable-message`, `dead-letter-failed`: the message must not be acknowledged.
 */
export function messageProcessor(
  options: ProcessorOptions,
): (message: MqttMessage | UnreadableMqttMessage) => Promise<number> {
  const { handler, deadLetter, onEvent, clock, signal } = options;

  async function bury(letter: DeadLetter, otherwise: () => ConsumerError): Promise<void> {
    if (!deadLetter || (letter.reason === "handler-failed" && options.whenHandlerFails === "stop"))
      throw otherwise();
    try {
      await deadLetter(letter);
    } catch (cause) {
      throw new ConsumerError("dead-letter-failed", "The deadLetter callback failed.", { cause });
    }
    emit(onEvent, { type: "message-dead-lettered", reason: letter.reason });
  }

  async function handle(message: MqttMessage): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      try {
        await handler(message);
        return attempt;
      } catch (error) {
        if (attempt >= options.attempts) {
          await bury({ reason: "handler-failed", message, error }, () => handlerFailed(attempt, error));
          return attempt;
        }
        const longest = Math.min(options.maxDelayMs, options.minDelayMs * 2 ** (attempt - 1));
        // At least half of the pause: time helps a failed handler more than a random spread does.
        const delayMs = Math.round((longest * (1 + options.random())) / 2);
        emit(onEvent, { type: "handler-retried", attempt, delayMs, error });
        await sleep(clock, delayMs, signal);
      }
    }
  }

  /** Returns whether the message must be processed. */
  async function claim(store: Deduplication, id: string): Promise<boolean> {
    for (;;) {
      const claimed = await guarded(() => store.claim(id, options.leaseMs), "claimed");
      if (claimed === "claimed") return true;
      if (claimed === "processed") return false;
      await sleep(clock, busyDelayMs, signal);
    }
  }

  async function guarded<T>(ask: () => T | Promise<T>, otherwise: T): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      emit(onEvent, { type: "deduplication-failed", error });
      return otherwise;
    }
  }

  async function handleOnce(store: Deduplication, id: string, message: MqttMessage): Promise<number> {
    if (!(await claim(store, id))) {
      emit(onEvent, { type: "message-duplicate" });
      return 0;
    }
    try {
      const attempts = await handle(message);
      await guarded(() => store.done(id), undefined);
      return attempts;
    } catch (error) {
      await guarded(() => store.release(id), undefined);
      throw error;
    }
  }

  return async (message) => {
    if (!message.readable) {
      await bury({ reason: "unreadable", message }, () => unreadable(message));
      return 0;
    }
    const { deduplication } = options;
    if (!deduplication || message.id === undefined) return handle(message);
    return handleOnce(deduplication, message.id, message);
  };
}

function handlerFailed(attempts: number, cause: unknown): ConsumerError {
  return new ConsumerError(
    "handler-failed",
    `The handler failed ${attempts} times for one message. Correct it and restart, or set whenHandlerFails to "dead-letter".`,
    { cause },
  );
}

function unreadable({ problems }: UnreadableMessage): ConsumerError {
  return new ConsumerError(
    "unreadable-message",
    `A message cannot be read: ${problems.join(" ")} Set the callback deadLetter to continue after such messages.`,
  );
}
