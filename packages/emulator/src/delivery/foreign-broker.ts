import type { ClientCertificateFiles } from "./broker-certificates.ts";
import type { PushedMessage } from "./messages.ts";
import { checkInterval, type MessageSource, publishAsTimePasses } from "./publish-as-time-passes.ts";

/** A broker outside of the emulator, such as mosquitto. */
export interface ForeignBrokerOptions {
  /** `mqtt:` or `mqtts:`, with host and port. */
  readonly url: string;
  /** The TLS client certificate. Default: none. */
  readonly certificate?: Partial<ClientCertificateFiles>;
  /** `5`, or `4` for MQTT 3.1.1. Default: `5`. */
  readonly protocolVersion?: 4 | 5;
  /** How often the emulator looks for changes of vehicles, in milliseconds, 10 to 60,000. Default: `500`. */
  readonly everyMs?: number;
}

/** A publisher that is connected to a broker. */
export interface Publisher {
  /** The number of messages that the broker acknowledged. */
  readonly published: number;
  /** Finishes what is under way, and disconnects. */
  close(): Promise<void>;
}

/** The parts of MQTT.js that are used. Its own types are not imported, because it is an optional dependency. */
interface MqttClient {
  publishAsync(topic: string, payload: string, options: { readonly qos: 1 }): Promise<unknown>;
  endAsync(): Promise<void>;
  on(event: "error", listener: (error: Error) => void): unknown;
}

type Connect = (url: string, options: object) => Promise<MqttClient>;

// A name that bundlers do not follow: a browser has no sockets.
const mqttModule: string = "mqtt";

/**
 * Publishes the messages of all applications to a broker, in both formats and at least once (QoS 1), as time passes.
 * While the broker is not reachable, messages wait.
 *
 * @throws {TypeError} if an option is wrong.
 * @throws {Error} if the package `mqtt` is missing, or the broker cannot be reached or rejects the connection.
 */
export async function publishToBroker(
  source: MessageSource,
  { url, certificate, protocolVersion = 5, everyMs = 500 }: ForeignBrokerOptions,
): Promise<Publisher> {
  checkInterval(everyMs);
  if (!/^mqtts?:\/\/./.test(url))
    throw new TypeError("`url` must begin with mqtt:// or mqtts://, got another text.");
  const connect = await importConnect();
  const client = await connect(url, { protocolVersion, reconnectPeriod: 500, ...certificate });
  // MQTT.js reconnects by itself and sends unacknowledged messages again.
  client.on("error", () => undefined);
  let published = 0;
  const stop = publishAsTimePasses(source, everyMs, async (messages: readonly PushedMessage[]) => {
    await Promise.all(
      messages.map(async ({ topic, content }) => {
        await client.publishAsync(topic, JSON.stringify(content), { qos: 1 });
        published++;
      }),
    );
  });
  return {
    get published() {
      return published;
    },
    async close() {
      stop();
      await client.endAsync();
    },
  };
}

async function importConnect(): Promise<Connect> {
  try {
    const { default: mqtt }: { default: { connectAsync: Connect } } = await import(
      /* @vite-ignore */ mqttModule
    );
    return mqtt.connectAsync;
  } catch (cause) {
    throw new Error(
      "Publishing to a broker needs the package mqtt, which is not installed. Install mqtt 5.",
      {
        cause,
      },
    );
  }
}
