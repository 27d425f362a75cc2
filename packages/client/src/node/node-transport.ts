import { checkKnownOptions } from "@high-mobility-ts/guards";
import { Agent, type Dispatcher, getGlobalDispatcher } from "undici";
import { dispatchRequest, type PlainRequest } from "./dispatch-request.ts";
import { isReplaced } from "./global-dispatcher.ts";

/** Options of {@link nodeTransport}. */
export interface NodeTransportOptions {
  /**
   * The most connections per origin, a whole number >= 1. It limits the requests under way at a time. Not for
   * `dispatcher`, which has its own connections. Default: `64`.
   */
  readonly connections?: number | undefined;
  /**
   * Sends the requests: a `ProxyAgent`, an `Agent` with its own certificates, a `MockAgent`. The application
   * closes it. Default: the global dispatcher if it was replaced (`setGlobalDispatcher`), else the
   * transport's own `Agent`.
   */
  readonly dispatcher?: Dispatcher | undefined;
}

/** A `fetch` with its own connection pool. */
export interface NodeTransport {
  /** A `fetch` that sends requests through the transport. Pass it as `fetch` to `createClient`. */
  readonly fetch: typeof globalThis.fetch;
  /**
   * Waits for the requests under way and closes the transport's own connections. It does not close another dispatcher.
   */
  close(): Promise<void>;
}

const knownOptions: Readonly<Record<keyof NodeTransportOptions, true>> = {
  connections: true,
  dispatcher: true,
};

/**
 * Returns a transport for Node, for many requests: undici's dispatcher without the layers that `fetch` adds. `pnpm
 * bench http` measures the difference. It has no cookies, caches or compression and does not follow redirects (the
 * client does).
 *
 * @example
 * const transport = nodeTransport({ connections: 128 });
 * const hm = createClient({ environment: "live", ...consoleKey(json), fetch: transport.fetch, concurrency: 128 });
 * @throws {TypeError} at once, if an option is unknown or out of bounds.
 */
export function nodeTransport(options: NodeTransportOptions = {}): NodeTransport {
  checkKnownOptions("nodeTransport()", options, knownOptions);
  const { connections = 64, dispatcher } = options;
  if (!Number.isInteger(connections) || connections < 1)
    throw new TypeError(`connections must be a whole number >= 1, got ${connections}.`);
  if (dispatcher !== undefined && typeof dispatcher?.dispatch !== "function")
    throw new TypeError(`dispatcher must be a dispatcher of undici, got ${typeof dispatcher}.`);
  const agent = new Agent({ connections, pipelining: 1 });

  /**
   * The dispatcher is looked up at each request, because an app or a test may replace the global dispatcher
   * at any time.
   */
  function currentDispatcher(): Dispatcher {
    if (dispatcher) return dispatcher;
    const global = getGlobalDispatcher();
    return isReplaced(global) ? global : agent;
  }

  const send = (request: PlainRequest) => dispatchRequest(currentDispatcher(), request);
  return {
    fetch(input, init) {
      try {
        const plain = plainRequest(input, init ?? {});
        return plain ? send(plain) : readRequest(new Request(input, init)).then(send);
      } catch (error) {
        return Promise.reject(error);
      }
    },
    close: () => agent.close(),
  };
}

/** Requests that need no `Request` object: a URL with text or bytes, as the client sends them. */
function plainRequest(input: string | URL | Request, init: RequestInit): PlainRequest | undefined {
  const { method = "GET", headers, body = null, signal = null, redirect = "follow" } = init;
  if (input instanceof Request) return undefined;
  if (typeof body !== "string" && body !== null && !(body instanceof Uint8Array)) return undefined;
  const url = new URL(input);
  return { url, method: method.toUpperCase(), headers: plainHeaders(headers), body, signal, redirect };
}

function plainHeaders(headers: RequestInit["headers"] = {}): PlainRequest["headers"] {
  return isRecord(headers) ? headers : new Headers(headers);
}

function isRecord(headers: NonNullable<RequestInit["headers"]>): headers is Record<string, string> {
  return Object.getPrototypeOf(headers) === Object.prototype;
}

/** Other requests are read with the runtime's `Request`. */
async function readRequest(request: Request): Promise<PlainRequest> {
  const { url, method, headers, signal, redirect } = request;
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : null;
  return { url: new URL(url), method, headers, body, signal, redirect };
}
