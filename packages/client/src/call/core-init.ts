import type { openStream } from "./open-stream.ts";

/** Options of one call. */
export interface CoreInit {
  /** If set, the data of a success is the unread body. Only callers that stream load the function. */
  readonly [asStream]?: typeof openStream;
  readonly signal?: AbortSignal | null;
  readonly headers?: HeaderValues;
  readonly body?: unknown;
  readonly params?: CallParams;
  readonly [option: string]: unknown;
}

/** The parameters of a call, by their place in the request. */
export interface CallParams {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly header?: HeaderValues;
}

/**
 * Requests the body as a stream. Not public: only a list may be larger than memory, and everything else is
 * better parsed.
 */
export const asStream: unique symbol = Symbol("asStream");

/** Headers as callers write them; in a record, `null` removes a header of the client. */
export type HeaderValues = RequestInit["headers"] | Readonly<Record<string, unknown>>;
