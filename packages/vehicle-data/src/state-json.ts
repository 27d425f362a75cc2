import type { KnownVehicle } from "./known-vehicle.ts";
import { isRecord } from "./read-item.ts";
import { readTimestamp } from "./read-timestamp.ts";
import type { Sample } from "./sample.ts";
import { sampleOf } from "./samples.ts";

/** A vehicle state as plain data. */
export interface VehicleStateJson {
  /** The version of this format. */
  readonly version: 1;
  /** The last received items, by VIN. */
  readonly vehicles: readonly (readonly [vin: string, samples: readonly SampleJson[]])[];
}

/** The members from which the rest of a sample is derived. */
export type SampleJson = readonly [
  capability: string,
  property: string,
  item: string | null,
  timestampText: string | null,
  messageId: string | null,
  raw: unknown,
  /**
   * Present only if the sample differs from the received item, for example after a conversion to another
   * unit.
   */
  changed?: {
    /** The value of the sample. */
    readonly value: unknown;
    /** The unit of the sample. Default: the sample has no unit. */
    readonly unit?: string;
  },
];

export function writeState(vehicles: ReadonlyMap<string, KnownVehicle>): VehicleStateJson {
  return {
    version: 1,
    vehicles: sorted(vehicles).map(([vin, { values, failures }]) => [
      vin,
      [...sorted(values), ...sorted(failures)].map(([, sample]) => writeSample(sample)),
    ]),
  };
}

/** @throws {TypeError} if the value was not returned by `writeState`. */
export function* readState(json: VehicleStateJson): Generator<Sample> {
  if (!isRecord(json) || json.version !== 1 || !Array.isArray(json.vehicles)) throw notState("another value");
  for (const vehicle of json.vehicles) {
    const [vin, samples] = Array.isArray(vehicle) ? vehicle : [];
    if (typeof vin !== "string" || !Array.isArray(samples))
      throw notState("a vehicle with an unexpected form");
    for (const sample of samples) yield readSample(vin, sample);
  }
}

function sorted<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function writeSample(sample: Sample): SampleJson {
  const { capability, property, item = null, timestampText = null, messageId = null, raw } = sample;
  const json = [capability, property, item, timestampText, messageId, raw] as const;
  const { value, unit } = readSample(sample.vin, json);
  if (value === sample.value && unit === sample.unit) return json;
  return [...json, { value: sample.value, ...(sample.unit !== undefined && { unit: sample.unit }) }];
}

function readSample(vin: string, json: SampleJson): Sample {
  if (!Array.isArray(json)) throw notState("a sample with an unexpected form");
  const [capability, property, item, text, messageId, raw, changed] = json;
  if (typeof capability !== "string" || typeof property !== "string")
    throw notState("a sample with an unexpected form");
  const timestampText = text ?? undefined;
  const envelope = {
    vin,
    messageId: messageId ?? undefined,
    timestamp: readTimestamp(timestampText),
    timestampText,
  };
  const place = { capability, property, ...(item !== null && { item }) };
  const sample = sampleOf(envelope, place, raw);
  return changed === undefined ? sample : { ...sample, value: changed.value, unit: changed.unit };
}

function notState(got: string): TypeError {
  return new TypeError(`\`from\` must be what \`toJSON\` of a vehicle state returned, got ${got}.`);
}
