import type { VehicleData } from "@high-mobility-ts/schema";
import { asText, hasItems, isRecord, readItem, type SamplePlace } from "./read-item.ts";
import { readTimestamp } from "./read-timestamp.ts";
import type { Sample } from "./sample.ts";

/** A push message of version 1 or 2. Other members are allowed. Only a few of the listed members are read. */
export interface VehicleMessage {
  /** The vehicle. */
  readonly vin: string;
  /** Capabilities, with properties as in a response (V1), or with a list for every property (V2). */
  readonly data: object;
  /** Identifies the message. The platform can deliver a message twice. */
  readonly message_id?: string;
  /** When the message was sent. Used for values without a time. */
  readonly timestamp?: string;
  /** The version is not read: messages of version 2 have a 3 here, for example. */
  readonly version?: number;
  /** The application that the message is for. Is not read. */
  readonly application_id?: string;
  /** The capability that caused the message. Is not read. */
  readonly capability?: string;
  /** The property that caused the message. Is not read. */
  readonly property?: string;
}

/** Options of {@link samples}. */
export interface SamplesOptions {
  /** The vehicle. Required for vehicle data that does not name its vehicle. */
  readonly vin?: string;
}

/** The members that are the same in all samples of a source. */
export interface Envelope {
  readonly vin: string;
  readonly messageId: string | undefined;
  /** When the message was sent. Used for values without a time. */
  readonly timestamp: Date | undefined;
  readonly timestampText: string | undefined;
}

/**
 * Turns vehicle data of a response, or a push message of either version, into flat samples. Properties that
 * the specification does not list become samples too.
 *
 * @throws {TypeError} if the source is not an object, or if neither the source nor `vin` names the vehicle.
 * @example
 * for (const sample of samples(message))
 *   if (isSample(sample, "diagnostics", "odometer")) console.log(sample.vin, sample.value, sample.unit);
 */
export function samples(source: VehicleMessage): Sample[];
export function samples(source: VehicleData | VehicleMessage, options: SamplesOptions): Sample[];
export function samples(source: object, options: SamplesOptions = {}): Sample[] {
  if (!isRecord(source))
    throw new TypeError(`\`source\` must be vehicle data or a push message, got ${kindOf(source)}.`);
  const data = source["data"];
  const message = isRecord(data) ? source : undefined;
  const vin = message?.["vin"] ?? options.vin ?? source["vin"];
  if (vin === undefined)
    throw new TypeError("`vin` must name the vehicle of a response, got undefined: samples(data, { vin }).");
  if (typeof vin !== "string") throw new TypeError(`\`vin\` must be a string, got ${kindOf(vin)}.`);
  const timestampText = asText(message?.["timestamp"]);
  const timestamp = readTimestamp(timestampText);
  const messageId = asText(message?.["message_id"]);
  return samplesOf(isRecord(data) ? data : source, { vin, messageId, timestamp, timestampText });
}

function samplesOf(content: Readonly<Record<string, unknown>>, envelope: Envelope): Sample[] {
  const found: Sample[] = [];
  // A response also has texts beside the capabilities: the VIN, the brand, the id of the request.
  for (const [capability, properties] of Object.entries(content))
    if (isRecord(properties))
      for (const [property, reported] of Object.entries(properties))
        addSamples(found, envelope, { capability, property }, reported);
  return found;
}

function addSamples(found: Sample[], envelope: Envelope, place: SamplePlace, reported: unknown): void {
  if (!Array.isArray(reported)) {
    found.push(sampleOf(envelope, place, reported));
    return;
  }
  const isOne = isOneValue(place, reported);
  for (let index = 0; index < reported.length; index++)
    found.push(sampleOf(envelope, isOne ? place : { ...place, item: String(index) }, reported[index]));
}

/** Returns the sample of one item as received. */
export function sampleOf(
  envelope: Envelope,
  place: SamplePlace & { readonly item?: string },
  raw: unknown,
): Sample {
  const { capability, property, item } = place;
  const { name, value, unit, failure } = readItem(place, raw);
  const ownText = isRecord(raw) ? asText(raw["timestamp"]) : undefined;
  const ownTimestamp = readTimestamp(ownText);
  return {
    vin: envelope.vin,
    capability,
    property,
    item: name ?? item,
    timestamp: ownTimestamp ?? envelope.timestamp,
    timestampText: ownTimestamp ? ownText : envelope.timestampText,
    value,
    unit,
    failure,
    messageId: envelope.messageId,
    raw,
  };
}

/**
 * Returns whether a list has only one value. V2 messages have a list for every property: one entry, or
 * several measurements, each with its own time.
 */
function isOneValue(place: SamplePlace, list: readonly unknown[]): boolean {
  if (hasItems(place)) return false;
  if (list.length === 1) return true;
  const times = new Set(list.map((raw) => (isRecord(raw) ? raw["timestamp"] : undefined)));
  return times.size === list.length && !times.has(undefined);
}

function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;
}
