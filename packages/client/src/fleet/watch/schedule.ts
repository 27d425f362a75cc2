import { sleep } from "@high-mobility-ts/guards";
import { DueQueue } from "./due-queue.ts";
import type { WatchSettings } from "./watch-options.ts";

/** A vehicle that is watched. */
export interface WatchedVehicle {
  readonly vin: string;
  dueAt: number;
  /** Number of intervals until the next reading; more than one while the vehicle does not respond. */
  intervals: number;
}

const maxIntervals = 8;

/** Decides when each vehicle is read. Readings are spread over the interval, and each vehicle keeps its place in it. */
export class Schedule {
  readonly #settings: Pick<WatchSettings, "everyMs" | "clock" | "emit">;
  readonly #queue = new DueQueue<WatchedVehicle>();
  /** The number of all vehicles, including those that are being read. */
  #size = 0;
  #changed: () => void = () => undefined;
  #lateUntil = Number.NEGATIVE_INFINITY;

  constructor(vins: readonly string[], settings: Pick<WatchSettings, "everyMs" | "clock" | "emit">) {
    this.#settings = settings;
    const { everyMs, clock } = settings;
    const startsAt = clock.now();
    for (const [index, vin] of vins.entries())
      this.#queue.push({ vin, dueAt: startsAt + (index * everyMs) / vins.length, intervals: 1 });
    this.#size = vins.length;
  }

  /** Yields each vehicle when it is due, until no vehicle is left or the signal aborts. */
  async *due(signal: AbortSignal): AsyncGenerator<WatchedVehicle, void, undefined> {
    while (this.#size > 0 && !signal.aborted) {
      const first = this.#queue.first();
      const waitMs = first && first.dueAt - this.#settings.clock.now();
      if (first === undefined || waitMs === undefined || waitMs > 0) await this.#wait(waitMs, signal);
      else {
        this.#queue.take();
        this.#noteDelay(-waitMs);
        yield first;
      }
    }
  }

  /** Is called when the vehicle was read. It is due again one interval later. */
  next(vehicle: WatchedVehicle): void {
    vehicle.intervals = 1;
    this.#putBack(vehicle);
  }

  /** Is called when the vehicle did not respond. Returns the time until its next reading, in milliseconds. */
  backOff(vehicle: WatchedVehicle): number {
    vehicle.intervals = Math.min(vehicle.intervals * 2, maxIntervals);
    this.#putBack(vehicle);
    return vehicle.dueAt - this.#settings.clock.now();
  }

  /** Removes the vehicle from the schedule. */
  drop(): void {
    this.#size--;
    this.#changed();
  }

  #putBack(vehicle: WatchedVehicle): void {
    const { everyMs, clock } = this.#settings;
    vehicle.dueAt += vehicle.intervals * everyMs;
    // Missed readings are not repeated later.
    const missed = Math.ceil((clock.now() - vehicle.dueAt) / everyMs);
    if (missed > 0) vehicle.dueAt += missed * everyMs;
    this.#queue.push(vehicle);
    this.#changed();
  }

  #noteDelay(lateMs: number): void {
    const { everyMs, clock, emit } = this.#settings;
    if (lateMs <= everyMs || clock.now() < this.#lateUntil) return;
    this.#lateUntil = clock.now() + everyMs;
    emit({ type: "late", lateMs });
  }

  /**
   * Waits for the time, for a change of the queue, or for the signal. There is no time if all vehicles are being read.
   */
  async #wait(ms: number | undefined, signal: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const end = () => ended.abort();
    signal.addEventListener("abort", end);
    try {
      const changed = new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
      const aborted = new Promise<void>((resolve) => {
        ended.signal.addEventListener("abort", () => resolve(), { once: true });
      });
      const waits = [changed, aborted];
      if (ms !== undefined) waits.push(sleep(this.#settings.clock, ms, ended.signal).catch(() => undefined));
      if (!signal.aborted) await Promise.race(waits);
    } finally {
      signal.removeEventListener("abort", end);
      ended.abort();
    }
  }
}
