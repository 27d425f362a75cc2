// What can be measured with a broker only.
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { consume } from "@high-mobility-ts/push/mqtt";
import { runNode } from "../child.ts";
import type { Row, Table } from "../table.ts";
import { type Contestants, inTurns } from "../turns.ts";
import { publish } from "./publish.ts";
import { byConsume, byMqttJs, byReceive, type Receiver, topicOf } from "./receivers.ts";

const messagesPerTurn = 10_000;

/** What waits at the broker is received as fast as it can be. */
export async function rateTable(url: string, runs: number): Promise<Table> {
  const receivers: Contestants<Receiver> = [byConsume, byReceive, byMqttJs];
  for (const receiver of receivers) await receiver.receive(url, 0);
  const rows = await inTurns(receivers, runs, async (receiver) => {
    await publish(url, topicOf(receiver), messagesPerTurn);
    const started = performance.now();
    await receiver.receive(url, messagesPerTurn);
    return messagesPerTurn / ((performance.now() - started) / 1_000);
  });
  const title = "messages of 20 properties that wait at the broker";
  return { title, unit: "messages/s", better: "more", rows };
}

/** Handlers that wait for 50 ms, as for a database far away. */
export async function slowHandlerTable(url: string, runs: number): Promise<Table> {
  const contestants: Contestants<SlowHandlers> = [
    { name: "consume, 64 vehicles", note: "", concurrency: 64, messages: 640 },
    { name: "one at a time", note: "consume with concurrency 1", concurrency: 1, messages: 30 },
  ];
  const rows = await inTurns(contestants, runs, (contestant) => slowRate(url, contestant));
  return { title: "handlers of 50 ms, 64 vehicles in turns", unit: "messages/s", better: "more", rows };
}

interface SlowHandlers {
  readonly name: string;
  readonly note: string;
  readonly concurrency: number;
  readonly messages: number;
}

/** Measured from the first handler to the last: connecting is not in it. */
async function slowRate(url: string, { concurrency, messages }: SlowHandlers): Promise<number> {
  const topic = `bench/slow-${concurrency}`;
  const options = {
    environment: "live",
    format: "v2",
    applicationId: "app",
    clientId: topic,
    topic,
  } as const;
  let handled = 0;
  let startedAt = 0;
  const all = new Promise<number>((resolve, reject) => {
    const consumer = consume({ ...options, url, concurrency }, async () => {
      if (startedAt === 0) startedAt = performance.now();
      await wait(50);
      if (++handled < messages) return;
      const milliseconds = performance.now() - startedAt;
      consumer.close().then(() => resolve(messages / (milliseconds / 1_000)), reject);
    });
    consumer.closed.catch(reject);
  });
  await wait(300);
  await publish(url, topic, messages);
  return all;
}

/** The peak of a process that receives a backlog, and of one that receives a little. */
export async function memoryTable(url: string): Promise<Table> {
  const peakOf = async (receiver: Receiver, which: string, count: number): Promise<Row> => {
    await publish(url, topicOf(receiver), count);
    const { peakMb } = await runNode(
      [join(import.meta.dirname, "receive-backlog.ts"), url, which, String(count)],
      ".",
    );
    return { name: `${receiver.name}, ${count.toLocaleString("en")} messages`, values: [peakMb] };
  };
  return {
    title: "peak memory of the process while it receives what waits",
    unit: "MB",
    better: "less",
    parts: true,
    rows: [
      await peakOf(byConsume, "ours", 1_000),
      await peakOf(byConsume, "ours", 100_000),
      await peakOf(byMqttJs, "bare", 100_000),
    ],
  };
}
