import type { Attempt } from "../resilience/attempt.ts";
import { asStream, type CoreInit } from "./core-init.ts";
import { checkMiddleware, type Middleware, throughMiddleware } from "./middleware.ts";
import { type RawResponse, readBody } from "./read-response.ts";
import { requestInits } from "./request-init.ts";
import { serializePath, serializeQuery } from "./serialize.ts";

export interface CoreOptions {
  /** Absolute URL that paths are appended to; a trailing slash is ignored. */
  readonly baseUrl: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The most bytes of a response's body, decompressed. */
  readonly maxResponseBytes: number;
  /** Returns what sends the requests of the operations at a path template. */
  readonly fetchFor: (template: string) => typeof globalThis.fetch;
}

/** The client without its types, which {@link HighMobilityClient} gives. */
export interface Core {
  /** @throws {TypeError} if a path parameter is missing. */
  send(method: string, path: string, init?: CoreInit, attempt?: Attempt): Promise<RawResponse>;
  use(...middleware: Middleware[]): void;
  eject(...middleware: Middleware[]): void;
}

/** Returns what makes a request of one attempt of a call, and reads its response. */
export function createCore({ baseUrl, headers, maxResponseBytes, fetchFor }: CoreOptions): Core {
  const base = baseUrl.replace(/\/$/, "");
  const initOf = requestInits(headers);
  const registered: Middleware[] = [];

  return {
    async send(method, path, init = {}, attempt) {
      const { params = {} } = init;
      const target = serializePath(`${method} ${path}`, path, params.path);
      const url = base + target + (params.query ? serializeQuery(params.query) : "");
      const request = initOf(method, init, attempt ? attempt.signal : init.signal);
      const fetch: typeof globalThis.fetch = (...args) => noteError(attempt, () => fetchFor(path)(...args));
      const response =
        registered.length === 0
          ? await fetch(url, request)
          : await throughMiddleware([...registered], {
              request: new Request(url, request),
              path,
              params,
              fetch,
            });
      const isStreamed = init[asStream] && response.ok;
      const body = isStreamed
        ? response.body
        : await noteError(attempt, () => readBody(response, maxResponseBytes));
      return { response, body };
    },
    use(...middleware) {
      for (const one of middleware) registered.push(checkMiddleware(one));
    },
    eject(...middleware) {
      for (const one of middleware) {
        const index = registered.indexOf(one);
        if (index >= 0) registered.splice(index, 1);
      }
    },
  };
}

/** Tells what the network threw from what else may be thrown on the way. */
async function noteError<T>(attempt: Attempt | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (attempt) attempt.fetchError = error;
    throw error;
  }
}
