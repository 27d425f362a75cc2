import type { HttpHandler } from "msw";
import { assemble } from "./assemble.ts";
import {
  credentialsOf,
  type EmulatorClientOptions,
  reachableUrl,
  type ServerClientOptions,
} from "./control/client-options.ts";
import type { EmulatorClock } from "./control/clock.ts";
import { checkFault, type Fault } from "./control/faults.ts";
import { type FleetView, inspectFleet } from "./control/fleet-view.ts";
import type { JournalEntry } from "./control/journal.ts";
import { createKeySteering, type KeySteering } from "./control/key-steering.ts";
import type { LatencySteering } from "./control/latency.ts";
import { createStateKeeper, type EmulatorState } from "./control/saved-state.ts";
import type { Scenario } from "./control/scenarios.ts";
import { clearEverywhere, createVehicleSteering, type VehicleSteering } from "./control/vehicle-steering.ts";
import type { PushSteering } from "./delivery/push.ts";
import { sendWhileListening } from "./delivery/send-while-listening.ts";
import type { WebhookSteering } from "./delivery/webhooks.ts";
import type { EmulatorOptions } from "./options.ts";
import { readOptions } from "./read-options.ts";
import { type Listening, type ListenOptions, listen } from "./server/listen.ts";
import { createHandlers } from "./server/msw-handlers.ts";
import type { CarmakerSteering } from "./vehicles/carmakers.ts";

/** A server of the emulator. */
export interface EmulatorServer extends Listening {
  /**
   * Returns what `createClient` takes to call this server as the application with this client id. Default: the first
   * application with a secret.
   *
   * @throws {TypeError} if there is no such application.
   */
  clientOptions(clientId?: string): ServerClientOptions;
}

/** The platform in the same process: what serves requests, and what steers it. */
export interface Emulator {
  /** For MSW's `setupServer` or `setupWorker`. */
  readonly handlers: HttpHandler[];
  /** Serves over HTTP on loopback. Node.js, Bun or Deno only. */
  listen(options?: ListenOptions): Promise<EmulatorServer>;
  /** Responds to one request, whatever its origin. */
  readonly fetch: (request: Request) => Promise<Response>;
  /**
   * Returns what `createClient` takes to call this emulator, without MSW and without a server, as the application with
   * this client id. Default: the first application with a secret.
   *
   * @throws {TypeError} if there is no such application.
   */
  clientOptions(clientId?: string): EmulatorClientOptions;
  /**
   * The emulator's time. `clock.advance("5m")` moves it forward for this emulator alone: tokens expire, clearances are
   * decided, webhooks become due, vehicles drive and charge. `clock.now()` reads it. It goes on with the clock of the
   * options and never goes back, but by `reset` and `load`.
   */
  readonly clock: EmulatorClock;
  /** Steers vehicles: adds them, and changes what they report. */
  readonly vehicles: VehicleSteering;
  /** Makes carmakers' own services fail, or slow. */
  readonly carmakers: CarmakerSteering;
  /** The keys that applications sign with. */
  readonly keys: KeySteering;
  /** Steers webhooks, and shows what was sent. */
  readonly webhooks: WebhookSteering;
  /** Messages about what the vehicles do. */
  readonly push: PushSteering;
  /** Delays responses. */
  readonly latency: LatencySteering;
  /**
   * Makes the next calls of an operation fail, before anything else about them is looked at.
   *
   * @throws {TypeError} when `times` is out of bounds, or `body` is not one that the operation documents for the status.
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
  /** Clearances, vehicles, outages, retired keys and time as a JSON value. Tokens stay out of it: they are credentials. */
  save(): EmulatorState;
  /** Puts back what `save` gave; clearances of applications that are not configured are left out. */
  load(state: EmulatorState): void;
  /** Back to how it was created: no tokens, clearances or journal; vehicles, faults and clock as given. */
  reset(): void;
}

/**
 * A High Mobility platform of your own, in this process.
 *
 * @throws {TypeError} when an option is out of bounds.
 */
export function createEmulator(options: EmulatorOptions): Emulator {
  const parts = assemble(readOptions(options));
  const { clock, platform, clearances, webhooks, faults, journal, delays, validator, respond, push } = parts;
  const { settings, vehicles, carmakers, assertions } = platform;

  function fail(fault: Fault): void {
    checkFault(fault, validator);
    faults.add(fault);
  }

  function reset(): void {
    parts.clear();
    for (const vehicle of settings.vehicles) {
      vehicles.set(vehicle.vin, vehicle);
      if (vehicle.cleared) clearEverywhere(platform, settings.apps, vehicle);
    }
    settings.faults.forEach(fail);
  }
  reset();

  const emulator: Emulator = {
    handlers: createHandlers(respond, settings.origins),
    listen: async (listenOptions = {}) => {
      const listening = sendWhileListening(await listen(respond, listenOptions), webhooks, settings.apps);
      return {
        ...listening,
        clientOptions: (clientId) => ({
          baseUrl: reachableUrl(listening.url),
          ...credentialsOf(settings.apps, clientId),
        }),
      };
    },
    fetch: respond,
    clientOptions: (clientId) => ({
      environment: "sandbox",
      ...credentialsOf(settings.apps, clientId),
      fetch: (input, init) => respond(new Request(input, init)),
    }),
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
    push,
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
    ...createStateKeeper({ platform, clearances, clock, clear: parts.clear }),
    reset,
  };
  return emulator;
}
