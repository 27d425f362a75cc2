export type { ClaimResult, Deduplication } from "./deduplication/deduplication.ts";
export {
  type MemoryDeduplicationOptions,
  memoryDeduplication,
} from "./deduplication/memory-deduplication.ts";
export {
  type RedisCommands,
  type RedisDeduplicationOptions,
  redisDeduplication,
} from "./deduplication/redis-deduplication.ts";
export {
  type NodeRequest,
  type NodeResponse,
  type NodeWebhookHandler,
  nodeWebhookHandler,
} from "./webhooks/node-webhook-handler.ts";
export type {
  ClearanceChangedEvent,
  OtherEvent,
  PingEvent,
  PlatformEvent,
} from "./webhooks/platform-event.ts";
export type { WebhookDelivery, WebhookHandlers } from "./webhooks/process-delivery.ts";
export { type SignedWebhook, type SignWebhookOptions, signWebhook } from "./webhooks/sign-webhook.ts";
export {
  createWebhookVerifier,
  type ReceivedWebhook,
  type VerifiedWebhook,
  type WebhookVerifier,
  type WebhookVerifierOptions,
} from "./webhooks/verifier.ts";
export { WebhookError, type WebhookErrorCode } from "./webhooks/webhook-error.ts";
export { type WebhookHandler, webhookHandler } from "./webhooks/webhook-handler.ts";
export type { WebhookHandlerOptions } from "./webhooks/webhook-responder.ts";
