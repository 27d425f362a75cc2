// Eight processes with different clocks share a store during random calls, aborts, revocations, outages and
// store failures in virtual time. The rules are checked at every request.

import { inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AuthError, clientCredentials, type TokenStore, withAuth } from "../src/index.ts";
import { memoryStore } from "./memory-store.ts";
import { VirtualTime } from "./virtual-time.ts";

const origin = "https://sandbox.api.high-mobility.com";
const secret = "s3cr3t-of-the-app";
const processCount = 8;
const runs = Number(process.env["MODEL_RUNS"] ?? 150);

type Action =
  | { readonly kind: "call"; readonly process: number; readonly abortAfterMs: number | undefined }
  | { readonly kind: "revoke" | "outage" | "storeDown" | "storeUp" };

interface Step {
  readonly afterMs: number;
  readonly action: Action;
}

interface Setting {
  readonly lifetimeMs: number;
  readonly latencyMs: number;
  readonly skewsMs: readonly number[];
  readonly steps: readonly Step[];
}

const call = fc.record({
  kind: fc.constant("call" as const),
  process: fc.nat({ max: processCount - 1 }),
  abortAfterMs: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined, freq: 4 }),
});
const event = fc.record({
  kind: fc.constantFrom("revoke" as const, "outage" as const, "storeDown" as const, "storeUp" as const),
});
const setting: fc.Arbitrary<Setting> = fc.record({
  lifetimeMs: fc.constantFrom(5_000, 60_000, 300_000),
  latencyMs: fc.integer({ min: 1, max: 200 }),
  skewsMs: fc.array(fc.integer({ min: -600_000, max: 600_000 }), {
    minLength: processCount,
    maxLength: processCount,
  }),
  steps: fc.array(
    fc.record({
      afterMs: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 310_000 }),
      ),
      action: fc.oneof({ arbitrary: call, weight: 6 }, { arbitrary: event, weight: 1 }),
    }),
    { minLength: 5, maxLength: 60 },
  ),
});

class World {
  readonly time = new VirtualTime();
  readonly violations: string[] = [];
  readonly issued = new Map<string, number>();
  readonly inFlightBy = new Map<number, number>();
  current = "";
  outageUntil = 0;
  storeIsUp = true;
  /** A request that began while the store was down may still run after the store works again. */
  storeWasDownAt = Number.NEGATIVE_INFINITY;
  readonly setting: Setting;

  constructor(setting: Setting) {
    this.setting = setting;
  }

  /** Both servers: token endpoint and API. */
  fetchOf(process: number): typeof globalThis.fetch {
    return async (input, init) => {
      const request = new Request(input, init);
      const answer = request.url.endsWith("/v1/access_tokens") ? this.issue(process) : this.serve(request);
      return await answer;
    };
  }

  async issue(process: number): Promise<Response> {
    const flying = (this.inFlightBy.get(process) ?? 0) + 1;
    this.inFlightBy.set(process, flying);
    const all = [...this.inFlightBy.values()].reduce((sum, count) => sum + count, 0);
    if (flying > 1) this.violations.push(`process ${process} has ${flying} token requests in flight`);
    const storeWasDown = this.time.now() - this.storeWasDownAt < 60_000 || !this.storeIsUp;
    if (all > 1 && !storeWasDown) this.violations.push(`${all} token requests in flight for one store`);
    try {
      await this.time.sleep(this.setting.latencyMs);
      if (this.time.now() < this.outageUntil) return this.answer(503, {});
      this.current = `token-${this.issued.size + 1}`;
      this.issued.set(this.current, this.time.now() + this.setting.lifetimeMs);
      const { lifetimeMs } = this.setting;
      return this.answer(200, {
        access_token: this.current,
        token_type: "bearer",
        expires_in: lifetimeMs / 1_000,
      });
    } finally {
      this.inFlightBy.set(process, flying - 1);
    }
  }

  async serve(request: Request): Promise<Response> {
    const value = request.headers.get("authorization")?.replace("Bearer ", "") ?? "";
    const expiresAt = this.issued.get(value);
    if (expiresAt === undefined) this.violations.push(`a token that was never issued was sent: ${value}`);
    else if (this.time.now() >= expiresAt) this.violations.push(`${value} was sent after it had expired`);
    await this.time.sleep(this.setting.latencyMs);
    return this.answer(this.revoked.has(value) ? 401 : 200, {});
  }

  readonly revoked = new Set<string>();

  answer(status: number, body: object): Response {
    return Response.json(body, { status, headers: { date: new Date(this.time.now()).toUTCString() } });
  }

  store(): TokenStore {
    const inner = memoryStore(() => this.time.now());
    const reach = async () => {
      await this.time.sleep(3);
      if (!this.storeIsUp) throw new Error("the store is down");
    };
    return {
      get: async (key) => {
        await reach();
        return inner.get(key);
      },
      set: async (key, value, ttlMs) => {
        await reach();
        await inner.set(key, value, ttlMs);
      },
      withLock: async (key, work) => {
        await reach();
        return inner.withLock(key, work);
      },
    };
  }
}

async function live(setting: Setting): Promise<{ world: World; outcomes: unknown[]; hanging: number }> {
  const world = new World(setting);
  const store = world.store();
  const calls = setting.skewsMs.map((skewMs, process) => {
    const clock = {
      now: () => world.time.now() + skewMs,
      sleep: (ms: number) => world.time.sleep(ms),
    };
    const fetch = world.fetchOf(process);
    const credentials = { clientId: "app", clientSecret: secret };
    return withAuth(clientCredentials({ environment: "sandbox", ...credentials, store, clock, fetch }), {
      fetch,
    });
  });
  const outcomes: unknown[] = [];
  let hanging = 0;

  const begin = ({ process, abortAfterMs }: Extract<Action, { kind: "call" }>): void => {
    const controller = new AbortController();
    if (abortAfterMs !== undefined)
      void world.time.sleep(abortAfterMs).then(() => controller.abort(new Error("aborted by the caller")));
    hanging++;
    const settle = (outcome: unknown): void => {
      hanging--;
      outcomes.push(outcome);
    };
    void calls[process]?.(`${origin}/v1/fleets/vehicles`, { signal: controller.signal }).then(settle, settle);
  };

  for (const { afterMs, action } of setting.steps) {
    await world.time.advance(afterMs);
    switch (action.kind) {
      case "call":
        begin(action);
        break;
      case "revoke":
        world.revoked.add(world.current);
        break;
      case "outage":
        world.outageUntil = world.time.now() + 10_000;
        break;
      case "storeDown":
        world.storeIsUp = false;
        world.storeWasDownAt = world.time.now();
        break;
      case "storeUp":
        if (!world.storeIsUp) world.storeWasDownAt = world.time.now();
        world.storeIsUp = true;
        break;
      default:
        action satisfies never;
    }
  }
  // Digests and module loading take real time, so the test waits for them.
  for (let turn = 0; hanging > 0 && turn < 1_000; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    await world.time.advance(1_000);
  }
  return { world, outcomes, hanging };
}

test(`holds over ${runs} random lives of eight processes`, async () => {
  let callsMade = 0;
  const property = fc.asyncProperty(setting, async (given) => {
    const { world, outcomes, hanging } = await live(given);
    callsMade += outcomes.length;
    expect(world.violations).toEqual([]);
    expect(hanging).toBe(0);
    for (const outcome of outcomes) {
      const isExpected =
        outcome instanceof Response ||
        (outcome instanceof AuthError && ["server-unavailable", "network"].includes(outcome.code)) ||
        (outcome instanceof Error && outcome.message === "aborted by the caller");
      expect([isExpected, outcome]).toEqual([true, outcome]);
      const shown = `${inspect(outcome, { depth: null, showHidden: true })} ${JSON.stringify(outcome)}`;
      if (!(outcome instanceof Response)) expect(shown).not.toMatch(/s3cr3t|token-\d/);
    }
  });
  await fc.assert(property, { numRuns: runs });
  process.stdout.write(`model: ${runs} lives, ${callsMade} calls\n`);
}, 600_000);
