import { createClient, readVehicles } from "@high-mobility-ts/client";
import { emulator, vins } from "playground";

const hm = createClient({
  ...emulator.clientOptions(),
  retry: { attempts: 3, baseDelayMs: 100 },
  onEvent: (event) => {
    if (event.type === "call-retried") console.log("attempt", event.attempt, "got", event.status);
  },
});

emulator.carmakers.down("bmw");
for await (const { vin, ok, error } of readVehicles(hm, vins)) console.log(vin, ok ? "read" : String(error));

emulator.carmakers.up("bmw");
for await (const { vin, ok } of readVehicles(hm, vins)) console.log(vin, ok ? "read" : "failed");
