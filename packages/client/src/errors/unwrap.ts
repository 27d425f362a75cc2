import { kindOf } from "@high-mobility-ts/guards";
import type { AnyResult, Success } from "../call/result.ts";
import { ApiError } from "./api-error.ts";
import { UnexpectedResponseError } from "./unexpected-response-error.ts";

/**
 * Returns the data of a call or throws an error, for code that prefers exceptions to `{ data, error }`.
 *
 * @example const vehicle = await unwrap(hm.getVehicleData({ vin }));
 * @throws {ApiError} if the status of the response is not 2xx.
 * @throws {UnexpectedResponseError} if such a response has a body that is not JSON.
 */
export async function unwrap<R extends AnyResult>(call: R | PromiseLike<R>): Promise<DataOf<R>>;
export async function unwrap(call: AnyResult | PromiseLike<AnyResult>): Promise<unknown> {
  const result = await call;
  if (typeof result?.ok !== "boolean")
    throw new TypeError(
      `unwrap() must be called with a call of a client or its result, got ${kindOf(result)}.`,
    );
  if (result.ok) return result.data;
  throw result.error instanceof UnexpectedResponseError ? result.error : new ApiError(result);
}

/** The data that `R` has if the call succeeded. */
export type DataOf<R> = R extends Success<number, infer Data> ? Data : never;
