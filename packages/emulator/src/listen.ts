import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { withCors } from "./cors.ts";
import { isLoopback } from "./loopback.ts";
import { largestBodyBytes, limitConnections, serverLimits } from "./server-limits.ts";
import { NetworkFault } from "./steering/faults.ts";

export interface ListenOptions {
  /** 0 to 65,535; 0 lets the system choose. Default: 0. */
  readonly port?: number;
  /** The interface to listen on. Default: `127.0.0.1`, which only this machine reaches. */
  readonly host?: string;
  /** How long a request may take to arrive, in milliseconds, 1 to 300,000; its header has 10,000 of them. Default: 30,000. */
  readonly requestTimeoutMs?: number;
  /** Serves HTTPS with this certificate: both are PEM texts. Default: plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** How long `close` waits for running requests before it cuts them off, in milliseconds, 0 to 2,147,483,647. Default: 5,000. */
  readonly closeGraceMs?: number;
  /**
   * What `createConsole` gives: answers for the page at `/` and for what lies below `/_emulator/`, and leaves the rest
   * to the platform. For a `host` that only this machine reaches. Default: none.
   */
  readonly console?: (request: Request) => Promise<Response | undefined>;
}

export interface Listening {
  /** Origin of the server, without a slash at the end. */
  readonly url: string;
  /** Accepts nothing more, lets running requests finish, and frees the port. */
  close(): Promise<void>;
}

// Names that bundlers do not follow: an app for the browser uses `handlers`, and has no `node:http` to resolve.
const httpModule: string = "node:http";
const httpsModule: string = "node:https";

/**
 * @throws TypeError when an option is out of bounds.
 * @throws Error when the port is taken or the host is not one of this machine's.
 */
export async function listen(
  respond: (request: Request) => Promise<Response>,
  options: ListenOptions,
): Promise<Listening> {
  const { port = 0, host = "127.0.0.1", closeGraceMs = 5_000, console } = options;
  checkOptions(options);
  const platform = withCors(respond);
  const face = {
    url: "",
    respond: async (request: Request) => (await console?.(request)) ?? platform(request),
  };
  const server = await createServer(options, (incoming, outgoing) => {
    const callerGone = new AbortController();
    outgoing.once("close", () => {
      if (!outgoing.writableFinished) callerGone.abort();
    });
    serve(incoming, { ...face, signal: callerGone.signal })
      .catch(failureOf)
      .then((response) => {
        if (!server.listening) outgoing.setHeader("connection", "close");
        return send(outgoing, response);
      })
      .catch(() => void outgoing.destroy());
  });
  limitConnections(server);
  const bound = await start(server, port, host);
  face.url = `${options.tls ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}:${bound}`;
  return { url: face.url, close: () => stop(server, closeGraceMs) };
}

function checkOptions({ port = 0, host = "localhost", closeGraceMs = 0, console }: ListenOptions): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError(`port: expected a whole number from 0 to 65,535, got ${port}`);
  if (!Number.isInteger(closeGraceMs) || closeGraceMs < 0 || closeGraceMs > 2_147_483_647)
    throw new TypeError(`closeGraceMs: expected a whole number from 0 to 2,147,483,647, got ${closeGraceMs}`);
  if (console && !isLoopback(host))
    throw new TypeError(
      `console: only for a host that other machines do not reach, such as 127.0.0.1, not ${host}`,
    );
}

async function createServer(
  { tls, requestTimeoutMs = 30_000 }: ListenOptions,
  listener: RequestListener,
): Promise<Server> {
  const limits = serverLimits(requestTimeoutMs);
  if (!tls) {
    const http: typeof import("node:http") = await import(/* @vite-ignore */ httpModule);
    return http.createServer(limits, listener);
  }
  const https: typeof import("node:https") = await import(/* @vite-ignore */ httpsModule);
  try {
    return https.createServer({ ...limits, ...tls }, listener);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "unreadable";
    throw new TypeError(`tls: expected a PEM certificate and its private key: ${why}`, { cause });
  }
}

function start(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function listenError(cause: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (cause.code) {
    case "EADDRINUSE":
      return new Error(`Port ${port} on ${host} is in use: give another one, or 0 for any free one`, {
        cause,
      });
    case "EACCES":
      return new Error(`Port ${port} on ${host} needs privileges: give one above 1,023`, { cause });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new Error(`Host ${host} is not an address of this machine`, { cause });
    default:
      return cause;
  }
}

function stop(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close((error) => {
      clearTimeout(cutOff);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}

interface Exchange {
  readonly respond: (request: Request) => Promise<Response>;
  readonly url: string;
  /** Aborted when the caller ends the connection before the answer. */
  readonly signal: AbortSignal;
}

async function serve(incoming: IncomingMessage, { respond, url, signal }: Exchange): Promise<Response> {
  const body = await readAll(incoming);
  if (body === undefined) {
    const errors = [{ title: "Payload too large", detail: `at most ${largestBodyBytes} bytes` }];
    return Response.json({ errors }, { status: 413 });
  }
  const request = toRequest(incoming, originOf(incoming, url), { body, signal });
  if (request) return respond(request);
  const errors = [{ title: "Bad Request", detail: "method or target are not acceptable" }];
  return Response.json({ errors }, { status: 400 });
}

/** @throws NetworkFault, for the connection to break. */
function failureOf(error: unknown): Response {
  if (error instanceof NetworkFault) throw error;
  const detail = error instanceof Error ? error.message : "unknown";
  return Response.json({ errors: [{ title: "Emulator failure", detail }] }, { status: 500 });
}

// The address is the server's own: it decides which assertion audience is right. `Host` may only choose between the
// names that a machine has for itself.
function originOf({ headers }: IncomingMessage, url: string): string {
  const own = new URL(url);
  const asked = `${own.protocol}//${headers.host}`;
  if (!URL.canParse(asked)) return url;
  const { hostname, port, origin } = new URL(asked);
  return isLoopback(hostname) && port === own.port ? origin : url;
}

function toRequest(
  incoming: IncomingMessage,
  url: string,
  { body, signal }: { readonly body: Uint8Array<ArrayBuffer>; readonly signal: AbortSignal },
): Request | undefined {
  const { method = "GET", url: target = "/" } = incoming;
  const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  );
  try {
    return new Request(new URL(`${url}${target.startsWith("/") ? target : "/"}`), {
      method,
      headers,
      signal,
      ...(body.length > 0 && method !== "GET" && method !== "HEAD" ? { body } : {}),
    });
  } catch {
    return undefined;
  }
}

/** The body; undefined as soon as it is too large, while the rest of it goes on being read and dropped. */
function readAll(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Uint8Array[] = [];
    let size = 0;
    incoming.on("data", (chunk: Uint8Array) => {
      size += chunk.length;
      if (size <= largestBodyBytes) chunks.push(chunk);
      else {
        chunks = [];
        resolve(undefined);
      }
    });
    incoming.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    incoming.on("error", reject);
  });
}

async function send(outgoing: ServerResponse, response: Response): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(new Uint8Array(await response.arrayBuffer()));
}
