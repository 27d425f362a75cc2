import { Agent } from "undici";
import { exchange, type Outgoing } from "./exchange.ts";

export interface NodeTransportOptions {
  /** Connections per origin, kept alive, a whole number >= 1: so many requests are under way at a time. Default: 64. */
  readonly connections?: number | undefined;
}

/** A `fetch` with a connection pool of its own. */
export interface NodeTransport {
  readonly fetch: typeof globalThis.fetch;
  /** Waits for the requests under way, then closes the connections. */
  close(): Promise<void>;
}

/**
 * For Node only, and for many requests: undici's dispatcher without the layers that `fetch` puts on it. `pnpm bench http`
 * measures what that saves. What it leaves out: redirects are not followed (the client does that), cookies, caches and
 * compression.
 *
 * @example
 * const transport = nodeTransport({ connections: 128 });
 * const hm = createClient({ environment: "live", ...consoleKey(json), fetch: transport.fetch, concurrency: 128 });
 * @throws {TypeError} At once, when `connections` is not a whole number >= 1.
 */
export function nodeTransport({ connections = 64 }: NodeTransportOptions = {}): NodeTransport {
  if (!Number.isInteger(connections) || connections < 1)
    throw new TypeError(`connections must be a whole number >= 1, not ${connections}`);
  const agent = new Agent({ connections, pipelining: 1 });
  const send = (outgoing: Outgoing) => exchange(agent, outgoing);
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

/** What needs no reading, which is what clients send: a URL, with text or bytes. */
function plainRequest(input: string | URL | Request, init: RequestInit): Outgoing | undefined {
  const { method = "GET", headers, body = null, signal = null, redirect = "follow" } = init;
  if (input instanceof Request) return undefined;
  if (typeof body !== "string" && body !== null && !(body instanceof Uint8Array)) return undefined;
  const url = new URL(input);
  return { url, method: method.toUpperCase(), headers: plainHeaders(headers), body, signal, redirect };
}

function plainHeaders(headers: RequestInit["headers"] = {}): Outgoing["headers"] {
  return isRecord(headers) ? headers : new Headers(headers);
}

function isRecord(headers: NonNullable<RequestInit["headers"]>): headers is Record<string, string> {
  return Object.getPrototypeOf(headers) === Object.prototype;
}

/** Anything else is left to the runtime's own `Request` to read. */
async function readRequest(request: Request): Promise<Outgoing> {
  const { url, method, headers, signal, redirect } = request;
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : null;
  return { url: new URL(url), method, headers, body, signal, redirect };
}
