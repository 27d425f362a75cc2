import { kindOf } from "@high-mobility-ts/guards";
import type { Clearance } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../../call/client.ts";
import { isHighMobilityError } from "../../errors/high-mobility-error.ts";
import { unwrap } from "../../errors/unwrap.ts";
import { checkClient } from "../check-client.ts";
import { listClearancesOf } from "../list-clearances.ts";
import { newestClearances } from "../newest-clearances.ts";
import { OpenClearances, type SettledClearance } from "./open-clearances.ts";
import { growingPauses } from "./pauses.ts";
import { StillPendingError } from "./still-pending-error.ts";
import { listenForNews } from "./vehicle-news.ts";
import { readWaitOptions, type WaitOptions, type WaitSettings } from "./wait-options.ts";

type WaitClient = Pick<HighMobilityClient, "GET">;

/**
 * Waits until clearances are approved or end in another way. With one VIN, it returns a promise. With several VINs, it
 * yields each clearance as it is decided, and checks all of them with one list of clearances. Pauses grow from 2
 * seconds to 15 minutes. There is no time limit by default: a decision takes from minutes to two weeks. With `events`,
 * a webhook ends a pause, and
 * the first pause is a minute.
 *
 * The wait continues at a status that this version does not know. If a VIN is listed several times, its newest entry
 * counts. A temporary failure ends the wait only if it happens at the first check.
 *
 * @example const { approved, reason } = await waitForClearance(hm, vin);
 * @example for await (const { vin, approved } of waitForClearance(hm, vins, { events: webhook })) …
 * @throws {TypeError} at once if an option is unknown or out of bounds.
 * @throws {StillPendingError} if the caller's `timeoutMs` is over, {AbortError} if the signal aborts, {ApiError} if the
 * platform rejects a call: for one VIN, also if it has no clearance.
 */
export function waitForClearance(
  hm: WaitClient,
  vin: string,
  options?: WaitOptions,
): Promise<SettledClearance>;
export function waitForClearance(
  hm: WaitClient,
  vins: Iterable<string>,
  options?: WaitOptions,
): AsyncGenerator<SettledClearance, void, undefined>;
export function waitForClearance(
  hm: WaitClient,
  vins: string | Iterable<string>,
  options: WaitOptions = {},
): Promise<SettledClearance> | AsyncGenerator<SettledClearance, void, undefined> {
  checkClient(hm);
  if (typeof vins !== "string" && (vins === null || vins === undefined || !(Symbol.iterator in Object(vins))))
    throw new TypeError(`vins must be a VIN or a list of VINs, got ${kindOf(vins)}.`);
  const settings = readWaitOptions(options);
  return typeof vins === "string" ? waitForOne(hm, vins, settings) : waitForAll(hm, vins, settings);
}

async function waitForOne(hm: WaitClient, vin: string, settings: WaitSettings): Promise<SettledClearance> {
  const path = { vin: vin.toUpperCase() };
  const look = async (): Promise<readonly Clearance[]> => [
    await unwrap(hm.GET("/v1/fleets/vehicles/{vin}", { params: { path }, signal: settings.signal })),
  ];
  for await (const settled of waiting([vin], settings, { operation: "GET /v1/fleets/vehicles/{vin}", look }))
    return settled;
  throw new TypeError("the wait for one vehicle ended without a result");
}

async function* waitForAll(
  hm: WaitClient,
  vins: Iterable<string>,
  settings: WaitSettings,
): AsyncGenerator<SettledClearance, void, undefined> {
  const look = async (some: readonly string[]): Promise<readonly Clearance[]> => [
    ...(await newestClearances(listClearancesOf(hm, some, settings.signal))).values(),
  ];
  yield* waiting(vins, settings, { operation: "GET /v1/fleets/vehicles", look });
}

interface Looks {
  readonly operation: string;
  /** Returns the clearances of these VINs, which must fit into one call. */
  look(vins: readonly string[]): Promise<readonly Clearance[]>;
}

async function* waiting(
  vins: Iterable<string>,
  settings: WaitSettings,
  { operation, look }: Looks,
): AsyncGenerator<SettledClearance, void, undefined> {
  const open = new OpenClearances(vins, settings);
  const news = listenForNews(settings.events, (vin) => open.has(vin));
  const pauses = growingPauses(settings, news);
  const lookPatiently = patient(look, settings);
  try {
    while (open.size > 0) {
      for (const some of open.chunks()) {
        const found = await lookPatiently(some);
        if (found) yield* open.settle(some, found);
      }
      if (open.size === 0) return;
      const delayMs = pauses.nextMs();
      if (delayMs === 0) throw new StillPendingError(operation, settings.timeoutMs, open.pending());
      settings.emit({ type: "waiting", vehicles: open.size, delayMs });
      await pauses.pause(operation);
    }
  } finally {
    news.stop();
  }
}

/** A wait of days survives a network that fails for an hour. A wrong address fails at the first check. */
function patient(look: Looks["look"], { signal, emit }: WaitSettings) {
  let isFirst = true;
  return async (vins: readonly string[]): Promise<readonly Clearance[] | undefined> => {
    try {
      const found = await look(vins);
      isFirst = false;
      return found;
    } catch (error) {
      if (isFirst || signal?.aborted || !isHighMobilityError(error) || !error.retryable) throw error;
      emit({ type: "look-failed", error });
      return undefined;
    }
  };
}
