import type { VehicleView } from "../control/fleet-view.ts";
import type { Emulator } from "../emulator.ts";
import type { ConsoleVehicle } from "./console-state.ts";

/** One value of a vehicle, or why there is none, as text. */
export interface ShownSample {
  /** Such as `diagnostics.odometer`. */
  readonly name: string;
  readonly value: string;
  readonly timestamp: string;
}

/** Readings over time, oldest first. */
export type ReadingHistory = Readonly<Record<string, readonly number[]>>;

/** What the page shows about one vehicle. */
export interface VehicleDetails {
  readonly vin: string;
  readonly brand: string | undefined;
  readonly status: string | undefined;
  readonly samples: readonly ShownSample[];
  readonly history: ReadingHistory;
}

/** What the page shows about one request. */
export interface RequestDetails {
  readonly title: string;
  readonly body: unknown;
  readonly response: unknown;
}

/** Returns the details of a vehicle; undefined if the fleet does not have it. */
export function vehicleDetails(
  emulator: Emulator,
  vin: string,
  history: ReadingHistory,
): VehicleDetails | undefined {
  const view = emulator.inspect(100_000).vehicles.find((each) => each.vin === vin);
  return view && { vin, brand: view.brand, status: view.status, samples: shownSamples(view), history };
}

/** Returns the details of a request by its number in the list; undefined if there is none. */
export function requestDetails(emulator: Emulator, number: number): RequestDetails | undefined {
  const entry = emulator.requests[number - 1];
  if (!entry) return undefined;
  const { method, path, status, body, response } = entry;
  return {
    title: `${method} ${path}, ${status ?? "connection broken"}`,
    body: body ?? null,
    response: response ?? null,
  };
}

function shownSamples({ data = {} }: VehicleView): readonly ShownSample[] {
  return Object.entries(data).flatMap(([capability, properties]) =>
    typeof properties === "object" && properties !== null
      ? Object.entries(properties).flatMap(([property, content]) =>
          [content].flat().map((item) => shownSample(`${capability}.${property}`, item)),
        )
      : [],
  );
}

function shownSample(name: string, item: unknown): ShownSample {
  const { data, failure, timestamp } = (item ?? {}) as {
    readonly data?: unknown;
    readonly failure?: { readonly reason?: string };
    readonly timestamp?: string;
  };
  const value = failure ? `failure: ${failure.reason ?? "unknown"}` : valueText(data);
  return { name, value, timestamp: timestamp ?? "" };
}

function valueText(data: unknown): string {
  if (typeof data !== "object" || data === null) return String(data);
  if ("value" in data && "unit" in data) return `${String(data.value)} ${String(data.unit)}`;
  return JSON.stringify(data);
}

const keptReadings = 120;
const readings = ["odometerKm", "speedKmh", "fuelLevel", "batteryLevel"] as const;

/** The recorded readings of all vehicles while the page is open. */
export interface History {
  /** Adds the current readings if the time has changed. */
  record(now: number, vehicles: readonly ConsoleVehicle[]): void;
  of(vin: string): ReadingHistory;
}

export function createHistory(): History {
  const byVin = new Map<string, Map<string, number[]>>();
  let recordedAt = Number.NEGATIVE_INFINITY;
  return {
    record(now, vehicles) {
      if (now === recordedAt) return;
      recordedAt = now;
      for (const vehicle of vehicles)
        for (const name of readings) {
          const reading = vehicle[name];
          if (reading === null) continue;
          const ofVehicle = byVin.get(vehicle.vin) ?? new Map<string, number[]>();
          byVin.set(vehicle.vin, ofVehicle);
          ofVehicle.set(name, [...(ofVehicle.get(name) ?? []), reading].slice(-keptReadings));
        }
    },
    of: (vin) => Object.fromEntries(byVin.get(vin) ?? []),
  };
}
