import { readMessages } from "../files/read-messages.ts";
import { type Message, type UnreadableMessage, unreadableMessage } from "../message/message.ts";

/** A record as Lambda's event has it (`kinesis.data` in base 64), or as the AWS SDK and the KCL return it (`Data`, `data`). */
export type KinesisRecord =
  | {
      /** The record in an event of Lambda. */
      readonly kinesis: {
        /** The content in base 64. */
        readonly data: string;
        /** The sequence number of the record in its shard. */
        readonly sequenceNumber?: string | undefined;
        /** When the record arrived in the stream, in seconds since 1970. */
        readonly approximateArrivalTimestamp?: number | undefined;
      };
    }
  | {
      /** The content, as the AWS SDK returns it. */
      readonly Data?: Uint8Array | undefined;
      /** The sequence number of the record in its shard. */
      readonly SequenceNumber?: string | undefined;
      /** When the record arrived in the stream. */
      readonly ApproximateArrivalTimestamp?: Date | undefined;
    }
  | {
      /** The content: in base 64, or as bytes. The KCL passes the sequence number in this member. */
      readonly data: string | Uint8Array;
      /** The sequence number of the record in its shard. */
      readonly sequenceNumber?: string | undefined;
    };

/** A message of a record, with the record's sequence number for `batchItemFailures` of Lambda. */
export type KinesisMessage = (Message | UnreadableMessage) & {
  /** The sequence number of the record in its shard. `undefined` if the record has none. */
  readonly sequenceNumber: string | undefined;
};

/**
 * Yields the messages of records, in order. A record may contain several messages and may be compressed with gzip.
 * Unreadable records are yielded with `problems`.
 *
 * @throws {TypeError} if `records` cannot be iterated over.
 * @example
 * export async function handler(event) {
 *   for await (const message of kinesisMessages(event.Records)) await process(message);
 * }
 */
export async function* kinesisMessages(
  records: Iterable<KinesisRecord>,
): AsyncGenerator<KinesisMessage, void, undefined> {
  if (typeof records?.[Symbol.iterator] !== "function")
    throw new TypeError(
      `\`records\` must be a list of Kinesis records, got ${records === null ? "null" : typeof records}.`,
    );
  for (const record of records) {
    const { data, sequenceNumber, receivedAt = new Date() } = fieldsOf(record);
    let isEmpty = true;
    for await (const { line: _, ...message } of readMessages(bytesOf(data), { receivedAt })) {
      isEmpty = false;
      yield { ...message, sequenceNumber };
    }
    if (isEmpty)
      yield { ...unreadableMessage("The record is empty.", { receivedAt, raw: "" }), sequenceNumber };
  }
}

interface RecordFields {
  readonly data: unknown;
  readonly sequenceNumber: string | undefined;
  readonly receivedAt: Date | undefined;
}

function fieldsOf(record: KinesisRecord): RecordFields {
  if ("kinesis" in record) {
    const { data, sequenceNumber, approximateArrivalTimestamp: seconds } = record.kinesis;
    return {
      data,
      sequenceNumber,
      receivedAt: seconds === undefined ? undefined : new Date(seconds * 1_000),
    };
  }
  if ("data" in record)
    return { data: record.data, sequenceNumber: record.sequenceNumber, receivedAt: undefined };
  return {
    data: record.Data,
    sequenceNumber: record.SequenceNumber,
    receivedAt: record.ApproximateArrivalTimestamp,
  };
}

/** Content that is not base 64 is kept unchanged: it becomes a message with a problem. */
function bytesOf(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data;
  const text = typeof data === "string" ? data : "";
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return new TextEncoder().encode(text);
  }
}
