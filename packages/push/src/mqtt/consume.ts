import { sleep, systemClock } from "@high-mobility-ts/guards";
import { memoryDeduplication } from "../deduplication/deduplication.ts";
import { parseMessage } from "../message/message.ts";
import { brokerUrl, topicFilter, vinOfTopic } from "./broker.ts";
import { readCertificate, watchCertificate } from "./certificate.ts";
import { type Connection, type ConnectionFailure, openConnection } from "./connection.ts";
import { ConsumerError } from "./consumer-error.ts";
import { type ConsumerOptions, checkConsumerOptions } from "./consumer-options.ts";
import { type Delivery, DeliveryWindow, type Turn } from "./delivery-window.ts";
import { emit } from "./events.ts";
import { type MessageHandler, type MqttMessage, messageProcessor } from "./process-message.ts";
import { ReconnectPolicy } from "./reconnect-policy.ts";
import { vehicleLanes } from "./vehicle-lanes.ts";

/** A running consumer. */
export interface Consumer {
  /** Resolves when the consumer has closed; rejects with the {@link ConsumerError} that ended it. */
  readonly closed: Promise<void>;
  /**
   * Stops receiving, waits for running handlers, acknowledges their messages, and disconnects. The broker keeps the
   * session. Acknowledgements keep the order of arrival, so messages before a running one are handled first.
   */
  close(): Promise<void>;
}

/**
 * Receives messages over MQTT at least once: a message is acknowledged when its handler has returned. Messages of one
 * vehicle are handled in order of arrival, messages of different vehicles at the same time. A handler that fails is
 * called again. The consumer reconnects whenever the connection ends, unless this would fail for the same reason.
 *
 * @param handler Is called for each message. A message may be delivered again, for example after a crash. To avoid
 * duplicate rows, store its `id` under a unique key.
 * @throws {TypeError} if an option is missing or out of bounds.
 * @example
 * const consumer = consume({ environment: "live", format: "v2", applicationId, certificate, clientId }, async (message) => {
 *   for (const sample of message.samples()) await store(sample);
 * });
 * await consumer.closed;
 */
export function consume(options: ConsumerOptions, handler: MessageHandler): Consumer {
  checkConsumerOptions(options);
  if (typeof handler !== "function") throw new TypeError("handler must be a function that takes a message.");
  return new MqttConsumer(options, handler).start();
}

class MqttConsumer {
  readonly #options: ConsumerOptions;
  readonly #clock: NonNullable<ConsumerOptions["clock"]>;
  /** Aborts when the consumer ends: waits end, and no handler is called again. */
  readonly #ending = new AbortController();
  readonly #lanes;
  readonly #process;
  #connection: Connection | undefined;
  #wasConnected = false;
  /** When the broker accepted the current connection. */
  #connectedAt: number | undefined;
  #error: ConsumerError | undefined;

  constructor(options: ConsumerOptions, handler: MessageHandler) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#lanes = vehicleLanes(options.concurrency ?? 64);
    const { retry: { attempts = 5, minDelayMs = 1_000, maxDelayMs = 60_000 } = {} } = options;
    this.#process = messageProcessor({
      handler,
      deadLetter: options.deadLetter,
      whenHandlerFails: options.whenHandlerFails ?? "stop",
      attempts,
      minDelayMs,
      maxDelayMs,
      deduplication:
        options.deduplication === false ? undefined : (options.deduplication ?? memoryDeduplication()),
      leaseMs: options.leaseMs ?? 300_000,
      clock: this.#clock,
      random: Math.random,
      onEvent: options.onEvent,
      signal: this.#ending.signal,
    });
  }

  start(): Consumer {
    const { signal } = this.#options;
    const abort = () => this.#ending.abort();
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort, { once: true });
    const closed = this.#run().finally(() => signal?.removeEventListener("abort", abort));
    // An application that does not use `closed` must not get an unhandled rejection: `close()` rejects with the same
    // error.
    closed.catch(() => undefined);
    return {
      closed,
      close: () => {
        abort();
        return closed;
      },
    };
  }

  async #run(): Promise<void> {
    const { protocolVersion = 5, firstConnectionMs = 60_000, onEvent } = this.#options;
    const policy = new ReconnectPolicy({
      protocolVersion,
      firstConnectionMs,
      url: brokerUrl(this.#options),
      startedAt: this.#clock.now(),
      random: Math.random,
    });
    while (!this.#ending.signal.aborted) {
      const failure = await this.#runConnection().catch((error: unknown) => error);
      if (failure === undefined) continue;
      if (this.#ending.signal.aborted) break;
      const delayMs = policy.delayMsAfter(failure, this.#clock.now(), this.#connectedAt);
      emit(onEvent, { type: "disconnected", error: failure, delayMs });
      await sleep(this.#clock, delayMs, this.#ending.signal).catch(() => undefined);
    }
    if (this.#error) throw this.#error;
  }

  /** Returns why the connection ended, undefined if this consumer ended it. */
  async #runConnection(): Promise<unknown> {
    this.#connectedAt = undefined;
    const {
      clientId,
      protocolVersion = 5,
      keepaliveSeconds = 30,
      sessionExpirySeconds = 604_800,
    } = this.#options;
    const lasting = new AbortController();
    const certificate = await this.#certificate(lasting.signal);
    const window = this.#openWindow();
    try {
      const connection = await openConnection({
        url: brokerUrl(this.#options),
        topic: topicFilter(this.#options),
        clientId,
        certificate,
        protocolVersion,
        keepaliveSeconds,
        sessionExpirySeconds,
        receiveMaximum: this.#options.window ?? 256,
        connectTimeoutMs: 30_000,
        clock: this.#clock,
        signal: this.#ending.signal,
        onDelivery: (delivery) => window.add(delivery),
        onConnected: (sessionPresent) => this.#connected(sessionPresent),
      });
      this.#connection = connection;
      return await this.#untilEnded(connection, window);
    } finally {
      window.abandon();
      lasting.abort();
    }
  }

  #openWindow(): DeliveryWindow {
    const { onEvent, window: size = 256, bufferBytes = 16_777_216 } = this.#options;
    const window = new DeliveryWindow({
      size,
      bufferBytes,
      process: (delivery, turn) => this.#handle(delivery, window, turn),
      overflowed: () => emit(onEvent, { type: "buffer-full", bufferedBytes: window.bufferedBytes }),
      drained: () => this.#connection?.close(),
    });
    return window;
  }

  #connected(sessionPresent: boolean): void {
    const { onEvent } = this.#options;
    if (this.#wasConnected && !sessionPresent) emit(onEvent, { type: "session-lost" });
    emit(onEvent, { type: "connected", sessionPresent });
    this.#connectedAt = this.#clock.now();
    this.#wasConnected = true;
  }

  /** @param signal Aborts when the connection with this certificate has ended. */
  async #certificate(signal: AbortSignal) {
    const { certificate: provider, onEvent } = this.#options;
    if (provider === undefined) return undefined;
    const { certificate, expiresAt } = await readCertificate(provider, this.#clock.now());
    const announce = (soon: Date) => emit(onEvent, { type: "certificate-expires", expiresAt: soon });
    // With real timers, because the clock of a test may let days pass at once.
    const wait = (ms: number) => sleep({}, ms, signal);
    watchCertificate(provider, expiresAt, { clock: this.#clock, wait, announce }).catch(() => undefined);
    return certificate;
  }

  /** Resolves when the connection has ended: with the reason, unless this consumer ended it. */
  async #untilEnded(connection: Connection, window: DeliveryWindow): Promise<ConnectionFailure | undefined> {
    const { signal } = this.#ending;
    const ending = new AbortController();
    const aborted = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true, signal: ending.signal });
    });
    try {
      return await Promise.race([connection.ended, aborted.then(() => this.#shutDown(connection, window))]);
    } finally {
      ending.abort();
    }
  }

  /** Finishes what is under way, and disconnects. */
  async #shutDown(connection: Connection, window: DeliveryWindow): Promise<undefined> {
    window.close();
    const { closeTimeoutMs = 30_000 } = this.#options;
    const waiting = new AbortController();
    const idle = window.whenIdle();
    await Promise.race([idle, sleep(this.#clock, closeTimeoutMs, waiting.signal).catch(() => undefined)]);
    waiting.abort();
    await connection.close();
    return undefined;
  }

  #handle(delivery: Delivery, window: DeliveryWindow, turn: Turn): Promise<void> {
    const { topic, payload, retained, receivedAt } = delivery;
    const parsed = parseMessage(payload, { receivedAt, vin: vinOfTopic(topic) });
    const message = Object.assign(parsed, { topic, retained }) as MqttMessage;
    return this.#lanes
      .run(parsed.vin ?? topic, async () => {
        if (this.#error || !turn.isWaitedFor()) this.#ending.signal.throwIfAborted();
        turn.begin();
        const attempts = await this.#process(message);
        const { onEvent } = this.#options;
        if (!onEvent || attempts === 0) return;
        emit(onEvent, {
          type: "message-processed",
          durationMs: this.#clock.now() - receivedAt.getTime(),
          attempts,
          unacknowledged: window.unacknowledged,
          bufferedBytes: window.bufferedBytes,
        });
      })
      .catch((error: unknown) => {
        if (error instanceof ConsumerError) this.#fail(error);
        throw error;
      });
  }

  #fail(error: ConsumerError): void {
    this.#error ??= error;
    this.#ending.abort();
  }
}
