// What one writes without a client: batches, p-limit, fetch.
import type { ClearanceResponse, FleetVehicle } from "@high-mobility-ts/schema";
import pLimit from "p-limit";
import {
  batchSize,
  concurrency,
  countingFetch,
  type EnrolledCounts,
  fleetOf,
  heldMb,
  programArguments,
} from "./fleet.ts";

const { baseUrl, count } = programArguments();
const { fetch, count: requests } = countingFetch();
const json = { "content-type": "application/json" };

const credentials = { grant_type: "client_credentials", client_id: "app", client_secret: "secret" };
const tokenUrl = `${baseUrl}/v1/access_tokens`;
const answer = await fetch(tokenUrl, { method: "POST", headers: json, body: JSON.stringify(credentials) });
const { access_token: token }: { access_token: string } = await answer.json();
const headers = { ...json, authorization: `Bearer ${token}` };

async function enroll(vehicles: readonly FleetVehicle[]): Promise<number> {
  const body = JSON.stringify({ vehicles });
  const response = await fetch(`${baseUrl}/v1/fleets/vehicles`, { method: "POST", headers, body });
  if (!response.ok) throw new Error(`${response.status}`);
  const results: ClearanceResponse = await response.json();
  return results.vehicles.filter(({ status }) => status !== "error").length;
}

const all = [...fleetOf(count)];
const batches = Array.from({ length: Math.ceil(count / batchSize) }, (_, index) =>
  all.slice(index * batchSize, (index + 1) * batchSize),
);
const limit = pLimit(concurrency);
const accepted = await Promise.all(batches.map((batch) => limit(() => enroll(batch))));
const enrolled: EnrolledCounts = {
  accepted: accepted.reduce((sum, some) => sum + some, 0),
  requests: requests(),
  heldMb: heldMb(),
};
console.log(JSON.stringify(enrolled));
