import { type Clearances, createClearances, type LifeCycle } from "./clearances/clearances.ts";
import { createClock, type SteerableClock } from "./control/clock.ts";
import { createFaults, type Faults } from "./control/faults.ts";
import { createJournal, type Journal } from "./control/journal.ts";
import { createDelays, type Delays } from "./control/latency.ts";
import { createPush, type Push } from "./delivery/push.ts";
import { createWebhooks, type Webhooks } from "./delivery/webhooks.ts";
import { createAccessTokens } from "./oauth/access-tokens.ts";
import { createAssertionVerifier } from "./oauth/assertion.ts";
import { createAuthorizationCodes } from "./oauth/authorization-codes.ts";
import type { App, EmulatorSettings } from "./options.ts";
import type { PlatformState } from "./platform.ts";
import { requestIds, seededRandom } from "./random.ts";
import { createRateLimiter } from "./responder/rate-limiter.ts";
import { createResponder } from "./responder/responder.ts";
import type { SpecExtension } from "./responder/spec-extension.ts";
import { createSpecValidator, type SpecValidator } from "./responder/spec-validator.ts";
import { createCarmakers } from "./vehicles/carmakers.ts";

/** Assembles the parts of an emulator. */
interface EmulatorParts {
  readonly clock: SteerableClock;
  readonly platform: PlatformState;
  readonly clearances: ReadonlyMap<App, Clearances>;
  readonly webhooks: Webhooks;
  readonly push: Push;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly delays: Delays;
  readonly validator: SpecValidator;
  readonly respond: (request: Request) => Promise<Response>;
  /** Removes all state including vehicles, and resets the clock. */
  clear(): void;
}

export function assemble(given: EmulatorSettings): EmulatorParts {
  const clock = createClock(given.clock);
  const wallClock = given.wallClock ?? clock;
  const settings: EmulatorSettings = { ...given, clock };
  const clearances = new Map<App, Clearances>();
  const webhooks = createWebhooks({ apps: settings.apps, clock, fetch: settings.fetch });
  const tokens = createAccessTokens(wallClock, settings.tokenLifetimeSeconds);
  const carmakers = createCarmakers(clock);
  const extension: SpecExtension = { brands: new Set(settings.brands), statuses: new Set() };
  const lifeCycle: LifeCycle = {
    clock,
    approvalDelayMs: (brand) =>
      carmakers.approvalDelayMs(brand) ?? settings.brandApprovalDelaysMs[brand] ?? settings.approvalDelayMs,
    removalDelayMs: (brand) => settings.brandRemovalDelaysMs[brand] ?? settings.removalDelayMs,
  };
  const platform: PlatformState = {
    settings,
    random: seededRandom(settings.seed),
    tokens,
    codes: createAuthorizationCodes(wallClock, tokens.revokeGrant),
    assertions: createAssertionVerifier(wallClock),
    carmakers,
    extension,
    lifeCycle,
    vehicles: new Map(),
    clearancesOf: (app) => {
      const known = clearances.get(app);
      if (known) return known;
      const created = createClearances(lifeCycle, (vin, changes) =>
        webhooks.onStatusChanges(app, vin, changes),
      );
      clearances.set(app, created);
      return created;
    },
  };
  const push = createPush(platform);
  const validator = createSpecValidator(extension);
  const faults = createFaults();
  const journal = createJournal(settings.journalSize);
  const limiter = createRateLimiter(wallClock, settings.rateLimits);
  const delays = createDelays(settings.latency, platform.random);
  const ids = requestIds(platform.random);
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

  function clear(): void {
    const { codes, assertions, carmakers, vehicles } = platform;
    const state = [tokens, codes, assertions, carmakers, vehicles, clearances];
    for (const part of [...state, webhooks, push, faults, journal, limiter, ids]) part.clear();
    extension.statuses.clear();
    clock.rewind();
    delays.set(settings.latency);
  }

  return { clock, platform, clearances, webhooks, push, faults, journal, delays, validator, respond, clear };
}
