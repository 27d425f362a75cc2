import { operationOf } from "./operation-limits.ts";

/** What a wrapper has to know of the arguments of `fetch`. */
export interface FetchInput {
  /** `METHOD path`, VINs replaced. */
  readonly operation: string;
  readonly signal: AbortSignal | null | undefined;
  /** Whether it can be sent more than once: its body is no stream. */
  readonly replayable: boolean;
}

export function readFetchInput(input: string | URL | Request, init: RequestInit = {}): FetchInput {
  const request = input instanceof Request ? input : undefined;
  const method = (init.method ?? request?.method ?? "GET").toUpperCase();
  return {
    operation: operationOf(method, request ? request.url : String(input)),
    signal: init.signal ?? request?.signal,
    replayable: !(init.body instanceof ReadableStream),
  };
}

/** The global `fetch` of the moment of each request, where none is given. */
export function lateFetch(fetch: typeof globalThis.fetch | undefined): typeof globalThis.fetch {
  return fetch ?? ((input, init) => globalThis.fetch(input, init));
}
