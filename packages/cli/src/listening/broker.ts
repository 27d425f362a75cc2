import { toRow } from "@high-mobility-ts/client";
import { type ConsumerOptions, consume } from "@high-mobility-ts/push/mqtt";
import { sampleRecord, shortColumns } from "../output/sample-record.ts";
import type { Session } from "../session.ts";

const rowColumns = [
  ...["vin", "capability", "property", "item", "timestamp", "value_number", "value_text", "unit"],
  ...["failure", "message_id"],
];

/** Writes a record for each value that arrives. A message is acknowledged when its values are written. */
export async function listenToBroker(session: Session, options: ConsumerOptions): Promise<void> {
  const isTable = session.format === "table";
  const writer = session.records(isTable ? ["vin", ...shortColumns] : rowColumns, { isLive: true });
  const consumer = consume(
    {
      ...options,
      signal: session.signal,
      deadLetter: (letter) => {
        session.fail();
        session.note(`hm: a message cannot be read: ${JSON.stringify(letter.message.raw).slice(0, 200)}`);
      },
      onEvent: (event) => {
        if (event.type === "connected") session.note("Connected. Ctrl-C ends it.");
        if (event.type === "disconnected") session.note("The connection ended; connecting again.");
      },
    },
    (message) => {
      for (const sample of message.samples())
        writer.write(isTable ? sampleRecord(sample) : { ...toRow(sample) });
    },
  );
  await consumer.closed;
  writer.end();
}
