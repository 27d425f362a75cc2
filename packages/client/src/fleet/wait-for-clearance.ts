import type { Clock } from "@high-mobility-ts/auth";
import { sleep } from "@high-mobility-ts/guards";
import type { Clearance, ClearanceStatus } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../call/client.ts";
import { AbortError, TimeoutError } from "../errors/no-response-errors.ts";
import { unwrap } from "../errors/unwrap.ts";
import { type Hints, listenForHints, type VinHint } from "./hints.ts";
import { listClearancesOf } from "./list-clearances.ts";

export interface WaitOptions {
  /** When to give up, in milliseconds, > 0. Default: 600,000 (ten minutes). */
  readonly timeoutMs?: number | undefined;
  /** The first pause between two looks, in milliseconds, > 0; each is half as long again. Default: 2,000. */
  readonly minDelayMs?: number | undefined;
  /** The longest pause, in milliseconds. Default: 60,000. */
  readonly maxDelayMs?: number | undefined;
  /** News of vehicles, such as the events that a webhook receives: each makes the wait look again at once. */
  readonly events?: AsyncIterable<VinHint> | undefined;
  readonly signal?: AbortSignal | null | undefined;
  readonly clock?: Clock | undefined;
}

/** A clearance that waits for nobody any more. */
export interface SettledClearance {
  readonly vin: string;
  readonly approved: boolean;
  readonly status: Exclude<ClearanceStatus, "pending">;
  /** Why, as the last entry of the changelog says; undefined when it does not. */
  readonly reason: string | undefined;
  readonly clearance: Clearance;
}

const OPERATION = "GET /v1/fleets/vehicles/{vin}";

/**
 * Waits until clearances are approved, or ended otherwise. One VIN gives a promise; several give each as it comes, and are
 * looked at together, by the list of clearances rather than one by one. Pauses grow, and the client's rate limit holds.
 *
 * @example const { approved, reason } = await waitForClearance(hm, vin);
 * @example for await (const { vin, approved } of waitForClearance(hm, vins, { events: webhook })) …
 * @throws {TypeError} At once, when an option is out of bounds.
 * @throws {TimeoutError} when the time is up, {AbortError} when the signal aborts, {ApiError} when the platform says no:
 * for one VIN, also when it has no clearance.
 */
export function waitForClearance(
  hm: Pick<HighMobilityClient, "GET">,
  vin: string,
  options?: WaitOptions,
): Promise<SettledClearance>;
export function waitForClearance(
  hm: Pick<HighMobilityClient, "GET">,
  vins: Iterable<string>,
  options?: WaitOptions,
): AsyncGenerator<SettledClearance, void, undefined>;
export function waitForClearance(
  hm: Pick<HighMobilityClient, "GET">,
  vins: string | Iterable<string>,
  options: WaitOptions = {},
): Promise<SettledClearance> | AsyncGenerator<SettledClearance, void, undefined> {
  const { timeoutMs = 600_000, minDelayMs = 2_000, maxDelayMs = 60_000 } = options;
  for (const [name, ms] of Object.entries({ timeoutMs, minDelayMs, maxDelayMs }))
    if (!(ms > 0)) throw new TypeError(`${name} must be a number of milliseconds > 0, not ${ms}`);
  const clock = options.clock ?? { now: () => Date.now() };
  const { signal = null, events } = options;
  const settings = { timeoutMs, minDelayMs, maxDelayMs, signal, events, clock };
  return typeof vins === "string" ? waitForOne(hm, vins, settings) : waitForAll(hm, vins, settings);
}

interface Settings {
  readonly timeoutMs: number;
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  readonly signal: AbortSignal | null;
  readonly clock: Clock;
  readonly events: AsyncIterable<VinHint> | undefined;
}

async function waitForOne(hm: Pick<HighMobilityClient, "GET">, vin: string, settings: Settings) {
  const { signal } = settings;
  const params = { path: { vin } };
  const hints = listenForHints(settings.events, (hint) => hint === vin);
  try {
    for (const pauses = createPauses(settings, hints); ; await pauses.next()) {
      const clearance = await unwrap(hm.GET("/v1/fleets/vehicles/{vin}", { params, signal }));
      const settled = settledFrom(clearance);
      if (settled) return settled;
    }
  } finally {
    hints.stop();
  }
}

async function* waitForAll(
  hm: Pick<HighMobilityClient, "GET">,
  vins: Iterable<string>,
  settings: Settings,
): AsyncGenerator<SettledClearance, void, undefined> {
  const waiting = new Set(vins);
  const hints = listenForHints(settings.events, (hint) => waiting.has(hint));
  try {
    for (const pauses = createPauses(settings, hints); waiting.size > 0; ) {
      for await (const clearance of listClearancesOf(hm, [...waiting], settings.signal)) {
        const settled = settledFrom(clearance);
        if (settled && waiting.delete(settled.vin)) yield settled;
      }
      if (waiting.size > 0) await pauses.next();
    }
  } finally {
    hints.stop();
  }
}

function settledFrom(clearance: Clearance): SettledClearance | undefined {
  const { vin, status, changelog = [] } = clearance;
  if (status === "pending") return undefined;
  return { vin, approved: status === "approved", status, reason: changelog.at(-1)?.reason, clearance };
}

/** The pauses between looks; the last one ends with the time. */
function createPauses({ timeoutMs, minDelayMs, maxDelayMs, signal, clock }: Settings, hints: Hints) {
  const endsAt = clock.now() + timeoutMs;
  let delayMs = Math.min(minDelayMs, maxDelayMs);
  return {
    async next(): Promise<void> {
      const left = endsAt - clock.now();
      if (left <= 0) throw new TimeoutError(OPERATION, timeoutMs);
      const pause = new AbortController();
      const either = signal ? AbortSignal.any([signal, pause.signal]) : pause.signal;
      try {
        await Promise.race([sleep(clock, Math.min(delayMs, left), either), hints.next()]);
      } catch (cause) {
        throw signal?.aborted ? new AbortError(OPERATION, signal.reason) : cause;
      } finally {
        pause.abort();
      }
      delayMs = Math.min(delayMs * 1.5, maxDelayMs);
    },
  };
}
