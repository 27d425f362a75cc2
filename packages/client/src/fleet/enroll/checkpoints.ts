import type { CheckpointStore, EnrollmentCheckpoint } from "./enrollment.ts";

/** A batch of vehicles that follow each other in the source. */
export interface BatchRange {
  /** Index of its first vehicle, and index after its last vehicle. */
  readonly start: number;
  readonly end: number;
  /** Digest of all VINs before `end`. */
  readonly digest: number;
}

/**
 * How many further batches a save announces as sent, so that one save serves many batches. After a crash, the platform
 * is asked about all announced batches.
 */
const announcedAhead = 16;
/** Progress is saved after this many settled batches, even if no batch waits for it. */
const settledPerSave = 4;

/** Records which batches are sent and settled, in any order, and saves it. */
export class Checkpoints {
  readonly #store: CheckpointStore;
  #written: EnrollmentCheckpoint;
  /** The sent batches in the order of the source. Settled batches at the front are removed. */
  readonly #open: { readonly batch: BatchRange; settled: boolean }[] = [];
  /** A batch that ends after this index must not be sent yet. */
  #announced: number;
  #unsavedSettled = 0;
  /** The save that is under way or was the last one; and the save that has not begun. */
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(store: CheckpointStore, from: EnrollmentCheckpoint) {
    this.#store = store;
    this.#written = from;
    this.#announced = from.sent;
  }

  /** Must be awaited before the batch is sent. Batches arrive in the order of the source. */
  sending(batch: BatchRange): Promise<void> {
    this.#open.push({ batch, settled: false });
    if (batch.end <= this.#announced) return Promise.resolve();
    const ahead = announcedAhead * (batch.end - batch.start);
    this.#written = { ...this.#written, sent: Math.max(this.#written.sent, batch.end + ahead) };
    return this.#save();
  }

  /** Is called when the consumer has taken all outcomes of the batch. */
  settle(batch: BatchRange): void {
    const entry = this.#open.find((open) => open.batch === batch);
    if (entry) entry.settled = true;
    while (this.#open[0]?.settled) {
      const { end, digest } = this.#open[0].batch;
      this.#written = { ...this.#written, settled: end, digest };
      this.#open.shift();
      this.#unsavedSettled++;
    }
    // If this save fails, the next save that is awaited reports it.
    if (this.#unsavedSettled >= settledPerSave) this.#save().catch(() => undefined);
  }

  /** Must be awaited at the end, and before an error is thrown. */
  flush(): Promise<void> {
    return this.#save();
  }

  /**
   * One save runs at a time, with the newest state. Requests before it begins share it, so that no save overwrites a
   * newer one.
   */
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

/** Returns FNV-1a over the text, continued from another digest. */
export function digestOf(text: string, from: number): number {
  let digest = from;
  for (let at = 0; at < text.length; at++) digest = Math.imul(digest ^ text.charCodeAt(at), 0x01000193);
  return Math.imul(digest ^ 0xff, 0x01000193) >>> 0;
}

/** @throws {TypeError} if it is not a checkpoint. */
export function readCheckpoint(value: EnrollmentCheckpoint | undefined): EnrollmentCheckpoint {
  if (value === undefined) return nothingYet;
  const { settled, sent, digest } = value ?? {};
  const sound = [settled, sent, digest].every((number) => Number.isSafeInteger(number) && number >= 0);
  if (!sound || settled > sent) throw new TypeError("load() returned an invalid checkpoint");
  return { settled, sent, digest };
}
