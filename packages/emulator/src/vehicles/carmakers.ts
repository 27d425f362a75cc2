import { type Duration, durationMs, type TimeSource } from "../control/clock.ts";
import type { BrandName } from "./brands.ts";

/** How a carmaker's service fails. */
export interface Outage {
  /** 503: not available; 504: silent. Default: 503. */
  readonly status?: 503 | 504;
  /** The duration on the emulator's clock. Default: until `up`. */
  readonly for?: Duration;
}

/** Makes the services of carmakers fail or slow. */
export interface CarmakerSteering {
  /** Makes vehicle data of the brand respond with 503 or 504. @throws {TypeError} for a malformed duration. */
  down(brand: BrandName, outage?: Outage): void;
  /** Ends an outage of the brand. */
  up(brand: BrandName): void;
  /**
   * Sets how long the carmaker takes to decide clearances that are requested from now on, on the emulator's clock.
   * `undefined` restores the option.
   *
   * @throws {TypeError} for a malformed duration.
   */
  decideAfter(brand: BrandName, delay: Duration | undefined): void;
}

/** An outage as `save` writes it. */
export interface SavedOutage {
  /** The carmaker's brand. */
  readonly brand: BrandName;
  /** The status of vehicle data. */
  readonly status: 503 | 504;
  /** Milliseconds since the epoch; absent until `up`. */
  readonly until?: number;
}

/** The outages and delays of carmakers as `save` writes them. */
export interface SavedCarmakers {
  readonly outages: readonly SavedOutage[];
  /** The delays that `decideAfter` set, in milliseconds, by brand. */
  readonly approvalDelaysMs: Readonly<Record<string, number>>;
}

export interface Carmakers extends CarmakerSteering {
  /** Returns the delay that `decideAfter` set; undefined if there is none. */
  approvalDelayMs(brand: BrandName): number | undefined;
  outageOf(brand: BrandName): 503 | 504 | undefined;
  save(): SavedCarmakers;
  load(saved: SavedCarmakers): void;
  clear(): void;
}

export function createCarmakers(clock: TimeSource): Carmakers {
  const outages = new Map<BrandName, SavedOutage>();
  const approvalDelaysMs = new Map<BrandName, number>();
  return {
    down: (brand, { status = 503, for: lasts } = {}) => {
      const until = lasts === undefined ? {} : { until: clock.now() + durationMs(lasts) };
      outages.set(brand, { brand, status, ...until });
    },
    up: (brand) => {
      outages.delete(brand);
    },
    decideAfter: (brand, delay) => {
      if (delay === undefined) approvalDelaysMs.delete(brand);
      else approvalDelaysMs.set(brand, durationMs(delay));
    },
    approvalDelayMs: (brand) => approvalDelaysMs.get(brand),
    outageOf: (brand) => {
      const outage = outages.get(brand);
      return outage && (outage.until ?? Number.POSITIVE_INFINITY) > clock.now() ? outage.status : undefined;
    },
    save: () => ({
      outages: [...outages.values()],
      approvalDelaysMs: Object.fromEntries(approvalDelaysMs),
    }),
    load: (saved) => {
      outages.clear();
      approvalDelaysMs.clear();
      for (const outage of saved.outages) outages.set(outage.brand, outage);
      for (const [brand, ms] of Object.entries(saved.approvalDelaysMs)) approvalDelaysMs.set(brand, ms);
    },
    clear: () => {
      outages.clear();
      approvalDelaysMs.clear();
    },
  };
}
