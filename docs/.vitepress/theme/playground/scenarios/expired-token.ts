import { createClient, unwrap } from "@high-mobility-ts/client";
import { emulator } from "playground";

const hm = createClient({
  ...emulator.clientOptions(),
  onEvent: ({ type }) => console.log("event:", type),
});
const vin = "2HM00000000000001";
await unwrap(hm.getVehicleData({ vin }));

// The token expires during the call: the response is a 401, and the call is sent once more with a new token.
emulator.fail({ operation: "getVehicleData", token: "expires" });
const vehicle = await unwrap(hm.getVehicleData({ vin }));
console.log(vehicle.diagnostics?.odometer?.data);
