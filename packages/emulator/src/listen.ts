import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { largestBodyBytes, limitConnections, serverLimits } from "./server-limits.ts";
import { NetworkFault } from "./steering/faults.ts";

export interface ListenOptions {
  /** 0 to 65,535; 0 lets the system choose. Default: 0. */
  readonly port?: number;
  /** The interface to listen on. Default: `127.0.0.1`, which only this machine reaches. */
  readonly host?: string;
  /** How long a request may take to arrive, in milliseconds, 1 to 300,000; its header has 10,000 of them. Default: 30,000. */
  readonly requestTimeoutMs?: number;
}

export interface Listening {
  /** Origin of the server, without a slash at the end. */
  readonly url: string;
  /** Ends open connections and frees the port. */
  close(): Promise<void>;
}

// A name that bundlers do not follow: an app for the browser uses `handlers`, and has no `node:http` to resolve.
const httpModule: string = "node:http";

export async function listen(
  respond: (request: Request) => Promise<Response>,
  { port = 0, host = "127.0.0.1", requestTimeoutMs = 30_000 }: ListenOptions,
): Promise<Listening> {
  const { createServer }: typeof import("node:http") = await import(/* @vite-ignore */ httpModule);
  let url = "";
  const server = createServer(serverLimits(requestTimeoutMs), (incoming, outgoing) => {
    serve(incoming, outgoing, { respond, url }).catch((error: unknown) => {
      if (error instanceof NetworkFault) {
        outgoing.destroy();
        return undefined;
      }
      const detail = error instanceof Error ? error.message : "unknown";
      return send(
        outgoing,
        Response.json({ errors: [{ title: "Emulator failure", detail }] }, { status: 500 }),
      );
    });
  });
  limitConnections(server);
  url = await start(server, port, host);
  return {
    url,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function start(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${bound}`);
    });
  });
}

interface Face {
  readonly respond: (request: Request) => Promise<Response>;
  readonly url: string;
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { respond, url }: Face,
): Promise<void> {
  const body = await readAll(incoming);
  if (body === undefined) {
    const errors = [{ title: "Payload too large", detail: `at most ${largestBodyBytes} bytes` }];
    return send(outgoing, Response.json({ errors }, { status: 413 }));
  }
  const request = toRequest(incoming, url, body);
  if (!request) {
    const errors = [{ title: "Bad Request", detail: "method or target are not acceptable" }];
    return send(outgoing, Response.json({ errors }, { status: 400 }));
  }
  return send(outgoing, await respond(request));
}

// The address is the server's own, whatever `Host` says: it decides which assertion audience is right.
function toRequest(
  incoming: IncomingMessage,
  url: string,
  body: Uint8Array<ArrayBuffer>,
): Request | undefined {
  const { method = "GET", url: target = "/" } = incoming;
  const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  );
  try {
    return new Request(new URL(`${url}${target.startsWith("/") ? target : "/"}`), {
      method,
      headers,
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
