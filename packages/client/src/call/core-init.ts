/** Options of one call. With `asStream` the data of a success is its body, unread. */
export interface CoreInit {
  readonly [asStream]?: boolean;
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
