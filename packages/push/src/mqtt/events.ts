/** An event of a consumer. No event contains a VIN or the content of a message. */
export type ConsumerEvent =
  | ConnectedEvent
  | SessionLostEvent
  | DisconnectedEvent
  | CertificateExpiresEvent
  | MessageProcessedEvent
  | MessageDuplicateEvent
  | HandlerRetriedEvent
  | MessageDeadLetteredEvent
  | DeduplicationFailedEvent
  | BufferFullEvent;

/** The broker accepted the connection. */
export interface ConnectedEvent {
  /** The name of the event. */
  readonly type: "connected";
  /** Whether the broker kept the session, with the messages that waited in it. */
  readonly sessionPresent: boolean;
}

/** The broker did not keep the session of the last connection: messages between the two connections are lost. */
export interface SessionLostEvent {
  /** The name of the event. */
  readonly type: "session-lost";
}

/** The connection ended or failed. */
export interface DisconnectedEvent {
  /** The name of the event. */
  readonly type: "disconnected";
  /** Why the connection ended. */
  readonly error: unknown;
  /** The pause before the next attempt, in milliseconds. */
  readonly delayMs: number;
}

/** The client certificate expires in less than 30 days. Emitted with each connection and once a day. */
export interface CertificateExpiresEvent {
  /** The name of the event. */
  readonly type: "certificate-expires";
  /** When the certificate expires. */
  readonly expiresAt: Date;
}

/** A handler has returned, and the message counts as processed. */
export interface MessageProcessedEvent {
  /** The name of the event. */
  readonly type: "message-processed";
  /** The time since the message arrived, in milliseconds. */
  readonly durationMs: number;
  /** How often the handler was called. */
  readonly attempts: number;
  /** The number of messages that are being processed and not acknowledged. */
  readonly unacknowledged: number;
  /** The number of bytes of messages that wait to be processed. */
  readonly bufferedBytes: number;
}

/** A message was a duplicate. */
export interface MessageDuplicateEvent {
  /** The name of the event. */
  readonly type: "message-duplicate";
}

/** A handler failed and will be called again. */
export interface HandlerRetriedEvent {
  /** The name of the event. */
  readonly type: "handler-retried";
  /** Which attempt failed. The first is 1. */
  readonly attempt: number;
  /** The pause before the next attempt, in milliseconds. */
  readonly delayMs: number;
  /** The error of the handler. */
  readonly error: unknown;
}

/** A message was passed to the `deadLetter` callback. */
export interface MessageDeadLetteredEvent {
  /** The name of the event. */
  readonly type: "message-dead-lettered";
  /** Why the message cannot be processed. */
  readonly reason: "unreadable" | "handler-failed";
}

/** The store of processed messages failed. The message is processed without it and may be processed again. */
export interface DeduplicationFailedEvent {
  /** The name of the event. */
  readonly type: "deduplication-failed";
  /** The error of the store. */
  readonly error: unknown;
}

/**
 * More bytes arrived than `bufferBytes`. Further messages are not read. When the buffer is processed, the consumer
 * reconnects, and the broker sends them again.
 */
export interface BufferFullEvent {
  /** The name of the event. */
  readonly type: "buffer-full";
  /** The number of bytes of messages that wait to be processed. */
  readonly bufferedBytes: number;
}

/** Is called for each event. Exceptions that it throws are ignored. */
export type OnConsumerEvent = (event: ConsumerEvent) => void;

export function emit(onEvent: OnConsumerEvent | undefined, event: ConsumerEvent): void {
  try {
    onEvent?.(event);
  } catch {
    // An exception of the observer must not change the result of the call.
  }
}
