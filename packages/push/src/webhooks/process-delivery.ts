import type { Deduplication } from "../deduplication/deduplication.ts";
import type { ClearanceChangedEvent, OtherEvent, PingEvent } from "./platform-event.ts";
import type { VerifiedWebhook } from "./verifier.ts";

/** Further arguments of handlers. */
export interface DeliveryContext {
  /** `X-HM-Delivery`; `undefined` if the header is missing. */
  readonly deliveryId: string | undefined;
}

/** A handler per event type. An event without a handler counts as processed. */
export interface WebhookHandlers {
  /** Is called when the clearance of a vehicle changed its status. */
  readonly fleet_clearance_changed?:
    | ((event: ClearanceChangedEvent, delivery: DeliveryContext) => unknown)
    | undefined;
  /** Is called when the webhook is tested in the console. */
  readonly ping?: ((event: PingEvent, delivery: DeliveryContext) => unknown) | undefined;
  /** Is called with every unknown event. */
  readonly other?: ((event: OtherEvent, delivery: DeliveryContext) => unknown) | undefined;
}

/**
 * Claims the ids of a delivery. The delivery id identifies repetitions of the platform. It is not signed, so the digest
 * of the body identifies a captured webhook that is replayed with another id.
 *
 * @param leaseMs A delivery whose process died is free after this time, in milliseconds.
 * @returns The claimed ids, or the reason why they could not be claimed.
 */
export async function claimDelivery(
  webhook: VerifiedWebhook,
  deduplication: Deduplication,
  leaseMs: number,
): Promise<readonly string[] | "busy" | "processed"> {
  const ids = [`body:${await webhook.bodyDigest()}`];
  if (webhook.deliveryId !== undefined) ids.push(`delivery:${webhook.deliveryId.slice(0, 200)}`);
  const claimed: string[] = [];
  for (const id of ids) {
    const result = await deduplication.claim(id, leaseMs);
    if (result !== "claimed") {
      await Promise.all(claimed.map((each) => deduplication.release(each)));
      return result;
    }
    claimed.push(id);
  }
  return claimed;
}

/** Runs the handler and then remembers the delivery, or releases it if the handler failed. */
export async function processDelivery(
  { event, deliveryId }: VerifiedWebhook,
  ids: readonly string[],
  on: WebhookHandlers,
  deduplication: Deduplication,
): Promise<void> {
  try {
    // Each handler accepts only events with its own name.
    await on[event.type]?.(event as never, { deliveryId });
  } catch (error) {
    await Promise.all(ids.map((id) => deduplication.release(id)));
    throw error;
  }
  await Promise.all(ids.map((id) => deduplication.done(id)));
}
