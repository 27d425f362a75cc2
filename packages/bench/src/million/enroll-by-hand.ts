// What one writes without a client, and with memory in mind: lines, batches, four loops with fetch.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { ClearanceResponse, FleetVehicle } from "@high-mobility-ts/schema";
import { batchSize, concurrency } from "../contestants/fleet.ts";
import { readProgramArguments, tell } from "./program.ts";

const { baseUrl, csv } = readProgramArguments();
const json = { "content-type": "application/json" };
const credentials = { grant_type: "client_credentials", client_id: "app", client_secret: "secret" };
const tokenUrl = `${baseUrl}/v1/access_tokens`;
const answer = await fetch(tokenUrl, { method: "POST", headers: json, body: JSON.stringify(credentials) });
const { access_token: token }: { access_token: string } = await answer.json();
const headers = { ...json, authorization: `Bearer ${token}` };
const counts = { read: 0, accepted: 0, rejected: 0, invalid: 0, duplicate: 0, failed: 0, known: 0 };

async function* batches(): AsyncGenerator<FleetVehicle[]> {
  let batch: FleetVehicle[] = [];
  for await (const line of createInterface(createReadStream(csv))) {
    counts.read++;
    const fields = line.replaceAll('"', "").split(",");
    const [brand, vin = ""] = [fields[0], fields.at(-1)];
    if (brand !== "volkswagen" || vin.length !== 17) continue;
    batch.push({ vin, brand });
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const all = batches();

async function loop(): Promise<void> {
  for (let next = await all.next(); !next.done; next = await all.next()) {
    const body = JSON.stringify({ vehicles: next.value });
    const response = await fetch(`${baseUrl}/v1/fleets/vehicles`, { method: "POST", headers, body });
    if (!response.ok) throw new Error(`${response.status}`);
    const { vehicles }: ClearanceResponse = await response.json();
    counts.accepted += vehicles.filter(({ status }) => status !== "error").length;
  }
}

await Promise.all(Array.from({ length: concurrency }, loop));
tell(counts);
