import type { CheckpointStore, EnrollmentCheckpoint } from "./enrollment.ts";

/** A batch of vehicles that follow each other in the source. */
export interface BatchRange {
  /** Index of its first vehicle, and of the one after its last. */
  readonly start: number;
  readonly end: number;
  /** Digest of all VINs before `end`. */
  readonly digest: number;
}

/**
 * How many batches more than the next one a save announces as sent: one save then serves many batches. After a crash, the
 * platform is asked about all that were announced.
 */
const announcedAhead = 16;
/** After how many settled batches progress is saved, although no batch waits for it. */
const settledPerSave = 4;

/** Keeps account of which batches are sent and settled, in whatever order, and writes it down. */
export class Checkpoints {
  readonly #store: CheckpointStore;
  #written: EnrollmentCheckpoint;
  /** Sent, in the order of the source; those settled at the front are taken off. */
  readonly #open: { readonly batch: BatchRange; settled: boolean }[] = [];
  /** No batch that ends later than here may be sent yet. */
  #announced: number;
  #unsavedSettled = 0;
  /** The save that is under way, or was; and the one that has not begun. */
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(store: CheckpointStore, from: EnrollmentCheckpoint) {
    this.#store = store;
    this.#written = from;
    this.#announced = from.sent;
  }

  /** To be awaited before the batch is sent. Batches come in the order of the source. */
  sending(batch: BatchRange): Promise<void> {
    this.#open.push({ batch, settled: false });
    if (batch.end <= this.#announced) return Promise.resolve();
    const ahead = announcedAhead * (batch.end - batch.start);
    this.#written = { ...this.#written, sent: Math.max(this.#written.sent, batch.end + ahead) };
    return this.#save();
  }

  /** All outcomes of the batch were taken. */
  settle(batch: BatchRange): void {
    const entry = this.#open.find((open) => open.batch === batch);
    if (entry) entry.settled = true;
    while (this.#open[0]?.settled) {
      const { end, digest } = this.#open[0].batch;
      this.#written = { ...this.#written, settled: end, digest };
      this.#open.shift();
      this.#unsavedSettled++;
    }
    // If this save fails, the next one that a batch or the end waits for says so.
    if (this.#unsavedSettled >= settledPerSave) this.#save().catch(() => undefined);
  }

  /** To be awaited at the end, and before an error is thrown. */
  flush(): Promise<void> {
    return this.#save();
  }

  /** One at a time, each with the newest state, which all share who ask before it begins: none overwrites a newer one. */
  #save(): Promise<void> {
    if (this.#next) return this.#next;
    const next = this.#last.then(async () => {
      this.#next = undefined;
      this.#unsavedSettled = 0;
      const state = this.#written;
      await this.#store.save(state);
      this.#announced = state.sent;
    });
    this.#next = next;
    this.#last = next.catch(() => undefined);
    return next;
  }
}

export const nothingYet: EnrollmentCheckpoint = { settled: 0, sent: 0, digest: 0x811c9dc5 };

/** FNV-1a over the text, going on from another digest. */
export function digestOf(text: string, from: number): number {
  let digest = from;
  for (let at = 0; at < text.length; at++) digest = Math.imul(digest ^ text.charCodeAt(at), 0x01000193);
  return Math.imul(digest ^ 0xff, 0x01000193) >>> 0;
}

/** @throws {TypeError} when it is no checkpoint. */
export function readCheckpoint(value: EnrollmentCheckpoint | undefined): EnrollmentCheckpoint {
  if (value === undefined) return nothingYet;
  const { settled, sent, digest } = value ?? {};
  const sound = [settled, sent, digest].every((number) => Number.isSafeInteger(number) && number >= 0);
  if (!sound || settled > sent)
    throw new TypeError("checkpoint: load() gave something that save() was never given");
  return { settled, sent, digest };
}
