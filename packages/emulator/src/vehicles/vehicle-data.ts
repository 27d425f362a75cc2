import type { VehicleData } from "@high-mobility-ts/schema";
import type { Random } from "../random.ts";
import type { BrandName } from "./brands.ts";
import { type DriveState, driveAt } from "./drive.ts";
import { type Battery, energyAt, type Fuel, type Moment } from "./energy.ts";

interface VehicleMoment extends Moment {
  readonly brand: BrandName;
  readonly requestId: string;
}

const corners = ["front_left", "front_right", "rear_right", "rear_left"] as const;

function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}

type DataBrand = NonNullable<VehicleData["brand"]>;
type Length = { readonly unit: "kilometers"; readonly value: number };

// Vehicle data spells brands with underscores and lacks four brands of clearances.
const dataBrands: Readonly<Partial<Record<BrandName, DataBrand>>> = {
  "mercedes-benz": "mercedes_benz",
  "volvo-cars": "volvo_cars",
  vauxhall: "unknown",
  maserati: "unknown",
  tesla: "unknown",
  polestar: "unknown",
};

interface Snapshot {
  readonly vin: string;
  readonly random: Random;
  readonly drive: DriveState;
  readonly timestamp: string;
}

/** Returns all simulated data of a vehicle at one moment. Related values are consistent. */
export function vehicleDataAt(moment: VehicleMoment): VehicleData {
  const { vin, brand, now, random, requestId } = moment;
  const drive = driveAt(vin, now, random);
  const energy = energyAt(moment, drive);
  const snapshot: Snapshot = { vin, random, drive, timestamp: time(drive.isDriving ? now : drive.changedAt) };
  return {
    vin,
    // All other brands have the same name in both lists. Further brands were added to both lists.
    brand: dataBrands[brand] ?? (brand as DataBrand),
    request_id: requestId,
    diagnostics: diagnostics(snapshot, energy),
    vehicle_location: vehicleLocation(snapshot),
    ...body(snapshot),
    ...(energy.powertrain === "electric" ? { charging: charging(snapshot, energy, now) } : {}),
    ...usage(snapshot),
  };
}

/** Returns the properties that any simulated vehicle can have, as `capability.property`. */
export function simulatedProperties(): readonly string[] {
  const moment = { vin: "", brand: "sandbox", now: 0, random: () => 0, requestId: "" };
  const names = (["combustion", "electric"] as const).flatMap((powertrain) =>
    Object.entries(vehicleDataAt({ ...moment, powertrain })).flatMap(([capability, properties]) =>
      typeof properties === "object" ? Object.keys(properties).map((name) => `${capability}.${name}`) : [],
    ),
  );
  return [...new Set(names)];
}

function time(at: number): string {
  return new Date(at).toISOString();
}

function kilometers(value: number, digits = 1): Length {
  return {
    unit: "kilometers",
    value: round(value, digits),
  };
}

function diagnostics(
  { vin, random, drive, timestamp }: Snapshot,
  energy: Battery | Fuel,
): NonNullable<VehicleData["diagnostics"]> {
  return {
    odometer: { timestamp, data: kilometers(drive.odometerKm) },
    speed: { timestamp, data: { unit: "kilometers_per_hour", value: round(drive.speedKmh, 1) } },
    estimated_range: { timestamp, data: kilometers(energy.rangeKm, 0) },
    tire_pressures: corners.map((location) => ({
      timestamp,
      data: {
        location,
        pressure: { unit: "bars" as const, value: round(2.2 + random(vin, location) * 0.4, 2) },
      },
    })),
    battery_voltage: {
      timestamp,
      data: {
        unit: "volts",
        value: round(12.2 + random(vin, "voltage") * 0.5 + (drive.isDriving ? 1.6 : 0), 1),
      },
    },
    ...(energy.powertrain === "electric" ? {} : fuel(energy, drive, timestamp)),
  };
}

function fuel(
  { level, tankLiters }: Fuel,
  { isDriving, speedKmh }: DriveState,
  timestamp: string,
): NonNullable<VehicleData["diagnostics"]> {
  const rpm = isDriving ? 800 + speedKmh * 22 : 0;
  return {
    fuel_level: { timestamp, data: round(level, 3) },
    fuel_volume: { timestamp, data: { unit: "liters", value: round(level * tankLiters, 1) } },
    engine_rpm: { timestamp, data: { unit: "revolutions_per_minute", value: round(rpm) } },
  };
}

function vehicleLocation({ drive, timestamp }: Snapshot): NonNullable<VehicleData["vehicle_location"]> {
  const { latitude, longitude, headingDegrees } = drive;
  return {
    coordinates: { timestamp, data: { latitude: round(latitude, 6), longitude: round(longitude, 6) } },
    heading: { timestamp, data: { unit: "degrees", value: round(headingDegrees, 1) } },
  };
}

function body({ drive, timestamp }: Snapshot): Partial<VehicleData> {
  const { isDriving, isBoarding, isDriverDoorOpen } = drive;
  const lock = isBoarding ? "unlocked" : "locked";
  return {
    ignition: { state: { timestamp, data: isDriving ? "on" : isBoarding ? "accessory" : "off" } },
    engine: { status: { timestamp, data: isDriving ? "on" : "off" } },
    parking_brake: { status: { timestamp, data: isDriving ? "inactive" : "active" } },
    race: { vehicle_moving: { timestamp, data: isDriving ? "moving" : "not_moving" } },
    doors: {
      locks_state: { timestamp, data: lock },
      locks: corners.map((location) => ({ timestamp, data: { location, lock_state: lock } })),
      positions: corners.map((location) => ({
        timestamp,
        data: {
          location,
          position: isDriverDoorOpen && location === "front_left" ? ("open" as const) : ("closed" as const),
        },
      })),
    },
    windows: {
      positions: corners.map((location) => ({ timestamp, data: { location, position: "closed" as const } })),
    },
    trunk: { lock: { timestamp, data: lock }, position: { timestamp, data: "closed" } },
    hood: { position: { timestamp, data: "closed" } },
  };
}

function charging(
  { drive, timestamp: drivenAt }: Snapshot,
  energy: Battery,
  now: number,
): NonNullable<VehicleData["charging"]> {
  const { level, rangeKm, capacityKwh, isPluggedIn, chargingKw, minutesToCharged, fullRangeKm } = energy;
  const isCharging = chargingKw > 0;
  const timestamp = isCharging
    ? time(now)
    : energy.changedAt === undefined
      ? drivenAt
      : time(energy.changedAt);
  const idle = isPluggedIn ? "charging_complete" : drive.isDriving ? "not_charging" : "cable_unplugged";
  return {
    battery_level: { timestamp, data: round(level, 4) },
    battery_energy: { timestamp, data: { unit: "kilowatt_hours", value: round(level * capacityKwh, 2) } },
    battery_capacity: { timestamp, data: { unit: "kilowatt_hours", value: round(capacityKwh, 1) } },
    estimated_range: { timestamp, data: kilometers(rangeKm, 0) },
    max_range: { timestamp, data: kilometers(fullRangeKm, 0) },
    status: { timestamp, data: isCharging ? "charging" : idle },
    plugged_in: { timestamp, data: isPluggedIn ? "plugged_in" : "disconnected" },
    charge_port_state: { timestamp, data: isPluggedIn ? "open" : "closed" },
    charging_rate: { timestamp, data: { unit: "kilowatts", value: chargingKw } },
    time_to_complete_charge: { timestamp, data: { unit: "minutes", value: Math.ceil(minutesToCharged) } },
  };
}

function usage({ vin, random, drive }: Snapshot): Partial<VehicleData> {
  const { lastTripEndedAt, lastTripOdometerKm, tripKm, tripMs, odometerKm } = drive;
  const timestamp = time(lastTripEndedAt);
  const intervalKm = 15_000 + Math.round(random(vin, "service") * 3) * 5_000;
  return {
    usage: {
      last_trip_date: { timestamp, data: timestamp },
      odometer_after_last_trip: { timestamp, data: kilometers(lastTripOdometerKm) },
      average_speed_last_trip: {
        timestamp,
        data: { unit: "kilometers_per_hour", value: round(tripKm / (tripMs / 3_600_000), 1) },
      },
      driving_duration_last_trip: { timestamp, data: { unit: "minutes", value: round(tripMs / 60_000) } },
    },
    maintenance: {
      distance_to_next_service: { timestamp, data: kilometers(intervalKm - (odometerKm % intervalKm), 0) },
    },
  };
}
