export {
  type Claim,
  type Deduplication,
  type MemoryDeduplicationOptions,
  memoryDeduplication,
} from "./deduplication/deduplication.ts";
export {
  type RedisCommands,
  type RedisDeduplicationOptions,
  redisDeduplication,
} from "./deduplication/redis-deduplication.ts";
export { type Message, type ParseContext, parseMessage, type UnreadableMessage } from "./message/message.ts";
