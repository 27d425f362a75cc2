import type { IncomingMessage, ServerResponse } from "node:http";
import { NetworkFault } from "../control/faults.ts";
import { readTarget, type ServerAddress } from "./request-target.ts";
import { largestBodyBytes } from "./server-limits.ts";

/** One request on a connection of Node's HTTP server, and the response to it. */
interface HttpPair {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Whether the server is closing, so that the connection ends after this response. */
  readonly isClosing: () => boolean;
}

/** The handler of one server's requests. */
interface RequestServer extends ServerAddress {
  readonly respond: (request: Request) => Promise<Response>;
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
  server: RequestServer,
  signal: AbortSignal,
): Promise<Response> {
  const target = readTarget(incoming, server);
  // Node discards the body of a request whose response did not need it.
  if ("refusal" in target) return errorResponse(target.refusal);
  const body = await readAll(incoming);
  if (body === undefined)
    return errorResponse({
      status: 413,
      title: "Payload too large",
      detail: `The body must have at most ${largestBodyBytes} bytes.`,
    });
  const request = toRequest(incoming, target.url, { body, signal });
  if (request) return server.respond(request);
  return errorResponse({ status: 400, title: "Bad Request", detail: "The method must be a method of HTTP." });
}

function errorResponse({ status, ...error }: { status: number; title: string; detail: string }): Response {
  return Response.json({ errors: [error] }, { status });
}

/** @throws {NetworkFault} if the connection must break. */
function failureOf(error: unknown): Response {
  if (error instanceof NetworkFault) throw error;
  const detail = error instanceof Error ? error.message : "unknown";
  return Response.json({ errors: [{ title: "Emulator failure", detail }] }, { status: 500 });
}

function toRequest(
  incoming: IncomingMessage,
  url: URL,
  { body, signal }: { readonly body: Uint8Array<ArrayBuffer>; readonly signal: AbortSignal },
): Request | undefined {
  const { method = "GET" } = incoming;
  const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  );
  try {
    return new Request(url, {
      method,
      headers,
      signal,
      ...(body.length > 0 && method !== "GET" && method !== "HEAD" ? { body } : {}),
    });
  } catch {
    return undefined;
  }
}

/** Returns the body; undefined as soon as it is too large. The rest is read and dropped. */
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
