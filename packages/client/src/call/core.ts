// The one file that knows openapi-fetch: replacing it changes nothing outside (docs/decisions/0001).
import createOpenapiFetch from "openapi-fetch";
import type { Attempt } from "../resilience/attempt.ts";
import { LightRequest } from "./light-request.ts";
import type { Middleware } from "./middleware.ts";
import { limitBody, type RawResponse } from "./read-response.ts";
import { serializePath, serializeQuery } from "./serialize.ts";

export interface CoreOptions {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** The most bytes of a response's body, decompressed. */
  readonly maxResponseBytes: number;
  /** Sends one request of the operation at `template`, a path. */
  readonly fetch: (request: Request | LightRequest, template: string) => Promise<Response>;
}

/** Options of one call. With `asStream` the data of a success is its body, unread. */
export interface CoreInit {
  readonly [asStream]?: boolean;
  readonly signal?: AbortSignal | null;
  readonly headers?: unknown;
  readonly params?: {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly header?: unknown;
    readonly [kind: string]: unknown;
  };
  readonly [option: string]: unknown;
}

/** Asks for the body as it comes. Not public: a list may be larger than memory, anything else is better parsed. */
export const asStream: unique symbol = Symbol("asStream");

/** The client without its types, which {@link HighMobilityClient} gives. */
export interface Core {
  /** @throws {TypeError} if a path parameter is missing. */
  send(method: string, path: string, init?: CoreInit, attempt?: Attempt): Promise<RawResponse>;
  use(...middleware: Middleware[]): void;
  eject(...middleware: Middleware[]): void;
}

/** openapi-fetch's client, its types (which are not ours) left out. */
interface Untyped {
  request(method: string, path: string, init: object): Promise<RawResponse>;
  use(...middleware: Middleware[]): void;
  eject(...middleware: Middleware[]): void;
}

export function createCore({ baseUrl, headers, maxResponseBytes, fetch }: CoreOptions): Core {
  const client = createOpenapiFetch({
    baseUrl,
    ...(headers && { headers }),
    querySerializer: serializeQuery,
  }) as unknown as Untyped;
  const registered = new Set<Middleware>();
  const plainHeaders = plainHeadersOf(headers);

  async function sendOne(request: Request | LightRequest, path: string, attempt: Attempt | undefined) {
    try {
      const response = await fetch(request, path);
      return limitBody(response, { maxResponseBytes, attempt });
    } catch (error) {
      if (attempt) attempt.fetchError = error;
      throw error;
    }
  }

  return {
    async send(method, path, init, attempt) {
      const hasOwnHeaders = init?.headers !== undefined || init?.params?.header !== undefined;
      const filledPath = serializePath(`${method} ${path}`, path, init?.params?.path);
      return client.request(method, path, {
        ...init,
        signal: attempt ? attempt.signal : init?.signal,
        parseAs: init?.[asStream] ? "stream" : "text", // so that parsing, and the error when it fails, are ours
        pathSerializer: (url: string) => url.slice(0, url.length - path.length) + filledPath,
        fetch: (request: Request | LightRequest) => {
          if (request instanceof LightRequest && !hasOwnHeaders) plainHeaders(request.init);
          return sendOne(request, path, attempt);
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
