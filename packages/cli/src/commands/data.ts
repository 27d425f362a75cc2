import {
  readVehicles,
  type Sample,
  samples,
  toRow,
  toUnit,
  type Unit,
  watchVehicles,
} from "@high-mobility-ts/client";
import { describeError } from "../describe-error.ts";
import { CommandError, exitCodes } from "../exit-code.ts";
import type { OutputRecord } from "../output/record.ts";
import type { RecordWriter } from "../output/records.ts";
import { sampleRecord, shortColumns } from "../output/sample-record.ts";
import type { Session } from "../session.ts";

export interface DataOptions {
  readonly property?: readonly string[];
  readonly unit?: readonly string[];
  /** `true`, or an interval in milliseconds. */
  readonly watch?: boolean | number;
}

const defaultIntervalMs = 60_000;

/** `hm data`: one record for each value. */
export async function data(session: Session, vins: readonly string[], options: DataOptions): Promise<void> {
  const isWatched = options.watch !== undefined && options.watch !== false;
  const writer = session.records(columnsOf(session, vins.length > 1 || isWatched), { isLive: isWatched });
  const units = unitsOf(options.unit);
  const show = (sample: Sample): void => write(writer, sample, units, session);
  try {
    if (isWatched) await watch(session, vins, options, show);
    else await read(session, vins, options.property, show);
  } finally {
    writer.end();
  }
}

async function read(
  session: Session,
  vins: readonly string[],
  wanted: readonly string[] | undefined,
  show: (sample: Sample) => void,
): Promise<void> {
  const { hm } = await session.connect();
  for await (const { vin, data: found, error } of readVehicles(hm, vins, { signal: session.signal })) {
    if (found === undefined) {
      noteFailure(session, vin, error);
      continue;
    }
    const shown = samples(found, { vin }).filter((sample) => isWanted(sample, wanted));
    for (const sample of shown) show(sample);
    if (shown.length === 0) session.note(`${vin} reports none of these properties.`);
  }
}

async function watch(
  session: Session,
  vins: readonly string[],
  { property, watch: interval }: DataOptions,
  show: (sample: Sample) => void,
): Promise<void> {
  const { hm } = await session.connect();
  const everyMs = typeof interval === "number" ? interval : defaultIntervalMs;
  const watching = watchVehicles(hm, vins, {
    everyMs,
    properties: property,
    signal: session.signal,
    onEvent: (event) => {
      if (event.type === "vehicle-dropped" || event.type === "read-failed")
        noteFailure(session, event.vin, event.error);
      else if (event.type === "vehicle-asleep") session.note(`${event.vin} does not respond.`);
    },
  });
  for await (const sample of watching) show(sample);
  // An interrupted watch ends normally; the exit code says that it was interrupted.
  if (session.isInterrupted) session.fail(exitCodes.interrupted);
}

function columnsOf(session: Session, hasVin: boolean): readonly string[] {
  if (session.format !== "table") return Object.keys(toRow(emptySample));
  return hasVin ? ["vin", ...shortColumns] : shortColumns;
}

const emptySample: Sample = {
  vin: "",
  capability: "",
  property: "",
  item: undefined,
  timestamp: undefined,
  timestampText: undefined,
  value: undefined,
  unit: undefined,
  failure: undefined,
  messageId: undefined,
  raw: undefined,
};

function write(writer: RecordWriter, sample: Sample, units: readonly Unit[], session: Session): void {
  const shown = converted(sample, units);
  const record: OutputRecord = session.format === "table" ? sampleRecord(shown) : { ...toRow(shown) };
  writer.write(record);
}

function isWanted({ capability, property }: Sample, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || wanted.includes(capability) || wanted.includes(`${capability}.${property}`);
}

/** Returns the sample in the first unit of the same quantity, or unchanged if there is none. */
function converted(sample: Sample, units: readonly Unit[]): Sample {
  const { value, unit } = sample;
  if (typeof value !== "number" || unit === undefined) return sample;
  for (const wanted of units)
    try {
      const quantity = toUnit({ value, unit: unit as Unit }, wanted as never) as {
        value: number;
        unit: string;
      };
      return { ...sample, value: quantity.value, unit: quantity.unit };
    } catch {
      // The unit belongs to another quantity: the next unit may fit.
    }
  return sample;
}

function unitsOf(names: readonly string[] = []): readonly Unit[] {
  for (const name of names)
    if (!/^[a-z_]+$/.test(name))
      throw new CommandError(
        `--unit must be a unit such as miles or celsius, got ${JSON.stringify(name)}.`,
        exitCodes.usage,
      );
  return names as readonly Unit[];
}

function noteFailure(session: Session, vin: string, error: unknown): void {
  const { message, exitCode } = describeError(error);
  session.fail(exitCode);
  session.note(`hm: ${vin}: ${message}`);
}
