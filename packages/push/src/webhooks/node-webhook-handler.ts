// The used members of Node's `http`, so that the package does not need the types of Node.
import { readBytes } from "./read-bytes.ts";
import type { ReceivedWebhook } from "./verifier.ts";
import { ConsumedBodyError } from "./webhook-error.ts";
import { type WebhookHandlerOptions, webhookResponder } from "./webhook-responder.ts";

/** A request of Node's `http` or Express. */
export interface NodeRequest extends AsyncIterable<unknown> {
  /** The method, in capitals. */
  readonly method?: string | undefined;
  /** The headers, with their names in small letters. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Whether the body was read to its end before. */
  readonly readableEnded?: boolean | undefined;
  /** The result of a body parser. Only bytes, as from `express.raw()`, are accepted. */
  readonly body?: unknown;
}

/** A response of Node's `http`. */
export interface NodeResponse {
  /** Sends status and headers. */
  writeHead(status: number, headers: Readonly<Record<string, string>>): unknown;
  /** Sends the body, and ends the response. */
  end(text: string): unknown;
}

/**
 * Handles a request of Node's `http`.
 *
 * @param next Is passed by Express. It is called with the `TypeError` if a body parser consumed the body. Without it,
 * the promise rejects.
 */
export type NodeWebhookHandler = (
  request: NodeRequest,
  response: NodeResponse,
  next?: (error: unknown) => void,
) => Promise<void>;

/**
 * Returns a handler like `webhookHandler`, for Node's `http`, Express and Fastify.
 *
 * @throws {TypeError} if an option is unknown, missing or out of bounds.
 * @example createServer(nodeWebhookHandler({ secrets, on: { ping: () => console.log("ping") } })).listen(3000);
 */
export function nodeWebhookHandler(options: WebhookHandlerOptions): NodeWebhookHandler {
  const respond = webhookResponder("nodeWebhookHandler()", options);
  return async (request, response, next) => {
    try {
      const { status, text, headers } = await respond(request.method, (max) => received(request, max));
      response.writeHead(status, { "content-type": "text/plain", ...headers });
      response.end(text);
    } catch (error) {
      if (!next) throw error;
      next(error);
    }
  };
}

async function received(request: NodeRequest, maxBytes: number): Promise<ReceivedWebhook> {
  const { body, headers } = request;
  if (body instanceof Uint8Array) return { body, headers };
  if (body !== undefined || request.readableEnded)
    throw new ConsumedBodyError(
      "The body was consumed by a body parser before the webhook handler got the request. Use the handler on a route " +
        'without one, or with one that keeps bytes, such as `express.raw({ type: "application/json" })`.',
    );
  return { body: await readBytes(request, maxBytes), headers };
}
