import type { HttpHandler } from "msw";
import { type Clearances, createClearances } from "./clearances/clearances.ts";
import { createHandlers } from "./handlers.ts";
import { type Listening, type ListenOptions, listen } from "./listen.ts";
import { createAccessTokens } from "./oauth/access-tokens.ts";
import { createAssertionVerifier } from "./oauth/assertion.ts";
import { createAuthorizationCodes } from "./oauth/authorization-codes.ts";
import { createKeySteering, type KeySteering } from "./oauth/key-steering.ts";
import { type App, type EmulatorOptions, readOptions, type Vehicle } from "./options.ts";
import type { Platform } from "./platform.ts";
import { requestIds, seededRandom } from "./random.ts";
import { createRateLimiter } from "./responder/rate-limiter.ts";
import { createResponder } from "./responder/respond.ts";
import { createSpecValidator } from "./responder/spec-validator.ts";
import { createClock, type EmulatorClock } from "./steering/clock.ts";
import { checkFault, createFaults, type Fault } from "./steering/faults.ts";
import { type FleetView, inspectFleet } from "./steering/inspect.ts";
import { createJournal, type JournalEntry } from "./steering/journal.ts";
import { createDelays, type LatencySteering } from "./steering/latency.ts";
import type { Scenario } from "./steering/scenarios.ts";
import { createStateKeeper, type EmulatorState } from "./steering/state.ts";
import { type CarmakerSteering, createCarmakers } from "./vehicles/carmakers.ts";
import { clearEverywhere, createVehicleSteering, type VehicleSteering } from "./vehicles/vehicle-steering.ts";
import { sendWhileListening } from "./webhooks/send-while-listening.ts";
import { createWebhooks, type WebhookSteering } from "./webhooks/webhooks.ts";

export interface Emulator {
  /** For MSW's `setupServer` or `setupWorker`. */
  readonly handlers: HttpHandler[];
  /** Serves over HTTP on loopback. Node.js, Bun or Deno only. */
  listen(options?: ListenOptions): Promise<Listening>;
  /** Answers one request, whatever its origin. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly clock: EmulatorClock;
  readonly vehicles: VehicleSteering;
  readonly carmakers: CarmakerSteering;
  /** The keys that applications sign with. */
  readonly keys: KeySteering;
  readonly webhooks: WebhookSteering;
  readonly latency: LatencySteering;
  /**
   * Makes the next calls of an operation fail, before anything else about them is looked at.
   *
   * @throws TypeError when `times` is out of bounds, or `body` is not one that the operation documents for the status.
   */
  fail(fault: Fault): void;
  /** Brings about a situation: `emulator.play(carmakerDown({ brand: "bmw" }))`. */
  play(scenario: Scenario): void;
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
  /** Back to how it was created: no tokens, clearances or journal; vehicles, faults and clock as given. */
  reset(): void;
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
  const codes = createAuthorizationCodes(wallClock, tokens.revokeGrant);
  const assertions = createAssertionVerifier(wallClock);
  const carmakers = createCarmakers(clock);
  const webhooks = createWebhooks({ apps: settings.apps, clock, fetch: settings.fetch });
  const faults = createFaults();
  const journal = createJournal(settings.journalSize);
  const limiter = createRateLimiter(wallClock, settings.rateLimits);
  const delays = createDelays(settings.latency, random);
  const ids = requestIds(random);
  const validator = createSpecValidator();

  const platform: Platform = {
    settings,
    random,
    tokens,
    codes,
    assertions,
    carmakers,
    vehicles,
    clearancesOf: (app) => {
      const known = clearances.get(app);
      if (known) return known;
      const created = createClearances(settings, (vin, steps) => webhooks.onSteps(app, vin, steps));
      clearances.set(app, created);
      return created;
    },
  };

  const respond = createResponder({
    platform,
    validator,
    faults,
    journal,
    limiter,
    nextRequestId: ids.next,
    delay: delays.wait,
    afterAnswer: webhooks.send,
  });

  function fail(fault: Fault): void {
    checkFault(fault, validator);
    faults.add(fault);
  }

  function clear(): void {
    const parts = [tokens, codes, assertions, carmakers, webhooks, faults, journal, limiter, ids];
    for (const part of [...parts, clearances, vehicles]) part.clear();
    clock.rewind();
    delays.set(settings.latency);
  }

  function reset(): void {
    clear();
    for (const vehicle of settings.vehicles) {
      vehicles.set(vehicle.vin, vehicle);
      if (vehicle.cleared) clearEverywhere(platform, settings.apps, vehicle);
    }
    settings.faults.forEach(fail);
  }
  reset();

  const emulator: Emulator = {
    handlers: createHandlers(respond, settings.origins),
    listen: async (listenOptions = {}) =>
      sendWhileListening(await listen(respond, listenOptions), webhooks, settings.apps),
    fetch: respond,
    clock: {
      now: clock.now,
      advance: (duration) => {
        clock.advance(duration);
        webhooks.send();
      },
    },
    vehicles: createVehicleSteering(platform, clearances),
    carmakers,
    keys: createKeySteering(settings.apps, assertions),
    webhooks,
    latency: delays,
    fail,
    play: (scenario) => scenario(emulator),
    get pendingFaults() {
      return faults.pending();
    },
    get requests() {
      return journal.entries();
    },
    inspect: (limit = 1_000) => inspectFleet(platform, limit),
    ...createStateKeeper({ platform, clearances, clock, clear }),
    reset,
  };
  return emulator;
}
