import type { Clearance } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../call/client.ts";
import { asStream } from "../call/core-init.ts";
import { UnexpectedResponseError } from "../errors/unexpected-response-error.ts";
import { unwrap } from "../errors/unwrap.ts";
import { type ClearanceQuery, clearanceFilter } from "./clearance-query.ts";
import { jsonArrayElements } from "./json-array-stream.ts";

export interface ListOptions {
  /** Ends the call and the reading of its answer. */
  readonly signal?: AbortSignal | null | undefined;
}

/**
 * The clearances of the application, in the platform's order, while the list still arrives: one is held at a time,
 * however many there are.
 *
 * @example for await (const { vin } of listClearances(hm, { status: "approved" })) console.log(vin);
 * @throws {ApiError} when the platform says no.
 * @throws {UnexpectedResponseError} when the list is none, or breaks off; what came before it was good.
 */
export async function* listClearances(
  hm: Pick<HighMobilityClient, "GET">,
  query: ClearanceQuery = {},
  { signal = null }: ListOptions = {},
): AsyncGenerator<Clearance, void, undefined> {
  const filter = clearanceFilter(query);
  const params = Object.keys(filter).length > 0 ? { query: { filter } } : {};
  // Not among the public options of a call: see core.ts.
  const streamed: object = { [asStream]: true };
  const result = await hm.GET("/v1/fleets/vehicles", { params, signal, ...streamed });
  const list: unknown = await unwrap(result);
  if (!(list instanceof ReadableStream)) {
    yield* list as Clearance[];
    return;
  }
  const { operation, response } = result;
  try {
    // The specification says what the elements are.
    yield* jsonArrayElements(list) as AsyncGenerator<Clearance>;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const problems = [`the list cannot be read (${cause.message})`];
    throw new UnexpectedResponseError(operation, { response, body: "", problems, cause });
  }
}

/** So many VINs fit into a URL that every server takes: about 2,600 characters. */
const VINS_PER_URL = 100;

/** The clearances of these vehicles, those that have one, by as few calls as URLs allow. */
export async function* listClearancesOf(
  hm: Pick<HighMobilityClient, "GET">,
  vins: readonly string[],
  signal: AbortSignal | null,
): AsyncGenerator<Clearance, void, undefined> {
  for (let at = 0; at < vins.length; at += VINS_PER_URL)
    yield* listClearances(hm, { vin: vins.slice(at, at + VINS_PER_URL) }, { signal });
}
