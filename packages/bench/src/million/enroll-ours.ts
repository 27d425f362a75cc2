// Enrols a CSV with a checkpoint, by Node's own fetch or by the client's Node transport; tells how far it is.
import { createReadStream } from "node:fs";
import { clientCredentials } from "@high-mobility-ts/auth";
import { createClient, enrollVehicles, readVehicleCsv } from "@high-mobility-ts/client";
import { fileCheckpoint } from "@high-mobility-ts/client/file-checkpoint";
import { nodeTransport } from "@high-mobility-ts/client/node";
import { readProgramArguments, tell } from "./program.ts";

const { baseUrl, csv, checkpoint, transport } = readProgramArguments();
const pool = transport === "node" ? nodeTransport() : undefined;
const fetch = pool?.fetch ?? globalThis.fetch;
const tokenUrl = `${baseUrl}/v1/access_tokens`;
const auth = clientCredentials({ tokenUrl, clientId: "app", clientSecret: "secret", fetch });
const hm = createClient({ baseUrl, auth, fetch });

let outcomes = { read: 0, accepted: 0, rejected: 0, invalid: 0, duplicate: 0, failed: 0 };
let known = 0;
const enrolling = enrollVehicles(hm, readVehicleCsv(createReadStream(csv)), {
  checkpoint: fileCheckpoint(checkpoint),
  onProgress: (progress) => {
    outcomes = { ...progress };
    if (progress.read % 1_000 === 0) tell({ ...progress, known });
  },
});
for await (const one of enrolling) if (one.outcome === "accepted" && one.known) known++;
await pool?.close();
tell({ ...outcomes, known });
