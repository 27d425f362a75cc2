import type { Brand } from "@high-mobility-ts/schema";
import { type Clock, type Duration, durationMs } from "../steering/clock.ts";

export interface Outage {
  /** 503: not available; 504: silent. Default: 503. */
  readonly status?: 503 | 504;
  /** How long it lasts on the emulator's clock. Default: until `up`. */
  readonly for?: Duration;
}

/** Makes carmakers' own services fail: vehicle data of the brand answers 503 or 504 meanwhile. */
export interface CarmakerSteering {
  /** @throws TypeError for a malformed duration. */
  down(brand: Brand, outage?: Outage): void;
  up(brand: Brand): void;
}

export interface Carmakers extends CarmakerSteering {
  outageOf(brand: Brand): 503 | 504 | undefined;
  clear(): void;
}

export function createCarmakers(clock: Clock): Carmakers {
  const outages = new Map<Brand, { readonly status: 503 | 504; readonly until: number }>();
  return {
    down: (brand, outage = {}) => {
      const lasts = outage.for === undefined ? Number.POSITIVE_INFINITY : durationMs(outage.for);
      outages.set(brand, { status: outage.status ?? 503, until: clock.now() + lasts });
    },
    up: (brand) => {
      outages.delete(brand);
    },
    outageOf: (brand) => {
      const outage = outages.get(brand);
      return outage && outage.until > clock.now() ? outage.status : undefined;
    },
    clear: () => outages.clear(),
  };
}
