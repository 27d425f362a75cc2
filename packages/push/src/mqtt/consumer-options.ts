import type { Deduplication } from "../deduplication/deduplication.ts";
import type { Subscription } from "./broker.ts";
import { checkSubscription } from "./broker.ts";
import type { CertificateProvider, ClientCertificate } from "./certificate.ts";
import type { OnConsumerEvent } from "./events.ts";
import type { DeadLetter } from "./process-message.ts";

/** Retries of failed handlers. */
export interface HandlerRetryOptions {
  /** The most calls of the handler for one message, a whole number >= 1. Default: `5`. */
  readonly attempts?: number | undefined;
  /**
   * The pause after the first failure, in milliseconds, >= 0; it doubles with each following failure.
   * Default: `1_000`.
   */
  readonly minDelayMs?: number | undefined;
  /** The longest pause, in milliseconds, >= `minDelayMs`. Default: `60_000`. */
  readonly maxDelayMs?: number | undefined;
}

/** Options of `consume`. Only `environment`, `format`, `applicationId`, `clientId` and `certificate` are required. */
export interface ConsumerOptions extends Subscription {
  /**
   * Names the session in which the broker keeps messages while there is no connection. It must be the same after each
   * restart, and different for each consumer that runs at the same time. With a new id, the kept messages are lost.
   */
  readonly clientId: string;
  /** The TLS client certificate from the console. Required unless `url` is `mqtt://`. */
  readonly certificate?: ClientCertificate | CertificateProvider | undefined;
  /** The version of MQTT: `5`, or `4` for MQTT 3.1.1. Default: `5`. */
  readonly protocolVersion?: 4 | 5 | undefined;
  /** The most messages that are being processed and not acknowledged, 1 to 65,535. Default: `256`. */
  readonly window?: number | undefined;
  /** The most handlers that run at the same time, each for a different vehicle, a whole number >= 1. Default: `64`. */
  readonly concurrency?: number | undefined;
  /** The most bytes of messages that wait to be processed, >= 0. Default: `16_777_216`. */
  readonly bufferBytes?: number | undefined;
  /** Retries of failed handlers. Default: see each option. */
  readonly retry?: HandlerRetryOptions | undefined;
  /**
   * What happens if a handler failed at every attempt: `stop` ends the consumer and keeps the message at the broker;
   * `dead-letter` passes the message to `deadLetter` and continues. Default: `stop`.
   */
  readonly whenHandlerFails?: "stop" | "dead-letter" | undefined;
  /**
   * Is called with messages that cannot be processed. A message counts as processed when the callback returns. Without
   * it, an unreadable message ends the consumer.
   */
  readonly deadLetter?: ((letter: DeadLetter) => void | Promise<void>) | undefined;
  /**
   * Remembers which messages were processed. `false` processes every delivery, including duplicates. Default:
   * `memoryDeduplication()`.
   */
  readonly deduplication?: Deduplication | false | undefined;
  /**
   * How long a handler may take before another process may claim its message, in milliseconds, from 1 to 2,147,483,647.
   * With a shared store, a message whose process died waits for this time. Default: `300_000` (5 minutes).
   */
  readonly leaseMs?: number | undefined;
  /** Interval of keep-alive packets, in seconds, from 1 to 65,535. Default: `30`. */
  readonly keepaliveSeconds?: number | undefined;
  /**
   * How long the broker is asked to keep the session without a connection (MQTT 5), in seconds, from 0 to 4,294,967,295. It
   * may keep the session for a shorter time. Default: `604_800`, a week.
   */
  readonly sessionExpirySeconds?: number | undefined;
  /** How long the consumer tries to make the first connection, in milliseconds, >= 0. Default: `60_000`. */
  readonly firstConnectionMs?: number | undefined;
  /** How long `close()` waits for handlers, in milliseconds, >= 0. Default: `30_000`. */
  readonly closeTimeoutMs?: number | undefined;
  /** Closes the consumer when the signal aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Is called with each event, for logs and metrics. Exceptions that it throws are ignored. */
  readonly onEvent?: OnConsumerEvent | undefined;
  /** The clock. Default: this machine's clock. */
  readonly clock?:
    | {
        /** Returns the time in milliseconds since 1970. */
        now(): number;
        /** Resolves after this many milliseconds. Default: a timer. */
        sleep?(ms: number): Promise<void>;
      }
    | undefined;
}

/** @throws {TypeError} that names the option at fault. */
export function checkConsumerOptions(options: ConsumerOptions): void {
  checkSubscription(options);
  if (typeof options.clientId !== "string" || options.clientId === "")
    throw new TypeError(
      "clientId must be a non-empty string that stays the same after a restart: the broker keeps messages under this name.",
    );
  if (options.certificate === undefined && !options.url?.startsWith("mqtt:"))
    throw new TypeError(
      "certificate must be the TLS client certificate from the console, or a function that returns it.",
    );
  const { protocolVersion = 5, retry: { attempts = 5, minDelayMs = 1_000, maxDelayMs = 60_000 } = {} } =
    options;
  if (protocolVersion !== 4 && protocolVersion !== 5)
    throw new TypeError(`protocolVersion must be 5, or 4 for MQTT 3.1.1, got ${protocolVersion}.`);
  const { window = 256, concurrency = 64, bufferBytes = 0, leaseMs = 1, closeTimeoutMs = 0 } = options;
  checkNumber("window", window, 1, 65_535);
  checkNumber("concurrency", concurrency, 1, Number.MAX_SAFE_INTEGER);
  checkNumber("bufferBytes", bufferBytes, 0, Number.MAX_SAFE_INTEGER);
  checkNumber("leaseMs", leaseMs, 1, 2_147_483_647);
  checkNumber("closeTimeoutMs", closeTimeoutMs, 0, 2_147_483_647);
  checkNumber("firstConnectionMs", options.firstConnectionMs ?? 0, 0, 2_147_483_647);
  checkNumber("keepaliveSeconds", options.keepaliveSeconds ?? 30, 1, 65_535);
  checkNumber("sessionExpirySeconds", options.sessionExpirySeconds ?? 0, 0, 4_294_967_295);
  checkNumber("retry.attempts", attempts, 1, Number.MAX_SAFE_INTEGER);
  checkNumber("retry.minDelayMs", minDelayMs, 0, maxDelayMs);
  checkNumber("retry.maxDelayMs", maxDelayMs, 0, 2_147_483_647);
  const { whenHandlerFails, deadLetter } = options;
  if (whenHandlerFails === "dead-letter" && typeof deadLetter !== "function")
    throw new TypeError('whenHandlerFails: "dead-letter" needs the callback deadLetter.');
}

function checkNumber(option: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new TypeError(`${option} must be a whole number from ${least} to ${most}, got ${value}.`);
}
