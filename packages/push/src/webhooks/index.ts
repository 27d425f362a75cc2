export {
  type Claim,
  type Deduplication,
  type MemoryDeduplicationOptions,
  memoryDeduplication,
} from "../deduplication/deduplication.ts";
export {
  type RedisCommands,
  type RedisDeduplicationOptions,
  redisDeduplication,
} from "../deduplication/redis-deduplication.ts";
export { type EventFeed, eventFeed } from "./event-feed.ts";
export {
  type NodeRequest,
  type NodeResponse,
  type NodeWebhookHandler,
  nodeWebhookHandler,
} from "./node-webhook-handler.ts";
export type {
  ClearanceChangedEvent,
  OtherEvent,
  PingEvent,
  PlatformEvent,
} from "./platform-event.ts";
export type { DeliveryContext, WebhookHandlers } from "./process-delivery.ts";
export { type SignedWebhook, type SignWebhookOptions, signWebhook } from "./sign-webhook.ts";
export {
  createWebhookVerifier,
  type ReceivedWebhook,
  type VerifiedWebhook,
  type WebhookVerifier,
  type WebhookVerifierOptions,
} from "./verifier.ts";
export { WebhookError, type WebhookErrorCode } from "./webhook-error.ts";
export { type WebhookHandler, webhookHandler } from "./webhook-handler.ts";
export type { WebhookHandlerOptions } from "./webhook-responder.ts";
