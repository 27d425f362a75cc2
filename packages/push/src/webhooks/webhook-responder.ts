// The response to a webhook, for every kind of server.
import { checkKnownOptions } from "@high-mobility-ts/guards";
import { checkCount } from "../check-count.ts";
import { type Deduplication, memoryDeduplication } from "../deduplication/deduplication.ts";
import { claimDelivery, processDelivery, type WebhookHandlers } from "./process-delivery.ts";
import {
  defaultMaxBodyBytes,
  type ReceivedWebhook,
  type VerifiedWebhook,
  verifierOptions,
  verifierWith,
  type WebhookVerifierOptions,
} from "./verifier.ts";
import { ConsumedBodyError, WebhookError, type WebhookErrorCode } from "./webhook-error.ts";

/** Options of `webhookHandler` and `nodeWebhookHandler`. */
export interface WebhookHandlerOptions extends WebhookVerifierOptions {
  /** What to do with each event. */
  readonly on: WebhookHandlers;
  /** Remembers processed deliveries. Default: a memory of this process with 100,000 ids for one day. */
  readonly deduplication?: Deduplication | undefined;
  /**
   * How long a handler may take before the same delivery may be processed again, in milliseconds, from 1 to 86,400,000 (a day).
   * If a process dies, its delivery can be processed again after this time. Default: `300_000` (5 minutes).
   */
  readonly leaseMs?: number | undefined;
  /**
   * If set, the response is sent at once, and this function is called with the promise of the work: `ctx.waitUntil` of
   * Workers, `after` of Next.js. The promise never rejects. Default: the response is sent when the handler has
   * returned.
   */
  readonly background?: ((work: Promise<void>) => void) | undefined;
  /** Is called with errors of handlers and of the deduplication, and with every {@link WebhookError}. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

export interface WebhookReply {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Returns the response to the result of `receive`. @throws {TypeError} if a body parser consumed the body. */
export type WebhookResponder = (
  method: string | undefined,
  receive: (maxBodyBytes: number) => Promise<Request | ReceivedWebhook>,
) => Promise<WebhookReply>;

/** The status of errors that are not about the signature. */
const statusOf: { readonly [code in WebhookErrorCode]?: number } = {
  "body-too-large": 413,
  "body-unreadable": 400,
};

/** @throws {TypeError} if an option is unknown, missing or out of bounds. */
export function webhookResponder(owner: string, options: WebhookHandlerOptions): WebhookResponder {
  const known = { ...verifierOptions, on: 0, deduplication: 0, leaseMs: 0, background: 0, onError: 0 };
  checkKnownOptions(owner, options, known);
  const { on, deduplication = memoryDeduplication(), leaseMs = 300_000, background, onError } = options;
  checkCount("leaseMs", leaseMs, 86_400_000);
  checkKnownOptions("`on`", on, { fleet_clearance_changed: 0, ping: 0, other: 0 });
  const verifier = verifierWith(options);

  async function handle(verified: VerifiedWebhook): Promise<WebhookReply> {
    const claimed = await claimDelivery(verified, deduplication, leaseMs);
    if (claimed === "processed") return reply(200, "duplicate");
    if (claimed === "busy") return reply(503, "in progress", { "retry-after": "10" });
    const work = processDelivery(verified, claimed, on, deduplication);
    if (background) background(work.catch((error: unknown) => onError?.(error)));
    else await work;
    return reply(200, "ok");
  }

  return async (method, receive) => {
    if (method !== "POST") return reply(405, "POST only", { allow: "POST" });
    try {
      return await handle(await verifier.verify(await receive(options.maxBodyBytes ?? defaultMaxBodyBytes)));
    } catch (error) {
      if (error instanceof ConsumedBodyError) throw error;
      onError?.(error);
      return error instanceof WebhookError
        ? reply(statusOf[error.code] ?? 401, error.code)
        : reply(500, "failed");
    }
  };
}

function reply(status: number, text: string, headers: WebhookReply["headers"] = {}): WebhookReply {
  return { status, text, headers };
}
