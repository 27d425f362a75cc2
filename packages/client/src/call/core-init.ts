import type { openStream } from "./open-stream.ts";

/** Options of one call. */
export interface CoreInit {
  /** If it is set, the data of a success is its body, unread. Only callers that stream load the function. */
  readonly [asStream]?: typeof openStream;
  readonly signal?: AbortSignal | null;
  readonly headers?: HeaderValues;
  readonly body?: unknown;
  readonly params?: CallParams;
  readonly [option: string]: unknown;
}

/** The parameters of a call, by where they go. */
export interface CallParams {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly header?: HeaderValues;
}

/** Asks for the body as it comes. Not public: a list may be larger than memory, anything else is better parsed. */
export const asStream: unique symbol = Symbol("asStream");

/** Headers as callers write them; in a record, `null` removes a header of the client. */
export type HeaderValues = RequestInit["headers"] | Readonly<Record<string, unknown>>;
