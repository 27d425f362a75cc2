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
   * Returns options of `createClient` to call this server as the application with this client id. Default: the first
   * application with a secret.
   *
   * @throws {TypeError} if there is no such application.
   */
  clientOptions(clientId?: string): ServerClientOptions;
}

/** A High Mobility platform in the same process, with methods to serve requests and to control it. */
export interface Emulator {
  /** For MSW's `setupServer` or `setupWorker`. */
  readonly handlers: HttpHandler[];
  /** Serves over HTTP on loopback. Node.js, Bun or Deno only. */
  listen(options?: ListenOptions): Promise<EmulatorServer>;
  /** Responds to one request, regardless of its origin. */
  readonly fetch: (request: Request) => Promise<Response>;
  /**
   * Returns options of `createClient` to call this emulator without MSW or a server, as the application with this
   * client id. Default: the first application with a secret.
   *
   * @throws {TypeError} if there is no such application.
   */
  clientOptions(clientId?: string): EmulatorClientOptions;
  /**
   * The emulator's time. `clock.advance("5m")` moves it forward only for this emulator: tokens expire,
   * clearances are decided, webhooks become due, vehicles drive and charge. `clock.now()` reads it. It
   * follows the clock of the options and goes back only with `reset` and `load`.
   */
  readonly clock: EmulatorClock;
  /** Adds vehicles and changes what they report. */
  readonly vehicles: VehicleSteering;
  /** Makes the services of carmakers fail or slow. */
  readonly carmakers: CarmakerSteering;
  /** The keys that applications sign with. */
  readonly keys: KeySteering;
  /** Sends webhooks, and shows what was sent. */
  readonly webhooks: WebhookSteering;
  /** Sends messages about changes of the vehicles. */
  readonly push: PushSteering;
  /** Delays responses. */
  readonly latency: LatencySteering;
  /**
   * Makes the next calls of an operation fail, before they are checked in any other way.
   *
   * @throws {TypeError} when `times` is out of bounds, or `body` is not documented for the operation and status.
   */
  fail(fault: Fault): void;
  /** Plays a scenario: `emulator.play(carmakerDown({ brand: "bmw" }))`. */
  play(scenario: Scenario): void;
  /** Faults that are not used up. At the end of a test that needed all of its faults, it is empty. */
  readonly pendingFaults: readonly Fault[];
  /** The requests that arrived, oldest first, without secrets. */
  readonly requests: readonly JournalEntry[];
  /**
   * Returns the current state of the fleets of all applications. `limit` is the number of vehicles to list. Default:
   * `1000`.
   */
  inspect(limit?: number): FleetView;
  /**
   * Returns clearances, vehicles, outages, retired keys and time as a JSON value. Tokens are not included, because they
   * are credentials.
   */
  save(): EmulatorState;
  /** Restores a result of `save`. Clearances of applications that are not configured are ignored. */
  load(state: EmulatorState): void;
  /**
   * Resets the emulator to its creation: no tokens, clearances or journal; vehicles, faults and clock as in the
   * options.
   */
  reset(): void;
}

/**
 * Creates a High Mobility platform in this process.
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
