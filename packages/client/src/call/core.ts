// The one file that knows openapi-fetch: replacing it changes nothing outside (docs/decisions/0001).
import createOpenapiFetch from "openapi-fetch";
import { UnexpectedResponseError } from "../errors/unexpected-response-error.ts";
import type { Try } from "../resilience/attempt.ts";
import { LightRequest } from "./light-request.ts";
import type { Middleware } from "./middleware.ts";
import type { AnyResult } from "./result.ts";
import { serializePath, serializeQuery } from "./serialize.ts";

export interface CoreOptions {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** Sends one request of the operation at `template`, a path. */
  readonly fetch: (request: Request | LightRequest, template: string) => Promise<Response>;
}

/** Options of one call. With `asStream` the data of a success is its body, unread. */
export interface CoreInit {
  readonly [asStream]?: boolean;
  readonly signal?: AbortSignal | null;
  readonly headers?: unknown;
  readonly params?: { readonly header?: unknown; readonly [kind: string]: unknown };
  readonly [option: string]: unknown;
}

/** Asks for the body as it comes. Not public: a list may be larger than memory, anything else is better parsed. */
export const asStream: unique symbol = Symbol("asStream");

/** An answer as openapi-fetch leaves it; {@link toResult} makes a result of it. */
export interface RawAnswer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** The client without its types, which {@link HighMobilityClient} gives. */
export interface Core {
  send(method: string, path: string, init?: CoreInit, attempt?: Try): Promise<RawAnswer>;
  use(...middleware: Middleware[]): void;
  eject(...middleware: Middleware[]): void;
}

/** openapi-fetch's client, its types (which are not ours) left out. */
interface Untyped {
  request(method: string, path: string, init: object): Promise<RawAnswer>;
  use(...middleware: Middleware[]): void;
  eject(...middleware: Middleware[]): void;
}

export function createCore({ baseUrl, headers, fetch }: CoreOptions): Core {
  const client = createOpenapiFetch({
    baseUrl,
    ...(headers && { headers }),
    querySerializer: serializeQuery,
    pathSerializer: serializePath,
  }) as unknown as Untyped;
  const registered = new Set<Middleware>();
  const plainHeaders = plainHeadersOf(headers);
  return {
    send(method, path, init, attempt) {
      const hasOwnHeaders = init?.headers !== undefined || init?.params?.header !== undefined;
      return client.request(method, path, {
        ...init,
        signal: attempt ? attempt.signal : init?.signal,
        parseAs: init?.[asStream] ? "stream" : "text", // so that parsing, and the error when it fails, are ours
        fetch: (outgoing: Request | LightRequest) => {
          if (attempt) attempt.sent = true;
          if (outgoing instanceof LightRequest && !hasOwnHeaders) plainHeaders(outgoing.init);
          return fetch(outgoing, path);
        },
        Request: registered.size === 0 ? LightRequest : Request,
      });
    },
    use(...middleware) {
      client.use(...middleware);
      for (const one of middleware) registered.add(one);
    },
    eject(...middleware) {
      client.eject(...middleware);
      for (const one of middleware) registered.delete(one);
    },
  };
}

/**
 * Puts the headers of a client, with the type of a text body, back in place of the `Headers` that openapi-fetch made of them:
 * whoever adds to a record copies it in no time, and `fetch` reads it faster.
 */
function plainHeadersOf(headers: CoreOptions["headers"]): (init: RequestInit) => void {
  // Frozen: a `fetch` that writes into them would write into those of all calls.
  const bodiless = Object.freeze({ ...headers });
  const withJson = Object.freeze({ "content-type": "application/json", ...headers });
  return (init) => {
    if (init.body === undefined) init.headers = bodiless;
    else if (typeof init.body === "string") init.headers = withJson;
  };
}

/**
 * What an answer is for the caller.
 *
 * @throws {UnexpectedResponseError} when a 2xx answer is not JSON.
 */
export function toResult(operation: string, { response, data, error }: RawAnswer): AnyResult {
  const { ok, status } = response;
  return ok
    ? { ok, status, data: parseData(operation, response, data), response, operation }
    : { ok, status, error: errorBody(operation, response, error), response, operation };
}

function parseData(operation: string, response: Response, data: unknown): unknown {
  if (typeof data !== "string") return data;
  if (data === "") return undefined;
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw new UnexpectedResponseError(operation, { response, body: data, cause });
  }
}

/** openapi-fetch has parsed an error's body if it is JSON, and gives its text, or `undefined`, if not. */
function errorBody(operation: string, response: Response, error: unknown): object {
  if (typeof error === "object" && error !== null) return error;
  if (error === undefined || error === "") return {};
  return new UnexpectedResponseError(operation, { response, body: String(error) });
}
