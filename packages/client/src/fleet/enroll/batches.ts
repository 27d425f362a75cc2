import { iteratePieces, type Source } from "../source.ts";
import { type BatchRange, digestOf, nothingYet } from "./checkpoints.ts";
import type { EnrollmentCheckpoint } from "./enrollment.ts";
import {
  checkRow,
  isSendable,
  type SendableRow,
  type Unsent,
  type VehicleRow,
  type VehicleToEnroll,
} from "./vehicle-row.ts";
import { VinSet } from "./vin-set.ts";

/** Vehicles that follow each other in the source. */
export interface Batch {
  readonly range: BatchRange;
  readonly rows: readonly SendableRow[];
  readonly unsent: readonly Unsent[];
}

/**
 * Splits a source into batches, starting at the checkpoint. The vehicles before it are read again, for the digest and
 * to find duplicate VINs.
 *
 * @throws {TypeError} if the source differs from the source of the checkpoint.
 */
export async function* batches(
  vehicles: Source<VehicleToEnroll | VehicleRow>,
  from: EnrollmentCheckpoint,
  size: number,
): AsyncGenerator<Batch, void, undefined> {
  const cutter = new BatchCutter(from);
  for await (const piece of iteratePieces(vehicles))
    for (const item of piece) {
      cutter.add(item);
      if (cutter.length === size) yield cutter.cut();
    }
  cutter.end();
  if (cutter.length > 0) yield cutter.cut();
}

class BatchCutter {
  readonly #from: EnrollmentCheckpoint;
  readonly #seen = new VinSet();
  #index = 0;
  #digest = nothingYet.digest;
  #rows: SendableRow[] = [];
  #unsent: Unsent[] = [];

  constructor(from: EnrollmentCheckpoint) {
    this.#from = from;
  }

  get length(): number {
    return this.#rows.length + this.#unsent.length;
  }

  add(item: VehicleToEnroll | VehicleRow): void {
    const row = checkRow(item, this.#index++, this.#seen);
    const sendable = isSendable(row);
    this.#digest = digestOf(sendable ? row.vehicle.vin : row.vin, this.#digest);
    const { settled, digest } = this.#from;
    if (this.#index === settled && this.#digest !== digest) throw otherSource();
    if (this.#index <= settled) return;
    if (sendable) this.#rows.push(row);
    else this.#unsent.push(row);
  }

  cut(): Batch {
    const range = { start: this.#index - this.length, end: this.#index, digest: this.#digest };
    const batch = { range, rows: this.#rows, unsent: this.#unsent };
    this.#rows = [];
    this.#unsent = [];
    return batch;
  }

  end(): void {
    if (this.#index < this.#from.settled) throw otherSource();
  }
}

function otherSource(): TypeError {
  return new TypeError(
    "the vehicles differ from those of the checkpoint. Pass the same vehicles in the same order, or remove the checkpoint to start again",
  );
}
