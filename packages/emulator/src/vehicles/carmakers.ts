import type { Brand } from "@high-mobility-ts/schema";
import { type Duration, durationMs, type TimeSource } from "../control/clock.ts";

export interface Outage {
  /** 503: not available; 504: silent. Default: 503. */
  readonly status?: 503 | 504;
  /** How long it lasts on the emulator's clock. Default: until `up`. */
  readonly for?: Duration;
}

/** Makes carmakers' own services fail: vehicle data of the brand answers 503 or 504 meanwhile. */
export interface CarmakerSteering {
  /** @throws {TypeError} for a malformed duration. */
  down(brand: Brand, outage?: Outage): void;
  up(brand: Brand): void;
}

/** An outage as `save` writes it. */
export interface SavedOutage {
  readonly brand: Brand;
  readonly status: 503 | 504;
  /** Milliseconds since the epoch; absent until `up`. */
  readonly until?: number;
}

export interface Carmakers extends CarmakerSteering {
  outageOf(brand: Brand): 503 | 504 | undefined;
  save(): readonly SavedOutage[];
  load(saved: readonly SavedOutage[]): void;
  clear(): void;
}

export function createCarmakers(clock: TimeSource): Carmakers {
  const outages = new Map<Brand, SavedOutage>();
  return {
    down: (brand, { status = 503, for: lasts } = {}) => {
      const until = lasts === undefined ? {} : { until: clock.now() + durationMs(lasts) };
      outages.set(brand, { brand, status, ...until });
    },
    up: (brand) => {
      outages.delete(brand);
    },
    outageOf: (brand) => {
      const outage = outages.get(brand);
      return outage && (outage.until ?? Number.POSITIVE_INFINITY) > clock.now() ? outage.status : undefined;
    },
    save: () => [...outages.values()],
    load: (saved) => {
      outages.clear();
      for (const outage of saved) outages.set(outage.brand, outage);
    },
    clear: () => outages.clear(),
  };
}
