import { memoryDeduplication } from "@high-mobility-ts/push";
import { consume } from "@high-mobility-ts/push/mqtt";
import type { ConsumerReport, WorkerTask } from "./protocol.ts";

export interface CountingConsumer {
  report(): ConsumerReport;
  close(): Promise<void>;
}

/** Handles the messages of the soak, whose ids are their numbers: a bit for each, so that counting needs no memory that grows. */
export function startCountingConsumer({
  url,
  messages,
}: NonNullable<WorkerTask["consumer"]>): CountingConsumer {
  const handled = new Uint8Array(messages);
  let distinct = 0;
  let repeated = 0;
  const consumer = consume(
    {
      environment: "sandbox",
      format: "v2",
      applicationId: "app",
      topic: "soak",
      clientId: "soak",
      url,
      // By default 100,000 ids are remembered, which takes half an hour to fill: it would look like a leak.
      deduplication: memoryDeduplication({ maxMessages: 5_000 }),
    },
    async ({ id }) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      const number = Number(id);
      if (handled[number] === 1) repeated++;
      else distinct++;
      handled[number] = 1;
    },
  );
  return { report: () => ({ distinct, repeated }), close: () => consumer.close() };
}
