import type { ClearanceStatus } from "@high-mobility-ts/schema";
import type { App, Webhook } from "../options.ts";

/** The events that the emulator sends. */
export type WebhookEvent = "ping" | "fleet_clearance_changed";

/** One event on its way to one application. */
export interface WebhookDelivery {
  /** What `X-HM-Delivery` says, the same in every attempt. */
  readonly id: string;
  readonly event: WebhookEvent;
  readonly clientId: string;
  readonly url: string;
  /** The JSON that is sent. */
  readonly body: string;
  readonly attempts: readonly WebhookAttempt[];
  /** `failed` after the last attempt. */
  readonly state: "pending" | "delivered" | "failed";
}

export interface WebhookAttempt {
  /** Milliseconds since the epoch, on the emulator's clock. */
  readonly at: number;
  /** What the receiver answered; absent when it could not be reached. */
  readonly status?: number;
  /** Why it could not be reached. */
  readonly error?: string;
}

export interface Occurrence {
  readonly app: App;
  readonly webhook: Webhook;
  readonly event: WebhookEvent;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Absent for a ping. */
  readonly vehicle?: { readonly vin: string; readonly status: ClearanceStatus };
}

/** The body of an event. `action` is the clearance's new status. */
export function eventBody({ app, event, at, vehicle }: Occurrence): string {
  const received = { received_at: new Date(at).toISOString() };
  return JSON.stringify({
    application: { id: app.clientId },
    ...(vehicle ? { vehicle: { vin: vehicle.vin } } : {}),
    event: { type: event, ...(vehicle ? { action: vehicle.status } : {}), ...received },
  });
}

const encoder = new TextEncoder();

/** `sha256=` and the HMAC-SHA-256 of the body under the webhook's secret, in hex. */
export async function signatureOf(body: string, secret: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const digest = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(body)));
  return `sha256=${[...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
