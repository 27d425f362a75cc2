import type { ClearanceStatus } from "@high-mobility-ts/schema";
import { WebhookError } from "./webhook-error.ts";

interface EventFields {
  /** The application that the event is for. */
  readonly applicationId: string | undefined;
  /** The vehicle that the event is about. */
  readonly vin: string | undefined;
  /** When the platform received the event. */
  readonly receivedAt: Date | undefined;
  /** The body as received, including unknown members. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** The clearance of a vehicle changed its status. */
export interface ClearanceChangedEvent extends EventFields {
  /** The name of the event. */
  readonly type: "fleet_clearance_changed";
  /** The vehicle whose clearance changed. */
  readonly vin: string;
  /** The new status: one of the documented ones, or any other text. */
  readonly status: ClearanceStatus | (string & {});
  /** Why the clearance has this status. */
  readonly detail: string | undefined;
}

/** A test event of the console. */
export interface PingEvent extends EventFields {
  /** The name of the event. */
  readonly type: "ping";
}

/** An unknown event, or an event whose members do not match its type. */
export interface OtherEvent extends EventFields {
  /** Distinguishes the event from known events. */
  readonly type: "other";
  /** The event's own type, such as `authorization_changed`; empty if it has none. */
  readonly name: string;
  /** What happened, if the event has it. */
  readonly action: string | undefined;
  /** Why it happened, if the event has it. */
  readonly detail: string | undefined;
}

/** The event of a webhook. `type` says which event it is. */
export type PlatformEvent = ClearanceChangedEvent | PingEvent | OtherEvent;

const decoder: TextDecoder = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true });

/** @throws {WebhookError} `body-unreadable` */
export function readEvent(body: Uint8Array): PlatformEvent {
  const raw = parseObject(body);
  const event = recordOf(raw["event"]);
  const vin = textOf(recordOf(raw["vehicle"])["vin"]);
  const [name = "", action, detail] = [event["type"], event["action"], event["detail"]].map(textOf);
  const receivedMs = Date.parse(textOf(event["received_at"]) ?? "");
  const fields: EventFields = {
    applicationId: textOf(recordOf(raw["application"])["id"]),
    vin,
    receivedAt: Number.isNaN(receivedMs) ? undefined : new Date(receivedMs),
    raw,
  };
  if (name === "ping") return { ...fields, type: name };
  if (name === "fleet_clearance_changed" && vin !== undefined && action !== undefined)
    return { ...fields, type: name, vin, status: action, detail };
  return { ...fields, type: "other", name, action, detail };
}

function parseObject(body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(decoder.decode(body));
    if (isRecord(value)) return value;
  } catch {
    // The message of the parser shows a part of the body.
  }
  throw new WebhookError("body-unreadable", "The body is not a JSON object.");
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
