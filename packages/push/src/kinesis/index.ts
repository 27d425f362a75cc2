export type { Message, UnreadableMessage } from "../message/message.ts";
export { type KinesisMessage, type KinesisRecord, kinesisMessages } from "./kinesis-messages.ts";
