/** The options that undici passes to a dispatcher: the parts that describe a request. */
export interface DispatchOptions {
  readonly origin?: string | URL | undefined;
  readonly path: string;
  readonly method?: string | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: unknown;
  readonly body?: unknown;
}

interface DispatchController {
  readonly aborted: boolean;
  readonly paused: boolean;
  readonly reason: unknown;
  abort(reason: unknown): void;
  pause(): void;
  resume(): void;
}

/** The callbacks of undici 7 and later, and those of undici 6 and earlier, which Node's own `fetch` may still use. */
export interface DispatchHandler {
  onRequestStart?(controller: DispatchController, context: unknown): void;
  onResponseStart?(
    controller: DispatchController,
    status: number,
    headers: Record<string, string | string[]>,
    statusText: string,
  ): void;
  onResponseData?(controller: DispatchController, chunk: Uint8Array): void;
  onResponseEnd?(controller: DispatchController, trailers: Record<string, string>): void;
  onResponseError?(controller: DispatchController, error: unknown): void;
  onConnect?(abort: (reason?: unknown) => void, context: unknown): void;
  onHeaders?(status: number, headers: readonly Uint8Array[], resume: () => void, statusText: string): void;
  onData?(chunk: Uint8Array): void;
  onComplete?(trailers: readonly Uint8Array[]): void;
  onError?(error: unknown): void;
}

interface Dispatching {
  dispatch(options: DispatchOptions, handler: DispatchHandler): boolean;
}

/** Returns the response to a request; undefined leaves the request to the previous dispatcher. */
export type FindResponse = (request: Request) => Promise<Response | undefined>;

/** The symbols of undici's global dispatcher. The second one is used by versions 6 and 7 and by Node's `fetch`. */
const globalNames = [
  Symbol.for("undici.globalDispatcher.2"),
  Symbol.for("undici.globalDispatcher.1"),
] as const;

/**
 * Intercepts undici's own requests (`request`, `Agent`s that look up the global dispatcher, the client's
 * `nodeTransport`). MSW does not intercept them: it replaces the global `fetch` and Node's `http`.
 *
 * @returns A function that restores the previous dispatcher.
 */
export function interceptUndici(find: FindResponse): () => void {
  const before = globalNames.map((name): Dispatching | undefined => Reflect.get(globalThis, name));
  const dispatcher = new EmulatedDispatcher(find, before[1] ?? before[0]);
  for (const name of globalNames) setGlobal(name, dispatcher);
  return () => {
    dispatcher.stop();
    globalNames.forEach((name, index) => {
      if (before[index]) setGlobal(name, before[index]);
    });
  };
}

function setGlobal(name: symbol, value: Dispatching): void {
  if (Reflect.set(globalThis, name, value)) return;
  Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: false });
}

class EmulatedDispatcher implements Dispatching {
  readonly #find: FindResponse;
  readonly #before: Dispatching | undefined;
  #isStopped = false;

  constructor(find: FindResponse, before: Dispatching | undefined) {
    this.#find = find;
    this.#before = before;
  }

  /** Leaves every request to the previous dispatcher. */
  stop(): void {
    this.#isStopped = true;
  }

  dispatch(options: DispatchOptions, handler: DispatchHandler): boolean {
    if (this.#isStopped && this.#before) return this.#before.dispatch(options, handler);
    this.#respond(options, handler);
    return true;
  }

  async #respond(options: DispatchOptions, handler: DispatchHandler): Promise<void> {
    const caller = new AbortController();
    const listener = listenerOf(handler, caller);
    try {
      // This is called before the response, so that a caller can abort while it waits.
      listener.start();
      const request = toRequest(options, caller.signal);
      const response = await this.#find(request);
      if (!response) {
        if (!this.#before)
          throw new TypeError(`${request.method} ${request.url} failed: there is no response for it.`);
        this.#before.dispatch(options, handler);
        return;
      }
      caller.signal.throwIfAborted();
      if (response.type === "error")
        throw new TypeError("fetch failed: injected fault: the connection broke");
      listener.head(response);
      const body = new Uint8Array(await response.arrayBuffer());
      caller.signal.throwIfAborted();
      if (body.length > 0) listener.data(body);
      listener.end();
    } catch (error) {
      listener.fail(error);
    }
  }

  async close(): Promise<void> {}

  async destroy(): Promise<void> {}
}

interface ResponseListener {
  start(): void;
  head(response: Response): void;
  data(chunk: Uint8Array): void;
  end(): void;
  fail(error: unknown): void;
}

function listenerOf(handler: DispatchHandler, caller: AbortController): ResponseListener {
  return handler.onRequestStart ? newListener(handler, caller) : oldListener(handler, caller);
}

function newListener(handler: DispatchHandler, caller: AbortController): ResponseListener {
  const controller: DispatchController = {
    get aborted() {
      return caller.signal.aborted;
    },
    get reason() {
      return caller.signal.reason;
    },
    paused: false,
    abort: (reason) => caller.abort(reason),
    // The body is sent as one piece, so there is no backpressure.
    pause: () => undefined,
    resume: () => undefined,
  };
  return {
    start: () => handler.onRequestStart?.(controller, {}),
    head: ({ status, statusText, headers }) =>
      handler.onResponseStart?.(controller, status, Object.fromEntries(headers), statusText),
    data: (chunk) => handler.onResponseData?.(controller, chunk),
    end: () => handler.onResponseEnd?.(controller, {}),
    fail: (error) => handler.onResponseError?.(controller, error),
  };
}

function oldListener(handler: DispatchHandler, caller: AbortController): ResponseListener {
  const encoder = new TextEncoder();
  return {
    start: () => handler.onConnect?.((reason) => caller.abort(reason), {}),
    head: ({ status, statusText, headers }) => {
      // undici reads these as buffers of Node.
      const raw = [...headers].flat().map((text) => Buffer.from(encoder.encode(text)));
      handler.onHeaders?.(status, raw, () => undefined, statusText);
    },
    data: (chunk) => handler.onData?.(Buffer.from(chunk)),
    end: () => handler.onComplete?.([]),
    fail: (error) => handler.onError?.(error),
  };
}

function toRequest(
  { origin, path, method = "GET", query, headers, body }: DispatchOptions,
  signal: AbortSignal,
): Request {
  const url = new URL(path, origin);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.append(name, String(value));
  // Node's `Request` accepts the same bodies as undici, including Node streams, and needs `duplex` for a stream.
  const init: RequestInit & { duplex: "half" } = {
    method,
    headers: headerPairs(headers),
    signal,
    body: (body ?? null) as BodyInit | null,
    duplex: "half",
  };
  return new Request(url, init);
}

/** Reads headers in each form that undici accepts: a flat list, an iterable of pairs, or a record. */
function headerPairs(headers: unknown): [string, string][] {
  if (Array.isArray(headers) && !Array.isArray(headers[0]))
    return headers.flatMap((name, index): [string, string][] =>
      index % 2 === 0 ? [[String(name), String(headers[index + 1])]] : [],
    );
  const pairs = isIterable(headers) ? [...headers] : Object.entries(headers ?? {});
  return pairs.flatMap(([name, value]): [string, string][] =>
    value === undefined || value === null ? [] : [value].flat().map((one) => [String(name), String(one)]),
  );
}

function isIterable(value: unknown): value is Iterable<readonly [unknown, unknown]> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}
