import { createClient, enrollVehicles, readVehicleCsv, waitForClearance } from "@high-mobility-ts/client";
import { emulator } from "playground";

const hm = createClient(emulator.clientOptions());
const csv = `vin;brand
2hm00000000000011;bmw
2HM00000000000012;mini
2HM00000000000012;mini
too short;audi
2HM00000000000013;unheard-of
`;

const accepted: string[] = [];
for await (const outcome of enrollVehicles(hm, readVehicleCsv(csv))) {
  console.log(outcome.line, outcome.vin, outcome.outcome, outcome.hints?.map(({ code }) => code) ?? []);
  if (outcome.outcome === "accepted") accepted.push(outcome.vin);
}

for await (const { vin, approved } of waitForClearance(hm, accepted, { minDelayMs: 300 }))
  console.log(vin, { approved });
