import type { Brand, VehicleData } from "@high-mobility-ts/schema";
import type { Random } from "../random.ts";
import { type DriveState, driveAt, type Energy, energyAt } from "./drive.ts";

export interface VehicleMoment {
  readonly vin: string;
  readonly brand: Brand;
  readonly now: number;
  readonly random: Random;
  readonly requestId: string;
}

const wheels = ["front_left", "front_right", "rear_right", "rear_left"] as const;
const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

type DataBrand = NonNullable<VehicleData["brand"]>;

// Vehicle data spells brands with underscores and lacks four that clearances know.
const dataBrands: Readonly<Partial<Record<Brand, DataBrand>>> = {
  "mercedes-benz": "mercedes_benz",
  "volvo-cars": "volvo_cars",
  vauxhall: "unknown",
  maserati: "unknown",
  tesla: "unknown",
  polestar: "unknown",
};

/** What a vehicle reports at one moment. Values that belong together agree with each other. */
export function vehicleDataAt({ vin, brand, now, random, requestId }: VehicleMoment): VehicleData {
  const drive = driveAt(vin, now, random);
  const energy = energyAt(vin, drive, random);
  const timestamp = new Date(drive.isDriving ? now : drive.changedAt).toISOString();
  return {
    vin,
    // Every other clearance brand is a data brand under the same name.
    brand: dataBrands[brand] ?? (brand as DataBrand),
    request_id: requestId,
    diagnostics: diagnostics(drive, energy, { vin, random, timestamp }),
    vehicle_location: {
      coordinates: {
        timestamp,
        data: { latitude: round(drive.latitude, 6), longitude: round(drive.longitude, 6) },
      },
      heading: { timestamp, data: { unit: "degrees", value: round(drive.headingDegrees, 1) } },
    },
    ignition: { state: { timestamp, data: drive.isDriving ? "on" : "off" } },
    doors: {
      locks_state: { timestamp, data: "locked" },
      positions: wheels.map((location) => ({ timestamp, data: { location, position: "closed" as const } })),
    },
    ...(energy.powertrain === "electric" ? { charging: charging(energy, timestamp) } : {}),
  };
}

interface Sample {
  readonly vin: string;
  readonly random: Random;
  readonly timestamp: string;
}

function diagnostics(
  drive: DriveState,
  energy: Energy,
  { vin, random, timestamp }: Sample,
): NonNullable<VehicleData["diagnostics"]> {
  return {
    odometer: { timestamp, data: { unit: "kilometers", value: round(drive.odometerKm, 1) } },
    speed: { timestamp, data: { unit: "kilometers_per_hour", value: round(drive.speedKmh, 1) } },
    estimated_range: { timestamp, data: { unit: "kilometers", value: round(energy.rangeKm) } },
    tire_pressures: wheels.map((location) => ({
      timestamp,
      data: {
        location,
        pressure: { unit: "bars" as const, value: round(2.2 + random(vin, location) * 0.4, 2) },
      },
    })),
    ...(energy.powertrain === "combustion"
      ? { fuel_level: { timestamp, data: round(energy.level, 3) } }
      : {}),
  };
}

function charging(energy: Energy, timestamp: string): NonNullable<VehicleData["charging"]> {
  return {
    battery_level: { timestamp, data: round(energy.level, 3) },
    estimated_range: { timestamp, data: { unit: "kilometers", value: round(energy.rangeKm) } },
    status: { timestamp, data: "not_charging" },
  };
}
