import type { DocumentedErrorStatus, UndocumentedErrorStatus } from "@high-mobility-ts/schema/facts";
import type { JsonContent } from "./call.ts";

/** The statuses outside 2xx that the specification does not document for an operation: a proxy's 502, say. */
export type UndocumentedStatus<Documented> =
  | UndocumentedErrorStatus
  | Exclude<DocumentedErrorStatus, Documented>;

/** What every result carries, whatever the status. */
export interface Answer<Status extends number> {
  readonly status: Status;
  /** The response as received. Its body has been read. */
  readonly response: Response;
  /** Method and path template, such as `GET /v1/fleets/vehicles/{vin}`: no parameter values, fit for logs. */
  readonly operation: string;
}

/** A 2xx answer. */
export interface Success<Status extends number, Data> extends Answer<Status> {
  readonly ok: true;
  readonly data: Data;
  readonly error?: undefined;
}

/**
 * Any other answer. `error` is always an object, so `if (error)` holds: the body where it is JSON, `{}` where there is
 * none, an {@link UnexpectedResponseError} where it is something else.
 */
export interface Failure<Status extends number, Body> extends Answer<Status> {
  readonly ok: false;
  readonly data?: undefined;
  readonly error: Body;
}

/** What a call to `Op` resolves to: one member per documented status, and one for all other statuses. */
export type Result<Op> = Op extends { responses: infer Responses }
  ?
      | { [S in keyof Responses & number]: ResultAt<S, Responses[S]> }[keyof Responses & number]
      | Failure<UndocumentedStatus<keyof Responses>, object>
  : never;

type ResultAt<Status extends number, Answered> = `${Status}` extends `2${string}`
  ? Success<Status, Answered extends JsonContent<infer B> ? B : undefined>
  : Failure<Status, Answered extends JsonContent<infer B> ? B : object>;

/** Any result, of whichever operation. */
export type AnyResult = Success<number, unknown> | Failure<number, object>;
