import { connect, type IClientOptions, type MqttClient } from "mqtt";
import type { ClientCertificate } from "./certificate.ts";
import type { Delivery } from "./delivery-window.ts";
import { holdAcknowledgements } from "./held-acknowledgements.ts";

export interface ConnectionOptions {
  readonly url: string;
  readonly clientId: string;
  readonly certificate: ClientCertificate | undefined;
  readonly protocolVersion: 4 | 5;
  readonly keepaliveSeconds: number;
  readonly sessionExpirySeconds: number;
  readonly receiveMaximum: number;
  readonly connectTimeoutMs: number;
  readonly topic: string;
  /** Is called for each message in order of arrival, even before `openConnection` resolves. */
  readonly onDelivery: (delivery: Delivery) => void;
  /** Is called when the broker has accepted the connection, before its messages. */
  readonly onConnected: (sessionPresent: boolean) => void;
  readonly clock: { now(): number };
  /** Ends the attempt to connect. */
  readonly signal: AbortSignal;
}

/** One connection to a broker, from CONNACK to its end. */
export interface Connection {
  /** Resolves when the connection has ended: with the reason, or with undefined if `close` ended it. */
  readonly ended: Promise<ConnectionFailure | undefined>;
  /** Sends everything that is pending and ends the connection. The broker keeps the session. */
  close(): Promise<void>;
}

/** Why there is no connection. */
export class ConnectionFailure extends Error {
  /** Return code of CONNACK or reason code of DISCONNECT, if the broker sent one. */
  readonly reasonCode: number | undefined;
  readonly stage: "connect" | "subscribe" | "connected";

  constructor(stage: ConnectionFailure["stage"], message: string, reasonCode?: number, cause?: unknown) {
    super(message, cause ? { cause } : undefined);
    this.name = "ConnectionFailure";
    this.stage = stage;
    this.reasonCode = reasonCode;
  }
}

/**
 * Connects and subscribes. Each connection has a new MQTT.js client, so that nothing from an earlier connection is
 * sent.
 *
 * @throws {ConnectionFailure}
 */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const client = connect(options.url, clientOptions(options));
  const acknowledge = holdAcknowledgements(client);
  const ended = whenEnded(client);
  let isOpen = true;
  ended.then(() => {
    isOpen = false;
  });
  client.on("message", (topic, payload, packet) => {
    const { messageId, retain } = packet;
    options.onDelivery({
      topic,
      payload,
      retained: retain === true,
      receivedAt: new Date(options.clock.now()),
      acknowledge() {
        // A message without a packet identifier (QoS 0) needs no acknowledgement. Identifiers belong to a connection.
        if (isOpen && messageId !== undefined) acknowledge(messageId);
      },
    });
  });
  const giveUp = () => client.end(true);
  options.signal.addEventListener("abort", giveUp, { once: true });
  client.once("connect", ({ sessionPresent }) => options.onConnected(sessionPresent));
  try {
    await connected(client, ended);
    await subscribe(client, options, ended);
    return { ended: ended.then(unlessClosed), close: () => endOf(client) };
  } catch (error) {
    client.end(true);
    throw error;
  } finally {
    options.signal.removeEventListener("abort", giveUp);
  }
}

function unlessClosed(failure: ConnectionFailure): ConnectionFailure | undefined {
  return failure.message === closedByUs ? undefined : failure;
}

const closedByUs = "closed";

function clientOptions(options: ConnectionOptions): IClientOptions {
  const { clientId, certificate, protocolVersion, keepaliveSeconds, connectTimeoutMs } = options;
  const { cert, key, ca, passphrase } = certificate ?? {};
  return {
    clientId,
    protocolVersion,
    keepalive: keepaliveSeconds,
    connectTimeout: connectTimeoutMs,
    clean: false,
    reconnectPeriod: 0,
    resubscribe: false,
    ...(protocolVersion === 5 && {
      properties: {
        sessionExpiryInterval: options.sessionExpirySeconds,
        receiveMaximum: options.receiveMaximum,
      },
    }),
    ...(cert && { cert: asBuffer(cert) }),
    ...(key && { key: asBuffer(key) }),
    ...(ca && { ca: asBuffer(ca) }),
    ...(passphrase !== undefined && { passphrase }),
  } as IClientOptions;
}

function asBuffer(pem: string | Uint8Array): Buffer {
  return Buffer.from(pem as Uint8Array);
}

/** Resolves once when the connection has ended, with the first reason. */
function whenEnded(client: MqttClient): Promise<ConnectionFailure> {
  return new Promise((resolve) => {
    let reason: ConnectionFailure | undefined;
    let isConnected = false;
    const stage = () => (isConnected ? "connected" : "connect");
    client.on("connect", () => {
      isConnected = true;
    });
    client.on("error", (error) => {
      reason ??= new ConnectionFailure(stage(), error.message, reasonCodeOf(error), error);
      // After a CONNACK with an error, the broker closes the socket.
      if (!isConnected) client.end(true);
    });
    client.on("disconnect", ({ reasonCode }) => {
      reason ??= new ConnectionFailure(
        "connected",
        `The broker disconnected with reason code ${reasonCode}.`,
        reasonCode,
      );
    });
    client.on("close", () => {
      const ending = client.disconnecting && !reason;
      resolve(reason ?? new ConnectionFailure(stage(), ending ? closedByUs : "The connection was closed."));
    });
  });
}

async function connected(client: MqttClient, ended: Promise<ConnectionFailure>): Promise<void> {
  await Promise.race([
    new Promise((resolve) => client.once("connect", resolve)),
    ended.then((failure) => Promise.reject(failure)),
  ]);
}

async function subscribe(
  client: MqttClient,
  { topic, protocolVersion }: ConnectionOptions,
  ended: Promise<ConnectionFailure>,
): Promise<void> {
  // Subscribes with each connection: a broker may have lost the session, and sends retained messages only for new
  // subscriptions.
  const how = { qos: 1, ...(protocolVersion === 5 && { rh: 1 }) } as const;
  const granted = new Promise<void>((resolve, reject) => {
    client.subscribe(topic, how, (error, grants) => {
      const code = grants?.find(({ qos }) => qos >= 128)?.qos ?? reasonCodeOf(error);
      if (!error && code === undefined) resolve();
      // The end of the connection also fails the subscription, but its own reason is more precise.
      else if (client.connected)
        reject(
          new ConnectionFailure(
            "subscribe",
            `The broker rejected the subscription to ${topic}.`,
            code,
            error,
          ),
        );
    });
  });
  await Promise.race([granted, ended.then((failure) => Promise.reject(failure))]);
}

function reasonCodeOf(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "number" ? code : undefined;
}

function endOf(client: MqttClient): Promise<void> {
  return new Promise((resolve) => client.end(false, () => resolve()));
}
