// The only file that uses openapi-fetch. To replace the library, change only this file (docs/decisions/0001).
import createOpenapiFetch from "openapi-fetch";
import type { Attempt } from "../resilience/attempt.ts";
import { asStream, type CoreInit } from "./core-init.ts";
import { Exchange, type ReadResponse } from "./exchange.ts";
import { LightRequest } from "./light-request.ts";
import { checkMiddleware, type Middleware } from "./middleware.ts";
import type { RawResponse } from "./read-response.ts";
import { serializePath, serializeQuery } from "./serialize.ts";

export interface CoreOptions {
  /** Absolute URL to which paths are appended; a trailing slash is ignored. */
  readonly baseUrl: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The most bytes of a response's body, decompressed. */
  readonly maxResponseBytes: number;
  /** Returns the function that sends requests to a path template. */
  readonly fetchFor: (template: string) => typeof globalThis.fetch;
}

/** The client without its types, which {@link HighMobilityClient} adds. */
export interface Core {
  /** @throws {TypeError} if a path parameter is missing. */
  send(method: string, path: string, init?: CoreInit, attempt?: Attempt): Promise<RawResponse>;
  use(...middleware: Middleware[]): void;
  eject(...middleware: Middleware[]): void;
}

/** The client of openapi-fetch, without its types. */
interface Untyped {
  request(method: string, path: string, init: object): Promise<ReadResponse>;
  use(...middleware: Middleware[]): void;
  eject(...middleware: Middleware[]): void;
}

/** Returns the function that sends the request of one attempt and reads its response. */
export function createCore({ baseUrl, headers = {}, maxResponseBytes, fetchFor }: CoreOptions): Core {
  const common = { baseUrl, querySerializer: serializeQuery };
  const client = createOpenapiFetch({ ...common, headers }) as unknown as Untyped;
  // Most calls have neither middleware nor headers of their own. Their headers and body are added to what openapi-fetch
  // prepared, which would merge several `Headers` for them.
  const plainClient = createOpenapiFetch(common) as unknown as Untyped;
  const addPlainly = plainAdder(headers);
  const sendsJson = !("content-type" in headers);
  const exchanges = new WeakMap<object, Exchange>();
  /** The last step of a response: middleware may have replaced the response that `fetch` returned. */
  const limitLast: Middleware = {
    onResponse: ({ response, options }) => exchanges.get(options.fetch)?.limit(response),
  };
  const registered = new Set<Middleware>();

  return {
    send(method, path, init = {}, attempt) {
      const target = serializePath(`${method} ${path}`, path, init.params?.path);
      const isPlain = registered.size === 0 && sendsJson && !init.headers && !init.params?.header;
      const exchange = new Exchange(maxResponseBytes, attempt);
      const fetch = (request: Request | LightRequest): Promise<Response> => {
        if (isPlain) addPlainly((request as LightRequest).init, init.body);
        return exchange.send(fetchFor(path), request);
      };
      if (registered.size > 0) exchanges.set(fetch, exchange);
      const sent = (isPlain ? plainClient : client).request(method, path, {
        ...init,
        ...plainPairs(init),
        body: isPlain ? undefined : init.body,
        signal: attempt ? attempt.signal : init.signal,
        // The method of a successful response that openapi-fetch calls: this one reads nothing, so that the exchange
        // reads the body.
        parseAs: "valueOf",
        pathSerializer: (url: string) => url.slice(0, url.length - path.length) + target,
        fetch,
        Request: registered.size === 0 ? LightRequest : Request,
      });
      // Without `await`: this costs less than another async function.
      return sent.then((read) => exchange.receive(read, init[asStream] !== undefined));
    },
    use(...middleware) {
      for (const one of middleware) {
        checkMiddleware(one);
        if (registered.size === 0) client.use(limitLast);
        registered.add(one);
        client.use(one);
      }
    },
    eject(...middleware) {
      client.eject(...middleware);
      for (const one of middleware) registered.delete(one);
      if (registered.size === 0) client.eject(limitLast);
    },
  };
}

/** openapi-fetch accepts headers as a record or as `Headers`, not as a list of pairs. */
function plainPairs({ headers }: CoreInit): Pick<CoreInit, "headers"> | undefined {
  return Array.isArray(headers) ? { headers: new Headers(headers) } : undefined;
}

/**
 * Returns a function that adds a JSON body and the headers of the client as a record: a record is copied faster than
 * `Headers`, and `fetch` reads it faster.
 */
function plainAdder(headers: Readonly<Record<string, string>>): (init: RequestInit, body: unknown) => void {
  // The headers are frozen, because all calls share them: a `fetch` that changes them would change them for
  // all calls.
  const bodiless = Object.freeze({ ...headers });
  const withJson = Object.freeze({ "content-type": "application/json", ...headers });
  return (init, body) => {
    init.headers = body === undefined ? bodiless : withJson;
    if (body !== undefined) init.body = JSON.stringify(body);
  };
}
