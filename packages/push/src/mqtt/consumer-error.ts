/**
 * Why a consumer ended.
 *
 * - `certificate`: the client certificate has expired, cannot be read or was rejected. Get a new one from the console.
 * - `connection-refused`: the broker rejected the connection, and would reject it again. Check `certificate`, `clientId`
 *   and `protocolVersion`.
 * - `unreachable`: the first connection did not succeed in time. Check network, address and firewall.
 * - `session-taken-over`: another connection used the same client id. Use a different `clientId` for each consumer.
 * - `subscription-rejected`: the broker does not allow this client to read the topic. Check `format` and `applicationId`.
 * - `handler-failed`: a handler failed at every attempt, and `whenHandlerFails` is `stop`. Correct it and restart.
 * - `unreadable-message`: a message could not be read, and there is no `deadLetter`. Set this callback to continue.
 * - `dead-letter-failed`: the `deadLetter` callback failed. Correct it and restart; the message is still at the broker.
 */
export type ConsumerErrorCode =
  | "certificate"
  | "connection-refused"
  | "unreachable"
  | "session-taken-over"
  | "subscription-rejected"
  | "handler-failed"
  | "unreadable-message"
  | "dead-letter-failed";

/** A consumer ended because of an error. Its session at the broker is kept: no message is lost. */
export class ConsumerError extends Error {
  /** Why the consumer ended. */
  readonly code: ConsumerErrorCode;

  constructor(code: ConsumerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConsumerError";
    this.code = code;
  }
}
