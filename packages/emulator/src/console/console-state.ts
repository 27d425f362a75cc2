import { operations } from "@high-mobility-ts/schema/operations";
import type { Fault } from "../control/faults.ts";
import type { VehicleView } from "../control/fleet-view.ts";
import type { JournalEntry } from "../control/journal.ts";
import type { SentMessage } from "../delivery/message-log.ts";
import type { SentWebhook } from "../delivery/webhook-event.ts";
import type { Emulator } from "../emulator.ts";
import { takesToken } from "./commands.ts";

const listedVehicles = 500;
const listedRequests = 100;

/** An operation and the faults that can be injected. */
export interface OperationChoice {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The documented statuses that are errors. */
  readonly statuses: readonly number[];
  /** Whether it is called with an access token, which can expire. */
  readonly takesToken: boolean;
}

/** A vehicle as one row. Readings that the vehicle does not deliver are null. */
export interface ConsoleVehicle extends Omit<VehicleView, "data"> {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly headingDegrees: number | null;
  readonly speedKmh: number | null;
  readonly odometerKm: number | null;
  /** The fuel level, between 0 and 1 as for the battery. */
  readonly fuelLevel: number | null;
  readonly batteryLevel: number | null;
  readonly chargingStatus: string | null;
}

/** A request as one row of the list, without bodies. */
export interface RequestRow extends Omit<JournalEntry, "body" | "response"> {
  /** The number of the request, from 1; the newest request comes first. */
  readonly number: number;
}

/** A webhook, or a message about a vehicle, on its way to an application. */
export interface ConsoleDelivery {
  readonly id: string;
  readonly kind: "webhook" | "message";
  /** Milliseconds since the epoch, on the emulator's clock; null before the first attempt. */
  readonly at: number | null;
  /** The event of a webhook, or the topic of a message. */
  readonly what: string;
  /** The state of a webhook with its last response, or the content of a message. */
  readonly outcome: string;
  /** Whether the delivery failed. */
  readonly isFailed: boolean;
}

/** The data of the page, as `GET /_emulator/state` returns it. */
export interface ConsoleState {
  /** Milliseconds since the epoch, on the emulator's clock. */
  readonly now: number;
  readonly speed: number;
  readonly totalVehicles: number;
  readonly vehicles: readonly ConsoleVehicle[];
  readonly requests: readonly RequestRow[];
  /** Newest first. */
  readonly deliveries: readonly ConsoleDelivery[];
  readonly pendingFaults: readonly Fault[];
  readonly operations: readonly OperationChoice[];
}

const operationChoices: readonly OperationChoice[] = Object.values(operations).map(
  ({ id, method, path, statuses }) => ({
    id,
    method,
    path,
    statuses: statuses.filter((status) => status >= 400),
    takesToken: takesToken(id),
  }),
);

export function consoleState(emulator: Emulator, speed: number): ConsoleState {
  const { total, vehicles } = emulator.inspect(listedVehicles);
  const { requests } = emulator;
  return {
    now: emulator.clock.now(),
    speed,
    totalVehicles: total,
    vehicles: vehicles.map(rowOf),
    requests: requests.map(requestRow).slice(-listedRequests).reverse(),
    deliveries: deliveriesOf(emulator),
    pendingFaults: emulator.pendingFaults,
    operations: operationChoices,
  };
}

function requestRow(entry: JournalEntry, index: number): RequestRow {
  const { at, method, path, query, operation, status, reason } = entry;
  return { at, method, path, query, operation, status, reason, number: index + 1 };
}

function rowOf({ data, ...view }: VehicleView): ConsoleVehicle {
  const { diagnostics, vehicle_location: location, charging } = data ?? {};
  const coordinates = location?.coordinates?.data;
  return {
    ...view,
    latitude: coordinates?.latitude ?? null,
    longitude: coordinates?.longitude ?? null,
    headingDegrees: location?.heading?.data?.value ?? null,
    speedKmh: diagnostics?.speed?.data?.value ?? null,
    odometerKm: diagnostics?.odometer?.data?.value ?? null,
    fuelLevel: diagnostics?.fuel_level?.data ?? null,
    batteryLevel: charging?.battery_level?.data ?? null,
    chargingStatus: charging?.status?.data ?? null,
  };
}

function deliveriesOf({ webhooks, push }: Emulator): readonly ConsoleDelivery[] {
  const sent = [...webhooks.deliveries.map(webhookRow), ...push.messages.map(messageRow)];
  // Deliveries without an attempt are the newest.
  return sent.sort((one, other) => (other.at ?? Infinity) - (one.at ?? Infinity)).slice(0, listedRequests);
}

function webhookRow({ id, event, state, attempts }: SentWebhook): ConsoleDelivery {
  const last = attempts.at(-1);
  const response = last && ("status" in last ? String(last.status) : last.error);
  return {
    id,
    kind: "webhook",
    at: last?.at ?? null,
    what: event,
    outcome: [state, response, attempts.length > 1 ? `attempt ${attempts.length}` : undefined]
      .filter(Boolean)
      .join(", "),
    isFailed: state === "failed",
  };
}

function messageRow({ topic, content, at }: SentMessage): ConsoleDelivery {
  const count = Object.values(content.data).reduce(
    (sum, capability) => sum + Object.keys(capability).length,
    0,
  );
  return {
    id: content.message_id,
    kind: "message",
    at,
    what: topic,
    // Topics of the older format contain the VIN.
    outcome: [
      topic.includes(content.vin) ? "" : `${content.vin}: `,
      count,
      count === 1 ? " property" : " properties",
    ].join(""),
    isFailed: false,
  };
}
