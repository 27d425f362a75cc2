import type { VehicleData } from "@high-mobility-ts/schema";

/** Returns a line each for odometer, position and energy of a vehicle, also for missing values. */
export function describeVehicle(vehicle: VehicleData): string[] {
  const { diagnostics, vehicle_location, charging } = vehicle;
  const odometer = diagnostics?.odometer;
  const place = vehicle_location?.coordinates;
  const fuel = diagnostics?.fuel_level;
  const battery = charging?.battery_level;
  return [
    row(
      "odometer",
      odometer?.data && `${odometer.data.value.toLocaleString("en")} ${odometer.data.unit}`,
      odometer?.timestamp,
    ),
    row(
      "location",
      place?.data && `${place.data.latitude.toFixed(5)}, ${place.data.longitude.toFixed(5)}`,
      place?.timestamp,
    ),
    battery?.data === undefined
      ? row("fuel", fuel?.data === undefined ? undefined : percent(fuel.data), fuel?.timestamp)
      : row("battery", percent(battery.data), battery.timestamp),
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function row(name: string, value: string | undefined, timestamp: string | undefined): string {
  return `${name.padEnd(10)}${value ?? "not sent"}${value && timestamp ? `   at ${timestamp}` : ""}`;
}
