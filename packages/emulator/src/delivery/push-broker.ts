import {
  type BrokerOptions,
  type ConsumerClientOptions,
  type EmbeddedBroker,
  startBroker,
} from "./broker.ts";
import type { MessageFormat } from "./messages.ts";
import { checkInterval, type MessageSource, publishAsTimePasses } from "./publish-as-time-passes.ts";

/** Selects the messages that a consumer receives. */
export interface ConsumerQuestion {
  /** Default: `v2`. */
  readonly format?: MessageFormat;
  /** Default: the format of the first application. */
  readonly clientId?: string;
}

/** A broker that publishes messages. */
export interface PushBroker extends Omit<EmbeddedBroker, "publish" | "certificate"> {
  /**
   * Returns options of `consume` of the push package for the messages of an application.
   *
   * @throws {TypeError} for an unknown application.
   */
  clientOptions(question?: ConsumerQuestion): ConsumerClientOptions;
}

/** Starts a broker and publishes the messages of all applications there, in both formats, as time passes. */
export async function startPushBroker(source: MessageSource, options: BrokerOptions): Promise<PushBroker> {
  const { everyMs = 500 } = options;
  checkInterval(everyMs);
  const { publish, certificate, ...broker } = await startBroker(options);
  const stop = publishAsTimePasses(source, everyMs, publish);
  return {
    ...broker,
    clientOptions: ({ format = "v2", clientId } = {}) => {
      const applicationId = source.appOf(clientId).clientId;
      return {
        environment: "sandbox",
        format,
        applicationId,
        clientId: `${applicationId}-consumer`,
        url: broker.url,
        protocolVersion: 4,
        ...(certificate ? { certificate } : {}),
      };
    },
    close: async () => {
      stop();
      await broker.close();
    },
  };
}
