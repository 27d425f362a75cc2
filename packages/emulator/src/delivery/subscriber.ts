import type { VehicleData } from "@high-mobility-ts/schema";
import type { App } from "../options.ts";
import type { PlatformState } from "../platform.ts";
import { deliveredData, nonDelivery } from "../vehicles/delivered-data.ts";
import { type MessageFaults, withFaults } from "./message-faults.ts";
import {
  changedProperties,
  type MessageFormat,
  type MessageV1,
  type MessageV2,
  messagesOf,
  type PushedMessage,
} from "./messages.ts";

/** A subscriber of messages, and the values that it has received for each vehicle. */
export interface Subscriber {
  readonly app: App;
  readonly format: MessageFormat;
  readonly environment: string;
  readonly take: (messages: readonly PushedMessage[]) => void | Promise<void>;
  readonly known: Map<string, VehicleData>;
  late: readonly (MessageV1 | MessageV2)[];
}

interface Making {
  readonly faults: MessageFaults;
  readonly nextId: () => string;
  readonly log: {
    add(subscriber: Subscriber, messages: readonly PushedMessage[], at: number): void;
  };
}

/** Creates the messages about changes for a subscriber, and delivers them. */
export async function serveSubscriber(
  platform: PlatformState,
  subscriber: Subscriber,
  { faults, nextId, log }: Making,
): Promise<void> {
  const { now, late } = withFaults(newMessages(platform, subscriber, nextId), faults, platform.random);
  const messages = [...now, ...subscriber.late];
  subscriber.late = late;
  if (messages.length === 0) return;
  const application = `${subscriber.environment}/level13/${subscriber.app.clientId}`;
  const pushed = messages.map((content) => ({ topic: topicOf(content, application), content }));
  log.add(subscriber, pushed, platform.settings.clock.now());
  await subscriber.take(pushed);
}

function newMessages(
  platform: PlatformState,
  { app, format, known }: Subscriber,
  nextId: () => string,
): readonly (MessageV1 | MessageV2)[] {
  const at = platform.settings.clock.now();
  const messages: (MessageV1 | MessageV2)[] = [];
  for (const { vin, brand, status } of platform.clearancesOf(app).list()) {
    if (status !== "approved" || nonDelivery(platform, { vin, brand })) continue;
    const data = deliveredData(platform, { vin, brand, requestId: "" });
    const changes = changedProperties(known.get(vin), data);
    known.set(vin, data);
    messages.push(...messagesOf(changes, { format, vin, applicationId: app.clientId, at, nextId }));
  }
  return messages;
}

function topicOf(content: MessageV1 | MessageV2, application: string): string {
  if (!("capability" in content)) return application;
  return `${application}/${content.vin}/${content.capability}/get/${content.property}`;
}
