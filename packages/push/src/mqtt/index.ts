export type { Subscription } from "./broker.ts";
export type { CertificateProvider, ClientCertificate } from "./certificate.ts";
export { type Consumer, consume } from "./consume.ts";
export { ConsumerError, type ConsumerErrorCode } from "./consumer-error.ts";
export type { ConsumerOptions, HandlerRetryOptions } from "./consumer-options.ts";
export type {
  BufferFullEvent,
  CertificateExpiresEvent,
  ConnectedEvent,
  ConsumerEvent,
  DeduplicationFailedEvent,
  DisconnectedEvent,
  HandlerRetriedEvent,
  MessageDeadLetteredEvent,
  MessageDuplicateEvent,
  MessageProcessedEvent,
  OnConsumerEvent,
  SessionLostEvent,
} from "./events.ts";
export type { DeadLetter, MessageHandler, MqttMessage, UnreadableMqttMessage } from "./process-message.ts";
export { type ReceivedMessage, type ReceiveOptions, receive } from "./receive.ts";
