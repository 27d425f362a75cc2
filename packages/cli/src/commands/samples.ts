import { toRow } from "@high-mobility-ts/client";
import { readMessages } from "@high-mobility-ts/push/files";
import { openInput } from "../arguments/vehicle-file.ts";
import type { Session } from "../session.ts";

const columns = [
  ...["vin", "capability", "property", "item", "timestamp", "value_number", "value_text", "unit"],
  ...["failure", "message_id"],
];

/** `hm samples`: one record for each value in delivered files; JSON Lines unless `--csv` is given. */
export async function samplesOf(session: Session, files: readonly string[]): Promise<void> {
  if (session.format === "table") session.configure({ ...session.options, json: true });
  const progress = session.progress({ total: undefined, unit: "messages" });
  const writer = session.records(columns, { isLive: true });
  const counts = { unreadable: 0 };
  let done = 0;
  try {
    for (const file of files)
      for await (const message of readMessages(await openInput(session, file))) {
        session.signal.throwIfAborted();
        if ("samples" in message) for (const sample of message.samples()) writer.write({ ...toRow(sample) });
        else {
          counts.unreadable++;
          session.fail();
          session.note(`hm: ${file}: line ${message.line}: ${message.problems.join(" ")}`);
        }
        progress.update(++done, counts);
      }
  } finally {
    progress.stop();
    writer.end();
  }
}
