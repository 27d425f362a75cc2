import type { DocumentedErrorStatus, UndocumentedErrorStatus } from "@high-mobility-ts/schema/facts";
import type { JsonContent } from "./call.ts";

/** The statuses outside 2xx that the specification does not document for an operation, such as the 502 of a proxy. */
export type UndocumentedStatus<Documented> =
  | UndocumentedErrorStatus
  | Exclude<DocumentedErrorStatus, Documented>;

/** The members of every result. */
export interface ResponseInfo<Status extends number> {
  /** The HTTP status of the response. */
  readonly status: Status;
  /** The response as received. Its body has been read. */
  readonly response: Response;
  /**
   * Method and path template, such as `GET /v1/fleets/vehicles/{vin}`: without parameter values, so that it can be
   * logged.
   */
  readonly operation: string;
}

/** A 2xx response. */
export interface Success<Status extends number, Data> extends ResponseInfo<Status> {
  /** `true` for every 2xx status. */
  readonly ok: true;
  /** The body of the response. */
  readonly data: Data;
  readonly error?: undefined;
}

/**
 * Any other response. `error` is always an object, so `if (error)` works: the body if it is JSON, `{}` if there is no
 * body, an `UnexpectedResponseError` otherwise. Access tokens in it are replaced by `[redacted]`.
 */
export interface Failure<Status extends number, Body> extends ResponseInfo<Status> {
  /** `false` for every status outside 2xx. */
  readonly ok: false;
  readonly data?: undefined;
  /** The body of the response, with the reason. {@link unwrap} turns it into an `ApiError`. */
  readonly error: Body;
}

/** The result of a call to `Op`: one member per documented status, and one for all other statuses. */
export type Result<Op> = Op extends { responses: infer Responses } ? ResultsOf<Responses> : never;

/** The results of an operation with these documented responses. */
export type ResultsOf<Responses> =
  | { [S in keyof Responses & number]: ResultAt<S, Responses[S]> }[keyof Responses & number]
  | Failure<UndocumentedStatus<keyof Responses>, object>;

type ResultAt<Status extends number, Documented> = `${Status}` extends `2${string}`
  ? Success<Status, Documented extends JsonContent<infer B> ? B : undefined>
  : Failure<Status, Documented extends JsonContent<infer B> ? B : object>;

/** A result of any operation. */
export type AnyResult = Success<number, unknown> | Failure<number, object>;
