import { kindOf, nearestName } from "@high-mobility-ts/guards";
import { knownOptions } from "./known-options.ts";

/** Options of `createClient` that are options of `fetch`, too. */
const alsoOfCalls: readonly string[] = ["headers"];
/**
 * Options of `fetch` (Fetch standard, RequestInit). Runtimes and frameworks add others, such as `dispatcher`, `cf` and
 * `next`.
 */
const ofFetch: readonly string[] = [
  ...["cache", "credentials", "duplex", "headers", "integrity", "keepalive", "mode", "priority"],
  ...["redirect", "referrer", "referrerPolicy", "signal", "window"],
];
const parameterKinds: readonly string[] = ["path", "query", "header"];

/**
 * Rejects options of one call that must be mistakes: options of the client, parameters outside of `params`, and
 * misspelled names. Unknown names are passed on, because runtimes add options to `fetch`.
 *
 * @param call The function that takes the options, such as `getVehicleData()`.
 * @param own The options of this kind of call, in addition to those of `fetch`.
 * @throws {TypeError} that names the option and what to write instead.
 */
export function checkCallOptions(call: string, options: object, own: readonly string[]): void {
  if (typeof options !== "object" || Array.isArray(options))
    throw new TypeError(`The options of ${call} must be an object, got ${kindOf(options)}.`);
  const { signal }: { signal?: unknown } = options;
  if (signal && typeof Reflect.get(Object(signal), "addEventListener") !== "function")
    throw new TypeError(`signal of ${call} must be an AbortSignal, got ${kindOf(signal)}.`);
  for (const name of Object.keys(options)) {
    if (own.includes(name) || ofFetch.includes(name)) continue;
    const remedy = remedyFor(name, own);
    if (remedy !== undefined) throw new TypeError(`${call} has no option "${name.slice(0, 40)}". ${remedy}`);
  }
}

function remedyFor(name: string, own: readonly string[]): string | undefined {
  if (own.includes("params") && parameterKinds.includes(name)) return `Put it into "params": params.${name}.`;
  if (Object.hasOwn(knownOptions, name) && !alsoOfCalls.includes(name))
    return "It is an option of createClient(), for all calls of a client.";
  const nearest = nearestName(name, [...own, ...ofFetch], name.length > 4 ? 2 : 1);
  return nearest === undefined ? undefined : `Did you mean "${nearest}"?`;
}
