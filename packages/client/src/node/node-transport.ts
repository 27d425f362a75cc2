import { Agent, type Dispatcher } from "undici";
import { PooledResponse } from "./pooled-response.ts";

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
  return {
    fetch: async (input, init) => send(agent, await readRequest(input, init)),
    close: () => agent.close(),
  };
}

interface Outgoing {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers | Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal | null;
  readonly redirect: RequestRedirect;
}

/** Anything but text and bytes is left to the runtime's own `Request` to read. */
async function readRequest(input: string | URL | Request, init: RequestInit = {}): Promise<Outgoing> {
  const { method = "GET", headers, body, signal, redirect } = init;
  const isPlain =
    body === undefined || body === null || typeof body === "string" || body instanceof Uint8Array;
  if (!(input instanceof Request) && isPlain)
    return {
      url: new URL(input),
      method,
      headers: headers instanceof Headers ? headers : new Headers(headers),
      body: body ?? null,
      signal: signal ?? null,
      redirect: redirect ?? "follow",
    };
  const request = new Request(input, init);
  const bytes = request.body ? new Uint8Array(await request.arrayBuffer()) : null;
  return {
    url: new URL(request.url),
    method: request.method,
    headers: request.headers,
    body: bytes,
    signal: request.signal,
    redirect: request.redirect,
  };
}

async function send(agent: Agent, outgoing: Outgoing): Promise<Response> {
  const { url, method, headers, body, signal, redirect } = outgoing;
  const answer = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    // The specification has no other methods than undici.
    method: method as Dispatcher.HttpMethod,
    headers: headers as Iterable<[string, string]>,
    body,
    signal,
  });
  const { statusCode: status } = answer;
  if (redirect === "error" && status >= 300 && status < 400) {
    await answer.body.dump();
    throw new TypeError(`${method} ${url.origin}${url.pathname} was redirected, which the request forbids`);
  }
  const head = { status, headers: readHeaders(answer.headers) };
  if (status !== 204 && status !== 205 && status !== 304) return new PooledResponse(answer.body, head);
  await answer.body.dump();
  return new Response(null, head);
}

function readHeaders(headers: Dispatcher.ResponseData["headers"]): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
}
