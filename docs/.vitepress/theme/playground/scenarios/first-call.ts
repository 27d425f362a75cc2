import { createClient, property, toUnit, unwrap } from "@high-mobility-ts/client";
import { emulator } from "playground";

const hm = createClient(emulator.clientOptions());
const vin = "2HM00000000000001";

const vehicle = await unwrap(hm.getVehicleData({ vin }));
const odometer = property(vehicle.diagnostics?.odometer);
if (odometer.state === "available") console.log(toUnit(odometer, "miles"));

// Time passes: the vehicle drives.
emulator.clock.advance("8h");
const later = await unwrap(hm.getVehicleData({ vin }));
console.log(later.diagnostics?.odometer?.data, later.vehicle_location?.coordinates?.data);
