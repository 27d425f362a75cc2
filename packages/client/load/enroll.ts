// Enrols a CSV of so many vehicles, with a checkpoint; prints what came of them as JSON. Run by million.ts.

import { createReadStream } from "node:fs";
import { clientCredentials } from "@high-mobility-ts/auth";
import { createClient, enrollVehicles, readVehicleCsv } from "@high-mobility-ts/client";
import { fileCheckpoint } from "@high-mobility-ts/client/file-checkpoint";
import { nodeTransport } from "@high-mobility-ts/client/node";

const [url = "", csv = "", checkpoint = ""] = process.argv.slice(2);
const transport = nodeTransport();
const auth = clientCredentials({
  tokenUrl: `${url}/v1/access_tokens`,
  clientId: "load",
  clientSecret: "load-secret",
});
let requests = 0;
const hm = createClient({
  baseUrl: url,
  auth,
  fetch: (input, init) => {
    requests++;
    return transport.fetch(input, init);
  },
});
const counts: Record<string, number> = {};
let peakRss = 0;
let known = 0;
const vehicles = readVehicleCsv(createReadStream(csv));
const options = { batchSize: 100, concurrency: 8, checkpoint: fileCheckpoint(checkpoint) };
for await (const one of enrollVehicles(hm, vehicles, options)) {
  counts[one.outcome] = (counts[one.outcome] ?? 0) + 1;
  if (one.outcome === "accepted" && one.known) known++;
  if (one.index % 5_000 !== 0) continue;
  peakRss = Math.max(peakRss, process.memoryUsage.rss());
  process.stderr.write(`${one.index}\n`);
}
await transport.close();
process.stdout.write(
  `${JSON.stringify({ counts, known, requests, peakRssMb: Math.round(peakRss / 2 ** 20) })}\n`,
);
