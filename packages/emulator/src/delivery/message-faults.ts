import type { Random } from "../random.ts";
import type { MessageItem, MessageV1, MessageV2, PropertyChange } from "./messages.ts";

/** Faults of messages. A share is a number from 0 to 1; 1 means every message. Default of each: no fault. */
export interface MessageFaults {
  /** The share of duplicate messages, with the same id. */
  readonly duplicates?: number;
  /** The share of late messages, which are delivered after those of the next `flush`. */
  readonly late?: number;
  /** The share of messages whose items have no timestamp. */
  readonly missingTimestamps?: number;
  /** The share of messages that have a failure instead of the value. */
  readonly failures?: number;
  /** The `version` in messages: the platform has sent 3 in messages of the second format. */
  readonly version?: number;
  /** Whether messages have members, properties and capabilities that are in no specification. */
  readonly unknownMembers?: boolean;
}

type EitherMessage = MessageV1 | MessageV2;

/** @throws {TypeError} that names the invalid fault. */
export function checkMessageFaults(faults: MessageFaults): void {
  for (const name of ["duplicates", "late", "missingTimestamps", "failures"] as const) {
    const share = faults[name] ?? 0;
    if (!(share >= 0 && share <= 1))
      throw new TypeError(`\`${name}\` must be a number from 0 to 1, got ${share}.`);
  }
  const { version = 1 } = faults;
  if (!Number.isSafeInteger(version))
    throw new TypeError(`\`version\` must be a whole number, got ${version}.`);
}

/** A batch with its faults: the messages to deliver now, and those to deliver with the next batch. */
interface FaultyBatch {
  readonly now: readonly EitherMessage[];
  readonly late: readonly EitherMessage[];
}

/** Returns a batch with its faults. The same messages always get the same faults. */
export function withFaults(
  messages: readonly EitherMessage[],
  faults: MessageFaults,
  random: Random,
): FaultyBatch {
  const hits = (fault: keyof MessageFaults, message: EitherMessage, share = 0): boolean =>
    random("message", fault, message.message_id) < share;
  const now: EitherMessage[] = [];
  const late: EitherMessage[] = [];
  for (const message of messages) {
    const changed = changedMessage(message, {
      ...faults,
      missingTimestamps: Number(hits("missingTimestamps", message, faults.missingTimestamps)),
      failures: Number(hits("failures", message, faults.failures)),
    });
    const batch = hits("late", message, faults.late) ? late : now;
    batch.push(changed, ...(hits("duplicates", message, faults.duplicates) ? [changed] : []));
  }
  return { now, late };
}

function changedMessage(message: EitherMessage, faults: MessageFaults): EitherMessage {
  const { version = message.version, unknownMembers = false } = faults;
  const data = mapContents(message.data, (content) =>
    isList(content) ? content.map((item) => changedItem(item, faults)) : changedItem(content, faults),
  );
  const unknown = { next_year: [{ data: { unit: "parsecs", value: 1 }, quality: "high" }] };
  const extended = unknownMembers ? { ...data, x_future_capability: unknown } : data;
  const changed = { ...message, version, data: extended, ...(unknownMembers ? { x_trace: "a-1" } : {}) };
  // The contents of a message of the second format are lists.
  return changed as EitherMessage;
}

function changedItem(item: MessageItem, { missingTimestamps, failures }: MessageFaults): MessageItem {
  const { timestamp, data, ...others } = item;
  return {
    ...(missingTimestamps ? {} : { timestamp }),
    ...(failures
      ? { failure: { reason: "oem_error", description: "injected fault: error of the property" } }
      : { ...(data === undefined ? {} : { data }), ...others }),
  };
}

type Contents = Readonly<Record<string, Readonly<Record<string, PropertyChange["content"]>>>>;

function mapContents(data: Contents, change: (content: PropertyChange["content"]) => unknown): object {
  return Object.fromEntries(
    Object.entries(data).map(([capability, properties]) => [
      capability,
      Object.fromEntries(Object.entries(properties).map(([name, content]) => [name, change(content)])),
    ]),
  );
}

function isList(content: PropertyChange["content"]): content is readonly MessageItem[] {
  return Array.isArray(content);
}
