// Puts webhooks into a queue. The response is sent when the queue has the event, so that no event is lost.
import { type WebhookHandler, webhookHandler } from "@high-mobility-ts/push/webhooks";

/** The bindings of the worker, as `wrangler.toml` names them. */
export interface WorkerEnvironment {
  readonly WEBHOOK_SECRET: string;
  readonly EVENTS: { send(change: ClearanceChange): Promise<unknown> };
  readonly CLEARANCES: {
    get(key: string): Promise<string | null>;
    put(key: string, value: string): Promise<void>;
  };
}

/** The messages of the queue. */
export interface ClearanceChange {
  readonly vin: string;
  readonly status: string;
}

interface MessageBatch {
  readonly messages: readonly { readonly body: ClearanceChange; ack(): void; retry(): void }[];
}

/** One handler for all requests of an isolate: it remembers which deliveries it has processed. */
const handlers = new WeakMap<WorkerEnvironment, WebhookHandler>();

function handlerOf(environment: WorkerEnvironment): WebhookHandler {
  const known = handlers.get(environment);
  if (known) return known;
  const handler = webhookHandler({
    secrets: [environment.WEBHOOK_SECRET],
    on: {
      fleet_clearance_changed: async ({ vin, status }) => {
        await environment.EVENTS.send({ vin, status });
      },
    },
  });
  handlers.set(environment, handler);
  return handler;
}

// biome-ignore lint/style/noDefaultExport: a Worker is the default export of its module
export default {
  async fetch(request: Request, environment: WorkerEnvironment): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/webhooks") return handlerOf(environment)(request);
    const status = await environment.CLEARANCES.get(pathname.slice(1));
    return status === null ? new Response("unknown vehicle\n", { status: 404 }) : Response.json({ status });
  },

  async queue({ messages }: MessageBatch, { CLEARANCES }: WorkerEnvironment): Promise<void> {
    for (const message of messages)
      try {
        await CLEARANCES.put(message.body.vin, message.body.status);
        message.ack();
      } catch {
        message.retry();
      }
  },
};
