import { checkKnownOptions } from "@high-mobility-ts/guards";
import type { Clearance } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../call/client.ts";
import { asStream } from "../call/core-init.ts";
import { openStream } from "../call/open-stream.ts";
import { UnexpectedResponseError } from "../errors/unexpected-response-error.ts";
import { unwrap } from "../errors/unwrap.ts";
import { checkClient } from "./check-client.ts";
import { type ClearanceQuery, clearanceFilter } from "./clearance-query.ts";
import { jsonArrayElements } from "./json-array-stream.ts";

/** Options of {@link listClearances}. */
export interface ListOptions {
  /** Ends the call and the reading of its response. */
  readonly signal?: AbortSignal | null | undefined;
}

/**
 * Yields the clearances of the application in the platform's order while the list arrives. Only one clearance is in
 * memory at a time.
 *
 * @example for await (const { vin } of listClearances(hm, { status: "approved" })) console.log(vin);
 * @throws {ApiError} if the platform rejects the call.
 * @throws {UnexpectedResponseError} if the response is not a list of clearances or is truncated. Clearances that were
 * yielded before are valid.
 */
export async function* listClearances(
  hm: Pick<HighMobilityClient, "GET">,
  query: ClearanceQuery = {},
  options: ListOptions = {},
): AsyncGenerator<Clearance, void, undefined> {
  checkClient(hm);
  checkKnownOptions("listClearances()", options, { signal: true });
  const { signal = null } = options;
  const filter = clearanceFilter(query);
  const params = Object.keys(filter).length > 0 ? { query: { filter } } : {};
  // This is not a public option of a call: see core.ts.
  const streamed: object = { [asStream]: openStream };
  const result = await hm.GET("/v1/fleets/vehicles", { params, signal, ...streamed });
  const list: unknown = await unwrap(result);
  const elements = list instanceof ReadableStream ? jsonArrayElements(list) : (list as Iterable<unknown>);
  const { operation, response } = result;
  try {
    for await (const element of elements) yield asClearance(element);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const problems = [`the list cannot be read (${cause.message})`];
    throw new UnexpectedResponseError(operation, { response, body: "", problems, cause });
  }
}

/** The elements have the type of the specification. Only the VIN is checked, because callers rely on it. */
function asClearance(element: unknown): Clearance {
  const { vin } = (element ?? {}) as { readonly vin?: unknown };
  if (typeof vin !== "string") throw new SyntaxError("an entry has no VIN");
  return element as Clearance;
}

/** The number of VINs in a URL of about 2,600 characters, which every server accepts. */
export const vinsPerUrl = 100;

/** Yields the clearances of these vehicles, with as few calls as the length of URLs allows. */
export async function* listClearancesOf(
  hm: Pick<HighMobilityClient, "GET">,
  vins: readonly string[],
  signal: AbortSignal | null,
): AsyncGenerator<Clearance, void, undefined> {
  for (let at = 0; at < vins.length; at += vinsPerUrl)
    yield* listClearances(hm, { vin: vins.slice(at, at + vinsPerUrl) }, { signal });
}
