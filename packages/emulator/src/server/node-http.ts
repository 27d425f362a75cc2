import type { IncomingMessage, ServerResponse } from "node:http";
import { isLoopback } from "@high-mobility-ts/guards";
import { NetworkFault } from "../control/faults.ts";
import { largestBodyBytes } from "./server-limits.ts";

/** One request on a connection of Node's HTTP server, and the response to it. */
export interface HttpPair {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Whether the server stops: the connection ends after this response. */
  readonly isClosing: () => boolean;
}

/** What serves the requests of one server. */
export interface RequestServer {
  readonly respond: (request: Request) => Promise<Response>;
  /** The server's own origin. */
  readonly url: string;
}

/** Serves one request of Node's HTTP server. A network fault breaks its connection. */
export function respondOverHttp({ incoming, outgoing, isClosing }: HttpPair, server: RequestServer): void {
  const callerGone = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) callerGone.abort();
  });
  serve(incoming, server, callerGone.signal)
    .catch(failureOf)
    .then((response) => {
      if (isClosing()) outgoing.setHeader("connection", "close");
      return send(outgoing, response);
    })
    .catch(() => void outgoing.destroy());
}

async function serve(
  incoming: IncomingMessage,
  { respond, url }: RequestServer,
  signal: AbortSignal,
): Promise<Response> {
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
