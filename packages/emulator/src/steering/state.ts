import type { Clearances, SavedClearance } from "../clearances/clearances.ts";
import type { App, Vehicle } from "../options.ts";
import type { Platform } from "../platform.ts";
import type { SteerableClock } from "./clock.ts";

/** What `save` gives: a JSON value. */
export interface EmulatorState {
  readonly version: 1;
  /** Milliseconds since the epoch, on the emulator's clock. */
  readonly now: number;
  readonly vehicles: readonly Vehicle[];
  /** By client id. */
  readonly clearances: Readonly<Record<string, readonly SavedClearance[]>>;
}

export interface StateKeeper {
  save(): EmulatorState;
  /** @throws TypeError for a state of another version. */
  load(state: EmulatorState): void;
}

export interface KeptParts {
  readonly platform: Platform;
  readonly clearances: ReadonlyMap<App, Clearances>;
  readonly clock: SteerableClock;
  readonly clear: () => void;
}

export function createStateKeeper({ platform, clearances, clock, clear }: KeptParts): StateKeeper {
  const { vehicles, settings } = platform;
  return {
    save: () => ({
      version: 1,
      now: clock.now(),
      vehicles: [...vehicles.values()],
      clearances: Object.fromEntries([...clearances].map(([app, fleet]) => [app.clientId, fleet.save()])),
    }),
    load: (state) => {
      if (state.version !== 1) throw new TypeError(`version: expected 1, got ${state.version}`);
      clear();
      clock.setTo(state.now);
      for (const vehicle of state.vehicles) vehicles.set(vehicle.vin, vehicle);
      for (const app of settings.apps) platform.clearancesOf(app).load(state.clearances[app.clientId] ?? []);
    },
  };
}
