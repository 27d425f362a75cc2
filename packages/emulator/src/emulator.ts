import type { HttpHandler } from "msw";
import { createAccessTokens } from "./access-tokens.ts";
import { createAssertionVerifier } from "./assertion.ts";
import { type Clearances, createClearances, type SavedClearance } from "./clearances.ts";
import { createClock, type EmulatorClock } from "./clock.ts";
import { createFaults, type Fault } from "./faults.ts";
import { createHandlers } from "./handlers.ts";
import { type FleetView, inspectFleet } from "./inspect.ts";
import { createJournal, type JournalEntry } from "./journal.ts";
import { type Listening, type ListenOptions, listen } from "./listen.ts";
import { type App, type EmulatorOptions, readOptions, type Vehicle } from "./options.ts";
import type { Platform } from "./platform.ts";
import { seededRandom } from "./random.ts";
import { createRateLimiter } from "./rate-limiter.ts";
import { createResponder } from "./respond.ts";
import { createSpecValidator } from "./spec-validator.ts";
import { createVehicleSteering, type VehicleSteering } from "./vehicle-steering.ts";

export interface Emulator {
  /** For MSW's `setupServer` or `setupWorker`. */
  readonly handlers: HttpHandler[];
  /** Serves over HTTP on loopback. Node.js, Bun or Deno only. */
  listen(options?: ListenOptions): Promise<Listening>;
  /** Answers one request, whatever its origin. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly clock: EmulatorClock;
  readonly vehicles: VehicleSteering;
  /** Makes the next calls of an operation fail, before anything else about them is looked at. */
  fail(fault: Fault): void;
  /** Faults that no request has met yet: empty at the end of a test that needed all of its faults. */
  readonly pendingFaults: readonly Fault[];
  /** What was asked, oldest first, without secrets. */
  readonly requests: readonly JournalEntry[];
  /** The fleets of all applications as they stand now. `limit` says how many vehicles to list. Default: 1,000. */
  inspect(limit?: number): FleetView;
  /** Clearances, vehicles and time as a JSON value. Tokens stay out of it: they are credentials. */
  save(): EmulatorState;
  /** Puts back what `save` gave; clearances of applications that are not configured are left out. */
  load(state: EmulatorState): void;
  /** Back to how it was created: no tokens, clearances, faults or journal; vehicles and clock as given. */
  reset(): void;
}

/** What `save` gives. */
export interface EmulatorState {
  readonly version: 1;
  /** Milliseconds since the epoch, on the emulator's clock. */
  readonly now: number;
  readonly vehicles: readonly Vehicle[];
  /** By client id. */
  readonly clearances: Readonly<Record<string, readonly SavedClearance[]>>;
}

/**
 * A High Mobility platform of your own, in this process.
 *
 * @throws TypeError when an option is out of bounds.
 */
export function createEmulator(options: EmulatorOptions): Emulator {
  const given = readOptions(options);
  const clock = createClock(given.clock);
  const settings = { ...given, clock };
  const random = seededRandom(settings.seed);
  const clearances = new Map<App, Clearances>();
  const vehicles = new Map<string, Vehicle>();
  const wallClock = given.wallClock ?? clock;
  const tokens = createAccessTokens(wallClock);
  const assertions = createAssertionVerifier(wallClock);
  const faults = createFaults();
  const journal = createJournal(settings.journalSize);
  const limiter = createRateLimiter(wallClock);
  const validator = createSpecValidator();
  let requestCount = 0;

  const platform: Platform = {
    settings,
    random,
    tokens,
    assertions,
    vehicles,
    clearancesOf: (app) => {
      const known = clearances.get(app) ?? createClearances(settings);
      clearances.set(app, known);
      return known;
    },
  };

  const respond = createResponder({
    platform,
    validator,
    faults,
    journal,
    limiter,
    nextRequestId: () => {
      requestCount += 1;
      return requestIdOf(requestCount, random);
    },
  });

  function reset(): void {
    for (const part of [tokens, assertions, faults, journal, limiter, clearances, vehicles]) part.clear();
    for (const vehicle of settings.vehicles) vehicles.set(vehicle.vin, vehicle);
    clock.rewind();
    requestCount = 0;
  }
  reset();

  function save(): EmulatorState {
    const byClient = [...clearances].map(([app, fleet]) => [app.clientId, fleet.save()] as const);
    return {
      version: 1,
      now: clock.now(),
      vehicles: [...vehicles.values()],
      clearances: Object.fromEntries(byClient),
    };
  }

  function load(state: EmulatorState): void {
    if (state.version !== 1) throw new TypeError(`version: expected 1, got ${state.version}`);
    reset();
    clock.setTo(state.now);
    vehicles.clear();
    for (const vehicle of state.vehicles) vehicles.set(vehicle.vin, vehicle);
    for (const app of settings.apps) platform.clearancesOf(app).load(state.clearances[app.clientId] ?? []);
  }

  return {
    handlers: createHandlers(respond, settings.origins),
    listen: (listenOptions = {}) => listen(respond, listenOptions),
    fetch: respond,
    clock,
    vehicles: createVehicleSteering(vehicles, clearances),
    fail: faults.add,
    get pendingFaults() {
      return faults.pending();
    },
    get requests() {
      return journal.entries();
    },
    inspect: (limit = 1_000) => inspectFleet(platform, limit),
    save,
    load,
    reset,
  };
}

function requestIdOf(count: number, random: (...parts: readonly (string | number)[]) => number): string {
  return [0, 1, 2, 3]
    .map((part) => Math.floor(random("request", count, part) * 2 ** 32))
    .map((word) => word.toString(16).padStart(8, "0"))
    .join("");
}
