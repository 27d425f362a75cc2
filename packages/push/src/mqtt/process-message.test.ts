import { expect, test } from "vitest";
import { type Deduplication, memoryDeduplication } from "../deduplication/deduplication.ts";
import { parseMessage } from "../message/message.ts";
import { ConsumerError } from "./consumer-error.ts";
import type { ConsumerEvent } from "./events.ts";
import {
  type DeadLetter,
  type MqttMessage,
  messageProcessor,
  type ProcessorOptions,
} from "./process-message.ts";

function message(id: string | undefined, content: object = { vin: "V", data: {} }): MqttMessage {
  return Object.assign(parseMessage({ message_id: id, ...content }), {
    topic: "t",
    retained: false,
  }) as MqttMessage;
}

function processor(options: Partial<ProcessorOptions> = {}) {
  const events: ConsumerEvent[] = [];
  const slept: number[] = [];
  const process = messageProcessor({
    handler: () => undefined,
    deadLetter: undefined,
    whenHandlerFails: "stop",
    attempts: 3,
    minDelayMs: 1_000,
    maxDelayMs: 1_500,
    deduplication: memoryDeduplication(),
    leaseMs: 1_000,
    clock: {
      now: () => 0,
      sleep: async (ms) => {
        slept.push(ms);
      },
    },
    random: () => 0.5,
    onEvent: (event) => events.push(event),
    signal: new AbortController().signal,
    ...options,
  });
  return { process, events, slept, types: () => events.map(({ type }) => type) };
}

/** A handler that fails this many times. */
function failing(times: number) {
  const error = new Error("no database");
  let calls = 0;
  return {
    error,
    calls: () => calls,
    handler: () => {
      if (++calls <= times) throw error;
    },
  };
}

test("calls the handler once for a duplicate message", async () => {
  const { handler, calls } = failing(0);
  const { process, types } = processor({ handler });
  expect(await process(message("a"))).toBe(1);
  expect(await process(message("a"))).toBe(0);
  expect(await process(message("b"))).toBe(1);
  expect(calls()).toBe(2);
  expect(types()).toEqual(["message-duplicate"]);
});

test("calls the handler for each message without an id", async () => {
  const { handler, calls } = failing(0);
  const { process } = processor({ handler });
  await process(message(undefined));
  await process(message(undefined));
  expect(calls()).toBe(2);
});

test("calls a failed handler again, after growing pauses", async () => {
  const { handler, calls, error } = failing(2);
  const { process, events, slept } = processor({ handler });
  expect(await process(message("a"))).toBe(3);
  expect(calls()).toBe(3);
  // The pauses are 1,000 and 1,500 (2,000 is above the maximum), each half fixed and half random.
  expect(slept).toEqual([750, 1_125]);
  expect(events).toEqual([
    { type: "handler-retried", attempt: 1, delayMs: 750, error },
    { type: "handler-retried", attempt: 2, delayMs: 1_125, error },
  ]);
});

test("stops after the last attempt, and releases the message for another process", async () => {
  const { handler, error } = failing(9);
  const deduplication = memoryDeduplication();
  const { process } = processor({ handler, deduplication });
  const failure = await process(message("a")).catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(ConsumerError);
  expect(failure).toMatchObject({ code: "handler-failed", cause: error });
  expect(deduplication.claim("a", 1)).toBe("claimed");
});

test("passes a message to deadLetter if its handler failed, and counts it as processed", async () => {
  const { handler, error } = failing(9);
  const letters: DeadLetter[] = [];
  const deduplication = memoryDeduplication();
  const { process, types } = processor({
    handler,
    deduplication,
    whenHandlerFails: "dead-letter",
    deadLetter: (letter) => void letters.push(letter),
  });
  await process(message("a"));
  expect(letters).toMatchObject([{ reason: "handler-failed", error, message: { id: "a" } }]);
  expect(types()).toEqual(["handler-retried", "handler-retried", "message-dead-lettered"]);
  expect(deduplication.claim("a", 1)).toBe("processed");
});

test("stops if the handler fails, even if there is a deadLetter for unreadable messages", async () => {
  const { process } = processor({ handler: failing(9).handler, deadLetter: () => undefined });
  await expect(process(message("a"))).rejects.toMatchObject({ code: "handler-failed" });
});

test("passes unreadable messages to deadLetter, and never to the handler", async () => {
  const { handler, calls } = failing(0);
  const letters: DeadLetter[] = [];
  const { process } = processor({ handler, deadLetter: (letter) => void letters.push(letter) });
  expect(await process(message("a", { vin: "V", data: 5 }))).toBe(0);
  expect(calls()).toBe(0);
  expect(letters).toMatchObject([{ reason: "unreadable", message: { raw: { data: 5 } } }]);
});

test("stops at an unreadable message if there is no deadLetter", async () => {
  const { process } = processor();
  await expect(process(message("a", {}))).rejects.toMatchObject({
    code: "unreadable-message",
    message: expect.stringContaining("`vin` must be a non-empty string, got undefined."),
  });
});

test("stops if deadLetter fails", async () => {
  const cause = new Error("disk full");
  const { process } = processor({
    deadLetter: () => {
      throw cause;
    },
  });
  await expect(process(message("a", {}))).rejects.toMatchObject({ code: "dead-letter-failed", cause });
});

test("waits for a message that another process is processing", async () => {
  const answers = ["busy", "busy", "processed"] as const;
  let asked = 0;
  const deduplication: Deduplication = {
    claim: () => answers[asked++] ?? "claimed",
    done: () => undefined,
    release: () => undefined,
  };
  const { process, slept } = processor({ deduplication });
  expect(await process(message("a"))).toBe(0);
  expect(slept).toEqual([1_000, 1_000]);
});

test("processes a message without the store if the store fails, and reports it", async () => {
  const broken = () => Promise.reject(new Error("no Redis"));
  const { handler, calls } = failing(0);
  const { process, types } = processor({
    handler,
    deduplication: { claim: broken, done: broken, release: broken },
  });
  expect(await process(message("a"))).toBe(1);
  expect(calls()).toBe(1);
  expect(types()).toEqual(["deduplication-failed", "deduplication-failed"]);
});

test("does not call the handler again after the consumer has ended", async () => {
  const { handler, calls } = failing(9);
  const ending = new AbortController();
  ending.abort(new Error("closing"));
  const { process } = processor({ handler, signal: ending.signal });
  await expect(process(message("a"))).rejects.toThrow("closing");
  expect(calls()).toBe(1);
});
