import type { VehicleData } from "@high-mobility-ts/schema";

/** One value of a property, or why there is none. */
export interface MessageItem {
  /** When the vehicle produced the value: RFC 3339. */
  readonly timestamp?: string | undefined;
  /** The value; absent if there is none. */
  readonly data?: unknown;
  /** Why there is no value. */
  readonly failure?: unknown;
}

/** A property whose value changed. */
export interface PropertyChange {
  /** For example `diagnostics`. */
  readonly capability: string;
  /** For example `odometer`. */
  readonly property: string;
  /** One item, or one per door, window or tire. */
  readonly content: MessageItem | readonly MessageItem[];
}

/** A message of the older format: one property. */
export interface MessageV1 {
  /** Identifies the message. */
  readonly message_id: string;
  /** The `version` of messages of this format. */
  readonly version: number;
  /** The vehicle. */
  readonly vin: string;
  /** The capability of the property. */
  readonly capability: string;
  /** The property that changed. */
  readonly property: string;
  /** The property, by capability and name. */
  readonly data: Readonly<Record<string, Readonly<Record<string, PropertyChange["content"]>>>>;
  /** When the message was made: RFC 3339. */
  readonly timestamp?: string;
}

/** A message of the newer format: many properties of a vehicle, each of them a list. */
export interface MessageV2 {
  /** Identifies the message. */
  readonly message_id: string;
  /** The `version` of messages of this format. */
  readonly version: number;
  /** The application that the message is for. */
  readonly application_id: string;
  /** The vehicle. */
  readonly vin: string;
  /** Lists of items, by capability and property. */
  readonly data: Readonly<Record<string, Readonly<Record<string, readonly MessageItem[]>>>>;
}

/** A message on its way to a subscriber. */
export interface PushedMessage {
  /** The topic to which a broker publishes it. */
  readonly topic: string;
  /** The message, in one of the two formats. */
  readonly content: MessageV1 | MessageV2;
}

/** The two formats of messages: one property each, or many. */
export type MessageFormat = "v1" | "v2";

/** The members of messages in addition to the changes. */
interface MessageFacts {
  readonly format: MessageFormat;
  readonly vin: string;
  readonly applicationId: string;
  /** When the messages are made, in milliseconds since the epoch. */
  readonly at: number;
  readonly nextId: () => string;
}

/**
 * Returns the properties of a vehicle whose values changed, ignoring times; all of them if there was no
 * earlier value.
 */
export function changedProperties(
  before: VehicleData | undefined,
  after: VehicleData,
): readonly PropertyChange[] {
  const known = new Map(propertiesOf(before).map((each) => [pathOf(each), timelessText(each.content)]));
  return propertiesOf(after).filter((each) => known.get(pathOf(each)) !== timelessText(each.content));
}

/** Returns the messages that report changes of one vehicle: one per change in the older format, else one for all. */
export function messagesOf(
  changes: readonly PropertyChange[],
  { format, vin, applicationId, at, nextId }: MessageFacts,
): readonly (MessageV1 | MessageV2)[] {
  if (changes.length === 0) return [];
  if (format === "v1")
    return changes.map(({ capability, property, content }) => ({
      message_id: nextId(),
      version: 1,
      vin,
      capability,
      property,
      data: { [capability]: { [property]: content } },
      timestamp: new Date(at).toISOString(),
    }));
  const data: Record<string, Record<string, readonly MessageItem[]>> = {};
  for (const { capability, property, content } of changes)
    data[capability] = { ...data[capability], [property]: [content].flat() };
  return [{ message_id: nextId(), version: 2, application_id: applicationId, vin, data }];
}

function propertiesOf(data: VehicleData | undefined): readonly PropertyChange[] {
  return Object.entries(data ?? {}).flatMap(([capability, properties]) =>
    typeof properties === "object"
      ? Object.entries(properties).map(([property, content]) => ({ capability, property, content }))
      : [],
  );
}

function pathOf({ capability, property }: PropertyChange): string {
  return `${capability}.${property}`;
}

function timelessText(content: PropertyChange["content"]): string {
  return JSON.stringify([content].flat().map(({ timestamp: _, ...value }) => value));
}
