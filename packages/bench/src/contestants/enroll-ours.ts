import { clientCredentials } from "@high-mobility-ts/auth";
import { createClient, enrollVehicles } from "@high-mobility-ts/client";
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
const counting = countingFetch();
const { fetch } = counting;
const auth = clientCredentials({
  tokenUrl: `${baseUrl}/v1/access_tokens`,
  clientId: "app",
  clientSecret: "secret",
  fetch,
});
const hm = createClient({ baseUrl, auth, fetch });

let accepted = 0;
for await (const { outcome } of enrollVehicles(hm, fleetOf(count), { batchSize, concurrency }))
  if (outcome === "accepted") accepted++;
const enrolled: EnrolledCounts = { accepted, requests: counting.count(), heldMb: heldMb() };
console.log(JSON.stringify(enrolled));
