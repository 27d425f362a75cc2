// Three forms of the same report.
import type {
  AngularVelocityQuantity,
  DepartureTime,
  LengthQuantity,
  Lock,
  VehicleData,
  VehicleProperty,
} from "@high-mobility-ts/schema";
import type { VehicleMessage } from "../src/index.ts";

export const vin = "2HM00000000000001";

const at = "2026-01-02T03:04:05.678943Z";

export const odometer: VehicleProperty<LengthQuantity> = {
  data: { value: 54_321.5, unit: "kilometers" },
  timestamp: at,
};
const locks: VehicleProperty<Lock>[] = [
  { data: { location: "front_left", lock_state: "locked" }, timestamp: at },
  { data: { location: "rear_right", lock_state: "unlocked" }, timestamp: at },
];
export const departures: VehicleProperty<DepartureTime>[] = [
  { data: { state: "active", time: { hour: 7, minute: 30 } }, timestamp: at },
  { data: { state: "inactive", time: { hour: 8, minute: 0 } }, timestamp: at },
];
const rpm: VehicleProperty<AngularVelocityQuantity> = {
  failure: { reason: "privacy_mode_active", description: "off" },
  timestamp: at,
};

export const response: VehicleData = {
  vin,
  brand: "mercedes_benz",
  request_id: "1f2e",
  diagnostics: { odometer, engine_rpm: rpm },
  doors: { locks },
  charging: { departure_times: departures },
};

export const messageV2: VehicleMessage = {
  version: 3,
  application_id: "48aa1779-91c2-468e-97e9-ab112efd53b9",
  message_id: "m2",
  vin,
  data: {
    diagnostics: { odometer: [odometer], engine_rpm: [rpm] },
    doors: { locks },
    charging: { departure_times: departures },
  },
};

export const messagesV1: readonly VehicleMessage[] = [
  v1("diagnostics", "odometer", odometer),
  v1("diagnostics", "engine_rpm", rpm),
  v1("doors", "locks", locks),
  v1("charging", "departure_times", departures),
];

function v1(capability: string, property: string, content: object): VehicleMessage {
  return {
    message_id: "m1",
    version: 1,
    vin,
    capability,
    property,
    data: { [capability]: { [property]: content } },
  };
}
