// The only file that uses openapi-fetch. To replace the library, change only this file (docs/decisions/0001).
import createOpenapiFetch from "openapi-fetch";
import type { Attempt } from "../resilience/attempt.ts";
import { asStream, type CoreInit } from "./core-init.ts";
import { LightRequest } from "./light-request.ts";
import { checkMiddleware, type Middleware } from "./middleware.ts";
import { type RawResponse, readBody } from "./read-response.ts";
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

/** A response as openapi-fetch returns it: `data` is text, `error` is text or parsed JSON. */
interface ReadResponse {
  readonly response: Response;
  readonly data?: unknown;
  readonly error?: unknown;
}

/** The client of openapi-fetch, without its types. */
interface Untyped {
  request(method: string, path: string, init: object): Promise<ReadResponse>;
  use(...middleware: Middleware[]): void;
  eject(...middleware: Middleware[]): void;
}

type AnyRequest = Request | LightRequest;

/** Reads the body of the response of one call, within its limit. */
type LimitBody = (response: Response) => Response;

/** Returns the function that sends the request of one attempt and reads its response. */
export function createCore({ baseUrl, headers, maxResponseBytes, fetchFor }: CoreOptions): Core {
  const client = createOpenapiFetch({
    baseUrl,
    ...(headers && { headers }),
    querySerializer: serializeQuery,
  }) as unknown as Untyped;
  const plainHeaders = plainHeadersOf(headers);
  const limits = new WeakMap<object, LimitBody>();
  /** The last step of a response: middleware may have replaced the response that `fetch` returned. */
  const limitLast: Middleware = {
    onResponse: ({ response, options }) => limits.get(options.fetch)?.(response),
  };
  const registered = new Set<Middleware>();

  return {
    async send(method, path, init = {}, attempt) {
      const target = serializePath(`${method} ${path}`, path, init.params?.path);
      const hasOwnHeaders = init.headers !== undefined || init.params?.header !== undefined;
      const isStreamed = init[asStream] !== undefined;
      let body: RawResponse["body"] = "";
      let limited: Response | undefined;
      const noted = (error: unknown): never => noteError(attempt, error);
      // openapi-fetch reads a body with `text()`. The text is kept here, so that this package parses it and reports
      // errors.
      const limit: LimitBody = (response) => {
        limited = response;
        if (isStreamed && response.ok) body = response.body;
        response.text = () =>
          readBody(response, maxResponseBytes).then((text) => {
            body = text;
            return text ?? "";
          }, noted);
        return response;
      };
      const fetch = async (request: AnyRequest) => {
        if (request instanceof LightRequest && !hasOwnHeaders) plainHeaders(request.init);
        try {
          return limit(await sendThrough(fetchFor(path), request));
        } catch (error) {
          return noted(error);
        }
      };
      if (registered.size > 0) limits.set(fetch, limit);
      const read = await client.request(method, path, {
        ...init,
        ...plainPairs(init),
        signal: attempt ? attempt.signal : init.signal,
        parseAs: isStreamed ? "stream" : "text",
        pathSerializer: (url: string) => url.slice(0, url.length - path.length) + target,
        fetch,
        Request: registered.size === 0 ? LightRequest : Request,
      });
      // Only a response that `onRequest` returned is not limited: the application made it.
      return { response: read.response, body: read.response === limited ? body : textOf(read) };
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

function textOf({ data, error }: ReadResponse): string {
  const content = data ?? error ?? "";
  return typeof content === "string" ? content : JSON.stringify(content);
}

function sendThrough(fetch: typeof globalThis.fetch, request: AnyRequest): Promise<Response> {
  return request instanceof LightRequest ? fetch(request.url, request.init) : fetch(request);
}

/**
 * Replaces the `Headers` that openapi-fetch created by the plain headers of the client, with the content type
 * of a text body: a record is copied faster than `Headers`, and `fetch` reads it faster.
 */
function plainHeadersOf(headers: CoreOptions["headers"]): (init: RequestInit) => void {
  // The headers are frozen, because all calls share them: a `fetch` that changes them would change them for
  // all calls.
  const bodiless = Object.freeze({ ...headers });
  const withJson = Object.freeze({ "content-type": "application/json", ...headers });
  return (init) => {
    init.headers = init.body === undefined ? bodiless : withJson;
  };
}

/** Marks an error as one of the network, to distinguish it from other errors. */
function noteError(attempt: Attempt | undefined, error: unknown): never {
  if (attempt) attempt.fetchError = error;
  throw error;
}
