import { type WebhookHandlerOptions, webhookResponder } from "./webhook-responder.ts";

/** Handles a `Request` and returns the `Response`. */
export type WebhookHandler = (request: Request) => Promise<Response>;

/**
 * Returns a handler that verifies, recognizes duplicates and calls the event's handler. The response is 200 for a
 * processed webhook and for a duplicate, 401 for a wrong signature, 413 and 400 for a body that cannot be read, 405 for
 * another
 * method than POST, 503 while the same delivery is being processed, and 500 if the event's handler failed.
 *
 * @throws {TypeError} if an option is unknown, missing or out of bounds.
 * @example export const POST = webhookHandler({ secrets, on: { fleet_clearance_changed: ({ vin, status }) => save(vin, status) } });
 */
export function webhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  const respond = webhookResponder("webhookHandler()", options);
  return async (request) => {
    const { text, ...init } = await respond(request.method, async () => request);
    return new Response(text, init);
  };
}
