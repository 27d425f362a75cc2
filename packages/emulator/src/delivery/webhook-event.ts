import type { StatusName } from "../clearances/clearances.ts";
import type { App, Webhook } from "../options.ts";

/** The events that the emulator sends. */
export type WebhookEvent = "ping" | "fleet_clearance_changed";

/** One event on its way to one application. */
export interface SentWebhook {
  /** The value of `X-HM-Delivery`, the same in every attempt. */
  readonly id: string;
  /** What happened. */
  readonly event: WebhookEvent;
  /** The application whose webhook receives it. */
  readonly clientId: string;
  /** The URL of the receiver. */
  readonly url: string;
  /** The JSON that is sent. */
  readonly body: string;
  /** The attempts so far, in order. */
  readonly attempts: readonly WebhookAttempt[];
  /** `failed` after the last attempt. */
  readonly state: "pending" | "delivered" | "failed";
}

/** One attempt to deliver a webhook. */
export interface WebhookAttempt {
  /** Milliseconds since the epoch, on the emulator's clock. */
  readonly at: number;
  /** The status of the receiver's response; absent if the receiver could not be reached. */
  readonly status?: number;
  /** Why the receiver could not be reached. */
  readonly error?: string;
}

export interface Occurrence {
  readonly app: App;
  readonly webhook: Webhook;
  readonly event: WebhookEvent;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Absent for a ping. */
  readonly vehicle?: { readonly vin: string; readonly status: StatusName; readonly reason?: string };
}

/** Returns the body of an event. `action` is the clearance's new status, and `detail` the reason for it, if there is one. */
export function eventBody({ app, event, at, vehicle }: Occurrence): string {
  const { reason: detail } = vehicle ?? {};
  return JSON.stringify({
    application: { id: app.clientId },
    ...(vehicle ? { vehicle: { vin: vehicle.vin } } : {}),
    event: {
      type: event,
      ...(vehicle ? { action: vehicle.status } : {}),
      ...(detail === undefined ? {} : { detail }),
      received_at: new Date(at).toISOString(),
    },
  });
}

export type DeliveryHeaders = Readonly<Record<string, string>>;

/**
 * Returns the headers of a delivery, with both signatures. `x-hm-event` is not documented any more, but receivers read
 * it.
 */
export async function deliveryHeaders(
  { id, event, body }: SentWebhook,
  secret: string,
): Promise<DeliveryHeaders> {
  return {
    "content-type": "application/json",
    "user-agent": "HM-Webhook/1.2.0",
    "x-hm-delivery": id,
    "x-hm-event": event,
    "x-hm-signature": `sha1=${await hmac("SHA-1", body, secret)}`,
    "x-hm-signature-256": `sha256=${await hmac("SHA-256", body, secret)}`,
  };
}

const encoder = new TextEncoder();

/** Returns the HMAC of a text with a secret, in hex. */
async function hmac(hash: "SHA-1" | "SHA-256", text: string, secret: string): Promise<string> {
  const algorithm = { name: "HMAC", hash };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const digest = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
