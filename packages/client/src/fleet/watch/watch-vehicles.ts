import { type Sample, type StateChange, samples } from "@high-mobility-ts/vehicle-data";
import type { HighMobilityClient } from "../../call/client.ts";
import {
  type HighMobilityError,
  type HighMobilityErrorCode,
  isHighMobilityError,
} from "../../errors/high-mobility-error.ts";
import { unwrap } from "../../errors/unwrap.ts";
import { checkClient } from "../check-client.ts";
import { mapConcurrently } from "../map-concurrently.ts";
import { checkSource, iterate, type Source } from "../source.ts";
import { Schedule, type WatchedVehicle } from "./schedule.ts";
import { readWatchOptions, type WatchOptions, type WatchSettings } from "./watch-options.ts";

type WatchClient = Pick<HighMobilityClient, "getVehicleData">;

/**
 * Reads vehicles repeatedly and yields the samples that changed: a new value, or another reason why there is no value.
 * The samples have the form of push messages, so an app can change from one to the other.
 *
 * Requests are spread over the interval and respect the client's rate limit. A vehicle that does not respond is read
 * less often, down to every eighth interval. A vehicle without consent or clearance is not read again. Both emit
 * events. A failure that
 * concerns all vehicles, such as a wrong secret, ends the watch. The memory depends on the number of vehicles and
 * properties, not on the time.
 *
 * @param vins The vehicles. VINs are sent in capitals.
 * @example
 * const state = vehicleState({ from: saved });
 * for await (const sample of watchVehicles(hm, vins, { everyMs: 900_000, state })) console.log(toRow(sample));
 * @throws {TypeError} at once if an option is unknown or out of bounds.
 * @throws {HighMobilityError} if the credentials are rejected.
 */
export function watchVehicles(
  hm: WatchClient,
  vins: Source<string>,
  options: WatchOptions,
): AsyncGenerator<Sample, void, undefined> {
  checkClient(hm);
  checkSource("vins", vins);
  return watch(hm, vins, readWatchOptions(options));
}

async function* watch(
  hm: WatchClient,
  vins: Source<string>,
  settings: WatchSettings,
): AsyncGenerator<Sample, void, undefined> {
  const { signal, concurrency } = settings;
  const all = new Set<string>();
  for await (const vin of iterate(vins)) all.add(vin.toUpperCase());
  const schedule = new Schedule([...all], settings);
  const stop = new AbortController();
  const abort = () => stop.abort(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  const readings = mapConcurrently(schedule.due(stop.signal), concurrency, (vehicle) =>
    readChanges(hm, vehicle, { settings, schedule, stop }),
  );
  try {
    // The loop does not use `for await`, which could be left only after the next vehicle.
    for (let read = await readings.next(); !read.done; read = await readings.next()) yield* read.value;
  } finally {
    signal?.removeEventListener("abort", abort);
    stop.abort();
    await readings.return();
  }
}

interface WatchReading {
  readonly settings: WatchSettings;
  readonly schedule: Schedule;
  /** Ends the watch and its wait for the next vehicle. */
  readonly stop: AbortController;
}

async function readChanges(
  hm: WatchClient,
  vehicle: WatchedVehicle,
  reading: WatchReading,
): Promise<Sample[]> {
  const { settings, schedule, stop } = reading;
  const { vin } = vehicle;
  try {
    const data = await unwrap(hm.getVehicleData({ vin }, { signal: stop.signal }));
    schedule.next(vehicle);
    const found = samples(data, { vin }).filter((one) => settings.isWanted(one.capability, one.property));
    return settings.state
      .add(found)
      .filter(isNews)
      .map(({ sample }) => sample);
  } catch (error) {
    if (stop.signal.aborted) return [];
    if (!concernsOneVehicle(error)) {
      stop.abort();
      throw error;
    }
    noteFailure(vehicle, error, reading);
    return [];
  }
}

/** Carmakers repeat a value or a failure with a new time at each reading. */
function isNews({ kind, sample, previous }: StateChange): boolean {
  return kind === "value" || (kind === "failure" && sample.failure?.reason !== previous?.failure?.reason);
}

const endOfAccess: ReadonlySet<HighMobilityErrorCode> = new Set(["no-active-consent", "not-found"]);
const credentialsRejected: ReadonlySet<HighMobilityErrorCode> = new Set(["authentication", "not-authorized"]);

function concernsOneVehicle(error: unknown): error is HighMobilityError {
  return isHighMobilityError(error) && (error.retryable || !credentialsRejected.has(error.code));
}

function noteFailure(
  vehicle: WatchedVehicle,
  error: HighMobilityError,
  { settings, schedule }: WatchReading,
): void {
  const { vin } = vehicle;
  if (endOfAccess.has(error.code)) {
    schedule.drop();
    settings.emit({ type: "vehicle-dropped", vin, error });
  } else if (error.code === "vehicle-asleep") {
    settings.emit({ type: "vehicle-asleep", vin, nextMs: schedule.backOff(vehicle) });
  } else {
    schedule.next(vehicle);
    settings.emit({ type: "read-failed", vin, error });
  }
}
