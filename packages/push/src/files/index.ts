export type { Message, UnreadableMessage } from "../message/message.ts";
export type { FileContent } from "./decode-text.ts";
export { type FileMessage, type ReadMessagesOptions, readMessages } from "./read-messages.ts";
