import { createClient, isHighMobilityError, unwrap } from "@high-mobility-ts/client";
import { emulator } from "playground";

const hm = createClient(emulator.clientOptions());
const vin = "2HM00000000000002";

emulator.vehicles.removeConsent(vin);
try {
  await unwrap(hm.getVehicleData({ vin }));
} catch (error) {
  if (!isHighMobilityError(error)) throw error;
  // "no-active-consent": a new token would not help, so the client did not ask for one.
  console.log(error.code, "-", error.message);
}

emulator.vehicles.removeConsent(vin, false);
console.log((await unwrap(hm.getVehicleData({ vin }))).diagnostics?.odometer?.data);
