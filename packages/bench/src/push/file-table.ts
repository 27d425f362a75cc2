import { readMessages } from "@high-mobility-ts/push/files";
import { wideMessage } from "../contestants/push-messages.ts";
import type { Table } from "../table.ts";
import { type Contestants, inTurns } from "../turns.ts";

const messageCount = 20_000;
const chunkBytes = 65_536;

interface FileReader {
  readonly name: string;
  readonly note: string;
  /** Returns how many messages it found. */
  read(chunks: readonly Uint8Array[]): Promise<number>;
}

const readers: Contestants<FileReader> = [
  {
    name: "readMessages",
    note: "any form of file, gzip, broken lines, limits, messages with samples",
    async read(chunks) {
      let count = 0;
      for await (const message of readMessages(chunks)) if (message.readable) count++;
      return count;
    },
  },
  {
    name: "split at line breaks, JSON.parse",
    note: "JSON Lines only; a broken line ends it",
    async read(chunks) {
      const decoder = new TextDecoder();
      let count = 0;
      let rest = "";
      for await (const chunk of chunks) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) if (typeof JSON.parse(line) === "object") count++;
      }
      return count;
    },
  },
];

/** A file in memory, in chunks as a stream has them. */
export async function fileTable(runs: number): Promise<Table> {
  const lines = Array.from({ length: messageCount }, (_, index) => `${wideMessage(index)}\n`);
  const bytes = new TextEncoder().encode(lines.join(""));
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
  const rows = await inTurns(readers, runs, async ({ name, read }) => {
    const started = performance.now();
    const count = await read(chunks);
    if (count !== messageCount) throw new Error(`${name} found ${count} messages of ${messageCount}`);
    return bytes.length / 1e6 / ((performance.now() - started) / 1_000);
  });
  const title = `a file of ${messageCount.toLocaleString("en")} messages, ${(bytes.length / 1e6).toFixed(0)} MB of JSON Lines`;
  return { title, unit: "MB/s", better: "more", rows };
}
