import { type WebhookHandlerOptions, webhookResponder } from "./webhook-responder.ts";

/** Takes a `Request` and returns its `Response`. */
export type WebhookHandler = (request: Request) => Promise<Response>;

/**
 * Returns a handler that verifies, recognizes duplicates and calls the event's handler. The response is 200 for what was
 * processed and for a duplicate, 401 for a wrong signature, 413 and 400 for a body that cannot be read, 405 for another
 * method than POST, 503 while the same delivery is being processed, and 500 if the event's handler failed.
 *
 * @throws {TypeError} An option is unknown, missing or out of its bounds.
 * @example export const POST = webhookHandler({ secrets, on: { fleet_clearance_changed: ({ vin, status }) => save(vin, status) } });
 */
export function webhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  const respond = webhookResponder("webhookHandler()", options);
  return async (request) => {
    const { text, ...init } = await respond(request.method, async () => request);
    return new Response(text, init);
  };
}
