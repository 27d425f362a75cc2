import { isSameJson } from "./is-same-json.ts";
import type { KnownVehicle } from "./known-vehicle.ts";
import { placeNames } from "./place-names.ts";
import type { CapabilityName, PropertyName, Sample } from "./sample.ts";
import { supersedes } from "./sample-order.ts";
import { readState, type VehicleStateJson, writeState } from "./state-json.ts";

/** Options of {@link vehicleState}. */
export interface VehicleStateOptions {
  /** What `toJSON` returned, as an object or parsed from its JSON. Default: nothing is known. */
  readonly from?: VehicleStateJson;
  /** How many failures are kept per vehicle, the newest ones; at least 0. Default: `100`. */
  readonly maxFailures?: number;
  /** Is called for every change, before `add` returns. */
  readonly onChange?: (change: StateChange) => void;
}

/** What a sample changed. */
export interface StateChange {
  /**
   * `value`: the value or its unit has changed. `timestamp`: the same value, produced later. `failure`: a
   * newer failure.
   */
  readonly kind: "value" | "timestamp" | "failure";
  /** The sample that changed the state. */
  readonly sample: Sample;
  /** The sample that was known before. */
  readonly previous: Sample | undefined;
}

/** The last known value of every vehicle, capability, property and item. */
export interface VehicleState {
  /**
   * Takes in samples in any order, any number of times, and returns what they changed. The newest timestamp wins, and a
   * failure never replaces a value.
   */
  add(samples: Sample | Iterable<Sample>): StateChange[];
  /** Returns the last known value, or `undefined`. */
  get<Capability extends CapabilityName, Property extends PropertyName<Capability>>(
    vin: string,
    capability: Capability,
    property: Property,
    item?: string,
  ): Sample<Capability, Property> | undefined;
  get(vin: string, capability: string, property: string, item?: string): Sample | undefined;
  /** Returns the last known values of a vehicle, or of all. */
  values(vin?: string): IterableIterator<Sample>;
  /** Returns the last failures of a vehicle, or of all. A value that is newer than the failure replaces it. */
  failures(vin?: string): IterableIterator<Sample>;
  /** Returns the vehicles that have a value or a failure. */
  vins(): IterableIterator<string>;
  /** Forgets a vehicle, for example because its consent ended. Returns whether the vehicle was known. */
  delete(vin: string): boolean;
  /** Returns the state as plain data, in an order that does not depend on the order of the messages. */
  toJSON(): VehicleStateJson;
}

/**
 * Keeps the last known value of every vehicle, capability, property and item. Its size depends on the number of vehicles
 * and properties, not on the number of messages.
 *
 * @throws {TypeError} if `from` is not the JSON of a vehicle state, or if `maxFailures` is not a whole number of at least 0.
 * @example
 * const state = vehicleState();
 * for (const { sample, previous } of state.add(samples(message))) console.log(sample.value, "was", previous?.value);
 * await writeFile("state.json", JSON.stringify(state));
 */
export function vehicleState(options: VehicleStateOptions = {}): VehicleState {
  const { maxFailures = 100, onChange } = options;
  if (!Number.isInteger(maxFailures) || maxFailures < 0)
    throw new TypeError(`\`maxFailures\` must be a whole number of at least 0, got ${maxFailures}.`);
  const vehicles = new Map<string, KnownVehicle>();
  const placeOf = placeNames();

  function add(input: Sample | Iterable<Sample>): StateChange[] {
    const changes: StateChange[] = [];
    for (const sample of Symbol.iterator in input ? input : [input]) {
      const change = addOne(sample);
      if (!change) continue;
      changes.push(change);
      onChange?.(change);
    }
    return changes;
  }

  function addOne(sample: Sample): StateChange | undefined {
    const place = placeOf(sample.capability, sample.property, sample.item);
    if (sample.value !== undefined) return addValue(knownOf(sample.vin).values, place, sample);
    // A sample without value and failure is ignored: it has only a timestamp, or members that this version
    // does not know.
    if (!sample.failure || maxFailures === 0) return undefined;
    return addFailure(knownOf(sample.vin).failures, { place, sample, maxFailures });
  }

  function knownOf(vin: string): KnownVehicle {
    const known = vehicles.get(vin);
    if (known) return known;
    const created: KnownVehicle = { values: new Map(), failures: new Map() };
    vehicles.set(vin, created);
    return created;
  }

  if (options.from !== undefined) for (const sample of readState(options.from)) addOne(sample);

  return {
    add,
    get: (vin: string, capability: string, property: string, item?: string) =>
      vehicles.get(vin)?.values.get(placeOf(capability, property, item)) as never,
    values: (vin) => samplesIn(vehicles, "values", vin),
    failures: (vin) => samplesIn(vehicles, "failures", vin),
    vins: () => vehicles.keys(),
    delete: (vin) => vehicles.delete(vin),
    toJSON: () => writeState(vehicles),
  };
}

function addValue(values: Map<string, Sample>, place: string, sample: Sample): StateChange | undefined {
  const previous = values.get(place);
  if (previous && !supersedes(sample, previous)) return undefined;
  values.set(place, sample);
  if (!previous || isOtherValue(sample, previous)) return { kind: "value", sample, previous };
  const isLater = sample.timestamp?.getTime() !== previous.timestamp?.getTime();
  return isLater ? { kind: "timestamp", sample, previous } : undefined;
}

interface NewFailure {
  readonly place: string;
  readonly sample: Sample;
  readonly maxFailures: number;
}

function addFailure(failures: Map<string, Sample>, added: NewFailure): StateChange | undefined {
  const { place, sample, maxFailures } = added;
  const previous = failures.get(place);
  if (previous && !supersedes(sample, previous)) return undefined;
  failures.set(place, sample);
  if (failures.size > maxFailures && dropOldest(failures) === place) return undefined;
  return { kind: "failure", sample, previous };
}

function* samplesIn(
  vehicles: ReadonlyMap<string, KnownVehicle>,
  part: keyof KnownVehicle,
  vin: string | undefined,
): IterableIterator<Sample> {
  const wanted = vin === undefined ? vehicles.values() : [vehicles.get(vin)];
  for (const vehicle of wanted) if (vehicle) yield* vehicle[part].values();
}

function isOtherValue(next: Sample, previous: Sample): boolean {
  return next.unit !== previous.unit || !isSameJson(next.value, previous.value);
}

/** The dropped failure depends on the content of the failures, not on the order in which they arrived. */
function dropOldest(failures: Map<string, Sample>): string | undefined {
  let oldest: [string, Sample] | undefined;
  for (const entry of failures) if (!oldest || isOlder(entry, oldest)) oldest = entry;
  if (oldest) failures.delete(oldest[0]);
  return oldest?.[0];
}

function isOlder([place, sample]: [string, Sample], [otherPlace, other]: [string, Sample]): boolean {
  return supersedes(other, sample) || (!supersedes(sample, other) && place < otherPlace);
}
