import { ConnectionFailure } from "./connection.ts";
import { ConsumerError, type ConsumerErrorCode } from "./consumer-error.ts";

/** Refusals that may pass: server unavailable, server busy, quota exceeded, connection rate exceeded. */
const passingCodes: Readonly<Record<4 | 5, readonly number[]>> = { 4: [3], 5: [0x88, 0x89, 0x97, 0x9f] };

/** DISCONNECT of MQTT 5: another connection uses the client id. */
const sessionTakenOver = 0x8e;

/** So many connections that the broker ends soon after they were made mean a take-over in MQTT 3.1.1, which has no word for it. */
const takeOverCount = 4;

/** Connections that end within this time count, in milliseconds. */
const soonMs = 5_000;

/** What is known when a connection has failed or ended. */
export interface Ending {
  readonly failure: unknown;
  readonly protocolVersion: 4 | 5;
  /** How long it lasted, in milliseconds; undefined if it was never made. */
  readonly lastedMs: number | undefined;
  /** How many connections before it ended soon after they were made. */
  readonly shortBefore: number;
}

/** Returns whether a connection ended so soon that another consumer may have taken its session over. */
export function wasShort({ failure, lastedMs }: Pick<Ending, "failure" | "lastedMs">): boolean {
  return lastedMs !== undefined && lastedMs < soonMs && failure instanceof ConnectionFailure;
}

/** Returns the error that ends the consumer; undefined if it is to connect again. */
export function finalError(ending: Ending): ConsumerError | undefined {
  const { failure, protocolVersion, shortBefore } = ending;
  if (failure instanceof ConsumerError) return failure;
  if (!(failure instanceof ConnectionFailure)) return undefined;
  const { reasonCode, stage, cause } = failure;
  if (stage === "subscribe") return refused("subscription-refused", failure, "Check format and applicationId.");
  if (reasonCode === sessionTakenOver || (protocolVersion === 4 && wasShort(ending) && shortBefore + 1 >= takeOverCount))
    return refused("session-taken-over", failure, "Give each consumer a clientId of its own.");
  if (isTlsRefusal(cause)) return refused("certificate", failure, "Check the certificate, its key and ca.");
  if (stage === "connect" && reasonCode !== undefined && !passingCodes[protocolVersion].includes(reasonCode))
    return refused("connection-refused", failure, "Check certificate, clientId and protocolVersion.");
  return undefined;
}

function refused(code: ConsumerErrorCode, failure: ConnectionFailure, remedy: string): ConsumerError {
  return new ConsumerError(code, `${failure.message.replace(/\.?$/, ".")} ${remedy}`, { cause: failure });
}

/** Either side does not accept the other's certificate: that does not pass by itself. */
function isTlsRefusal(cause: unknown): boolean {
  const code = String((cause as { code?: unknown } | undefined)?.code ?? "");
  return /^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/.test(code);
}

/** Returns the pause before the next connection, in milliseconds: growing, with full jitter, at least 100 ms. */
export function reconnectDelayMs(failures: number, random: () => number): number {
  const longest = Math.min(60_000, 500 * 2 ** Math.min(failures, 10));
  return 100 + Math.round(random() * longest);
}
