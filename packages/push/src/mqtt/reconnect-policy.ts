import { ConnectionFailure } from "./connection.ts";
import { ConsumerError, type ConsumerErrorCode } from "./consumer-error.ts";

/** Temporary rejections: server unavailable, server busy, quota exceeded, connection rate exceeded. */
const passingCodes: Readonly<Record<4 | 5, readonly number[]>> = { 4: [3], 5: [0x88, 0x89, 0x97, 0x9f] };

/** DISCONNECT of MQTT 5: another connection uses the client id. */
const sessionTakenOver = 0x8e;

/**
 * If the broker ends this many connections in a row soon after they were made, another client uses the same id. MQTT
 * 3.1.1 has no code for it, and brokers of MQTT 5 may close the connection without one (mosquitto 2.0.11 does).
 */
const takeOverCount = 4;

/** Connections that end within this time count as short, in milliseconds. */
const soonMs = 5_000;

/**
 * If a connection lasted longer than this, in milliseconds, the broker works and the pauses start again from the
 * shortest. The time is short, because otherwise a broker that is restarted every minute would be avoided for a minute
 * each time.
 */
const stableMs = 10_000;

export interface ReconnectPolicyOptions {
  readonly protocolVersion: 4 | 5;
  readonly url: string;
  readonly firstConnectionMs: number;
  /** When the first connection was begun, in milliseconds. */
  readonly startedAt: number;
  /** A number from 0 to 1. */
  readonly random: () => number;
}

/** Decides after each ended or failed connection whether and when to reconnect. */
export class ReconnectPolicy {
  readonly #options: ReconnectPolicyOptions;
  #hasConnected = false;
  #failures = 0;
  #shortConnections = 0;

  constructor(options: ReconnectPolicyOptions) {
    this.#options = options;
  }

  /**
   * @param now The time, in milliseconds.
   * @param connectedAt When the connection was made; undefined if it failed.
   * @returns The pause before the next connection, in milliseconds: growing, with full jitter, at least 100 ms.
   * @throws {ConsumerError} if the next connection would fail in the same way.
   */
  delayMsAfter(failure: unknown, now: number, connectedAt: number | undefined): number {
    const { random } = this.#options;
    if (connectedAt !== undefined) this.#hasConnected = true;
    const lastedMs = connectedAt === undefined ? undefined : now - connectedAt;
    this.#shortConnections = lastedMs !== undefined && lastedMs < soonMs ? this.#shortConnections + 1 : 0;
    this.#failures = lastedMs !== undefined && lastedMs > stableMs ? 1 : this.#failures + 1;
    const error = this.#finalError(failure) ?? this.#unreachable(failure, now);
    if (error) throw error;
    return 100 + Math.round(random() * Math.min(60_000, 500 * 2 ** Math.min(this.#failures, 10)));
  }

  #finalError(failure: unknown): ConsumerError | undefined {
    if (failure instanceof ConsumerError) return failure;
    if (!(failure instanceof ConnectionFailure)) return undefined;
    const { reasonCode, stage, cause } = failure;
    if (stage === "subscribe")
      return finalErrorOf("subscription-rejected", failure, "Check format and applicationId.");
    if (reasonCode === sessionTakenOver)
      return finalErrorOf("session-taken-over", failure, "Use a different clientId for each consumer.");
    if (this.#shortConnections >= takeOverCount) return takenOver(failure);
    if (isTlsRefusal(cause))
      return finalErrorOf("certificate", failure, "Check the certificate, its key and ca.");
    if (stage !== "connect" || reasonCode === undefined) return undefined;
    if (passingCodes[this.#options.protocolVersion].includes(reasonCode)) return undefined;
    return finalErrorOf("connection-refused", failure, "Check certificate, clientId and protocolVersion.");
  }

  #unreachable(cause: unknown, now: number): ConsumerError | undefined {
    const { url, startedAt, firstConnectionMs } = this.#options;
    if (this.#hasConnected || now - startedAt < firstConnectionMs) return undefined;
    const why = cause instanceof Error ? cause.message : String(cause);
    return new ConsumerError(
      "unreachable",
      `No connection to ${url} could be made: ${asSentence(why)} Check network, address and firewall.`,
      { cause },
    );
  }
}

function finalErrorOf(code: ConsumerErrorCode, failure: ConnectionFailure, remedy: string): ConsumerError {
  return new ConsumerError(code, `${asSentence(failure.message)} ${remedy}`, { cause: failure });
}

function takenOver(cause: ConnectionFailure): ConsumerError {
  return new ConsumerError(
    "session-taken-over",
    `The broker ended ${takeOverCount} connections in a row soon after they were made: another connection probably uses the same clientId. Use a different clientId for each consumer.`,
    { cause },
  );
}

function asSentence(text: string): string {
  return text.replace(/\.?$/, ".");
}

/** Returns whether a side rejected the certificate of the other side, which is not temporary. */
function isTlsRefusal(cause: unknown): boolean {
  const code = String((cause as { code?: unknown } | undefined)?.code ?? "");
  return /^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/.test(code);
}
