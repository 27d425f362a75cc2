// Reads an array of 400,000 messages that is generated during the reading: 240 MB, which do not fit into its
// heap.
import { readMessages } from "../src/files/index.ts";

const filling = "x".repeat(400);

function* file(): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let at = 0; at < 400_000; at += 100) {
    const messages = Array.from({ length: 100 }, (_, more) => {
      const vin = `1HM${String(at + more).padStart(14, "0")}`;
      return JSON.stringify({
        message_id: `m-${at + more}`,
        version: 3,
        vin,
        data: { filling: {} },
        filling,
      });
    });
    yield encoder.encode(`${at === 0 ? "[" : ","}${messages.join(",")}`);
  }
  yield encoder.encode("]");
}

let count = 0;
for await (const { readable } of readMessages(file())) if (readable) count++;
process.stdout.write(String(count));
