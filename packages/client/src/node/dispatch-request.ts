import type { Dispatcher } from "undici";
import { ArrivingBody } from "./arriving-body.ts";
import { PooledResponse } from "./pooled-response.ts";

/** A request for the dispatcher. */
export interface PlainRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers | Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal | null;
  readonly redirect: RequestRedirect;
}

/** Sends a request. Resolves when the head of its response has arrived. */
export function dispatchRequest(dispatcher: Dispatcher, request: PlainRequest): Promise<Response> {
  const { url, method, headers, body, signal } = request;
  if (signal?.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const handler = new ResponseHandler(request, { resolve, reject });
    const options = {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      // undici has all methods of the specification.
      method: method as Dispatcher.HttpMethod,
      headers: headers as Iterable<[string, string]>,
      body,
    };
    try {
      dispatcher.dispatch(options, handler);
    } catch (error) {
      handler.onResponseError(undefined, error);
    }
  });
}

interface Waiting {
  resolve(response: Response): void;
  reject(reason: unknown): void;
}

/** Creates a response from the dispatcher's callbacks, and listens to the signal until the response has ended. */
class ResponseHandler implements Dispatcher.DispatchHandler {
  readonly #request: PlainRequest;
  readonly #waiting: Waiting;
  #connection: Dispatcher.DispatchController | undefined;
  #body: ArrivingBody | undefined;
  /**
   * Ends the request after the signal aborted. A request that waits for a connection ends when it would get
   * one. The listener is a function, because Node keeps a listening object in memory until the next full
   * garbage collection.
   */
  readonly #onAbort = (): void => {
    const { reason } = this.#request.signal ?? {};
    this.#waiting.reject(reason);
    this.#connection?.abort(reason);
  };

  constructor(request: PlainRequest, waiting: Waiting) {
    this.#request = request;
    this.#waiting = waiting;
    request.signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  onRequestStart(connection: Dispatcher.DispatchController): void {
    this.#connection = connection;
    const { signal } = this.#request;
    if (signal?.aborted) connection.abort(signal.reason);
  }

  onResponseStart(
    connection: Dispatcher.DispatchController,
    status: number,
    fields: Record<string, string | string[] | undefined>,
    statusText = "",
  ): void {
    if (status < 200) return;
    const { url, method, redirect } = this.#request;
    if (redirect === "error" && status >= 300 && status < 400) {
      const where = `${method} ${url.origin}${url.pathname}`;
      connection.abort(
        new TypeError(`${where} failed: ${status} is a redirect, which the request does not allow.`),
      );
      return;
    }
    const bodiless = method === "HEAD" || status === 204 || status === 205 || status === 304;
    if (!bodiless) this.#body = new ArrivingBody(connection);
    const shown = url.href.slice(0, url.href.length - url.hash.length);
    const head = { url: shown, status, statusText, headers: headersOf(fields) };
    this.#waiting.resolve(new PooledResponse(this.#body ?? null, head));
  }

  onResponseData(_connection: Dispatcher.DispatchController, chunk: Uint8Array): void {
    // Data from a socket is never shared memory.
    this.#body?.push(chunk as Uint8Array<ArrayBuffer>);
  }

  onResponseEnd(): void {
    this.#body?.end();
    this.#request.signal?.removeEventListener("abort", this.#onAbort);
  }

  onResponseError(_connection: unknown, error: unknown): void {
    this.#waiting.reject(error);
    this.#body?.fail(error);
    this.#request.signal?.removeEventListener("abort", this.#onAbort);
  }
}

function headersOf(fields: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const name in fields) {
    const value = fields[name];
    if (typeof value === "string") headers.append(name, value);
    else for (const one of value ?? []) headers.append(name, one);
  }
  return headers;
}
