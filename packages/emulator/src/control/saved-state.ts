import { isDocumented } from "../clearances/clearance-rules.ts";
import type { Clearances, SavedClearance } from "../clearances/clearances.ts";
import type { Retirement } from "../oauth/assertion.ts";
import type { App, Vehicle } from "../options.ts";
import type { PlatformState } from "../platform.ts";
import type { SavedOutage } from "../vehicles/carmakers.ts";
import type { SteerableClock } from "./clock.ts";

/** The result of `save`, a JSON value. */
export interface EmulatorState {
  /** The version of this format. */
  readonly version: 1;
  /** Milliseconds since the epoch, on the emulator's clock. */
  readonly now: number;
  /** The vehicles of the fleet. */
  readonly vehicles: readonly Vehicle[];
  /** By client id. */
  readonly clearances: Readonly<Record<string, readonly SavedClearance[]>>;
  /** The outages of carmakers. Default: none. */
  readonly outages?: readonly SavedOutage[];
  /** The delays that `carmakers.decideAfter` set, in milliseconds, by brand. Default: none. */
  readonly approvalDelaysMs?: Readonly<Record<string, number>>;
  /** Signing keys that were expired or deleted, by id. Default: none. */
  readonly retiredKeys?: Readonly<Record<string, Retirement>>;
}

interface StateKeeper {
  save(): EmulatorState;
  /** @throws {TypeError} for a state of another version. */
  load(state: EmulatorState): void;
}

interface KeptParts {
  readonly platform: PlatformState;
  readonly clearances: ReadonlyMap<App, Clearances>;
  readonly clock: SteerableClock;
  readonly clear: () => void;
}

export function createStateKeeper({ platform, clearances, clock, clear }: KeptParts): StateKeeper {
  const { vehicles, settings, carmakers, assertions, extension } = platform;
  return {
    save: () => ({
      version: 1,
      now: clock.now(),
      vehicles: [...vehicles.values()],
      clearances: Object.fromEntries([...clearances].map(([app, fleet]) => [app.clientId, fleet.save()])),
      ...carmakers.save(),
      retiredKeys: assertions.retired(),
    }),
    load: (state) => {
      if (state.version !== 1) throw new TypeError(`\`version\` must be 1, got ${state.version}.`);
      clear();
      clock.setTo(state.now);
      for (const vehicle of state.vehicles) vehicles.set(vehicle.vin, vehicle);
      carmakers.load({ outages: state.outages ?? [], approvalDelaysMs: state.approvalDelaysMs ?? {} });
      for (const [id, how] of Object.entries(state.retiredKeys ?? {})) assertions.retire(id, how);
      for (const app of settings.apps) {
        const saved = state.clearances[app.clientId] ?? [];
        for (const status of undocumentedStatuses(saved)) extension.statuses.add(status);
        platform.clearancesOf(app).load(saved);
      }
    },
  };
}

function undocumentedStatuses(saved: readonly SavedClearance[]): readonly string[] {
  return saved
    .flatMap(({ changes }) => changes.map(({ status }) => status))
    .filter((status) => !isDocumented(status));
}
