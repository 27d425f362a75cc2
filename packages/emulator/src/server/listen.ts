import type { RequestListener, Server } from "node:http";
import { isLoopback } from "@high-mobility-ts/guards";
import { withCors } from "./cors.ts";
import { respondOverHttp } from "./node-http.ts";
import { limitConnections, serverLimits } from "./server-limits.ts";

/** Options of an HTTP server on this machine. */
export interface ListenOptions {
  /** 0 to 65,535; 0 lets the system choose. Default: 0. */
  readonly port?: number;
  /**
   * The interface to listen on. A loopback interface serves only the names of this machine; another interface serves
   * every host. Default: `127.0.0.1`.
   */
  readonly host?: string;
  /**
   * How long a request may take to arrive, in milliseconds, 1 to 300,000; its headers have at most 10,000 of them.
   * Default: 30,000.
   */
  readonly requestTimeoutMs?: number;
  /** Serves HTTPS with this certificate: both are PEM texts. Default: plain HTTP. */
  readonly tls?: {
    /** The private key. */
    readonly key: string;
    /** The certificate. */
    readonly cert: string;
  };
  /**
   * Origins of web pages that may read the responses, such as `https://staging.example`, in addition to pages that this
   * machine serves. Default: none.
   */
  readonly allowOrigins?: readonly string[];
  /**
   * How long `close` waits for running requests before it ends them, in milliseconds, 0 to 2,147,483,647. Default:
   * 5,000.
   */
  readonly closeGraceMs?: number;
  /**
   * The result of `createConsole`, which serves the page at `/` and the paths below `/_emulator/`. Only for a loopback
   * `host`. Default: no page.
   */
  readonly console?: (request: Request) => Promise<Response | undefined>;
}

/** A server that is running. */
export interface Listening {
  /** Origin of the server, without a slash at the end. */
  readonly url: string;
  /** Stops accepting connections, lets running requests finish, and frees the port. */
  close(): Promise<void>;
}

// Names that bundlers do not follow: a browser uses `handlers` and has no `node:http`.
const httpModule: string = "node:http";
const httpsModule: string = "node:https";

/**
 * @throws {TypeError} when an option is out of bounds.
 * @throws {Error} if the port is in use or the host is not an address of this machine.
 */
export async function listen(
  respond: (request: Request) => Promise<Response>,
  options: ListenOptions,
): Promise<Listening> {
  const { port = 0, host = "127.0.0.1", closeGraceMs = 5_000, allowOrigins = [], console } = options;
  checkOptions(options);
  const platform = withCors(respond, allowOrigins);
  const face = {
    url: "",
    isLocal: isLoopback(host),
    respond: async (request: Request) => (await console?.(request)) ?? platform(request),
  };
  const server = await createServer(options, (incoming, outgoing) => {
    respondOverHttp({ incoming, outgoing, isClosing: () => !server.listening }, face);
  });
  limitConnections(server);
  const bound = await start(server, port, host);
  face.url = `${options.tls ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}:${bound}`;
  return { url: face.url, close: () => stop(server, closeGraceMs) };
}

function checkOptions({
  port = 0,
  host = "localhost",
  closeGraceMs = 0,
  allowOrigins = [],
  console,
}: ListenOptions): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError(`\`port\` must be a whole number from 0 to 65,535, got ${port}.`);
  if (!Number.isInteger(closeGraceMs) || closeGraceMs < 0 || closeGraceMs > 2_147_483_647)
    throw new TypeError(
      `\`closeGraceMs\` must be a whole number from 0 to 2,147,483,647, got ${closeGraceMs}.`,
    );
  for (const origin of allowOrigins)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new TypeError(
        `\`allowOrigins\` must be origins such as https://staging.example, got ${JSON.stringify(origin)}.`,
      );
  if (console && !isLoopback(host))
    throw new TypeError(
      `\`host\` must be a loopback address such as 127.0.0.1 if \`console\` is set, got ${host}.`,
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
    throw new TypeError(
      `\`tls\` must be a PEM certificate and its private key, got a certificate that cannot be used: ${why}`,
      { cause },
    );
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
      return new Error(`Port ${port} on ${host} is in use: choose another port, or 0 for any free one`, {
        cause,
      });
    case "EACCES":
      return new Error(`Port ${port} on ${host} needs privileges: choose one above 1,023`, { cause });
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
