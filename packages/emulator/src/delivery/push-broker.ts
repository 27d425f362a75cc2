import type { App } from "../options.ts";
import {
  type BrokerOptions,
  type ConsumerClientOptions,
  type EmbeddedBroker,
  startBroker,
} from "./broker.ts";
import type { MessageFormat, PushedMessage } from "./messages.ts";

/** Which of the published messages a consumer receives. */
export interface ConsumerQuestion {
  /** Default: `v2`. */
  readonly format?: MessageFormat;
  /** Default: the first application's. */
  readonly clientId?: string;
}

/** A broker that publishes messages. */
export interface PushBroker extends Omit<EmbeddedBroker, "publish" | "certificate"> {
  /**
   * Returns what `consume` of the push package takes to receive the messages of an application.
   *
   * @throws {TypeError} for an unknown application.
   */
  clientOptions(question?: ConsumerQuestion): ConsumerClientOptions;
}

/** Where a broker's messages come from. */
interface MessageSource {
  readonly apps: readonly App[];
  appOf(clientId: string | undefined): App;
  subscribe(
    subscription: { readonly format: MessageFormat; readonly clientId: string },
    take: (messages: readonly PushedMessage[]) => Promise<void>,
  ): () => void;
  flush(): Promise<void>;
}

/** Starts a broker and publishes the messages of all applications there, in both formats, as time passes. */
export async function startPushBroker(source: MessageSource, options: BrokerOptions): Promise<PushBroker> {
  const { everyMs = 500 } = options;
  if (!Number.isInteger(everyMs) || everyMs < 10 || everyMs > 60_000)
    throw new TypeError(`\`everyMs\` must be a whole number from 10 to 60,000, got ${everyMs}.`);
  const { publish, certificate, ...broker } = await startBroker(options);
  const ends = source.apps.flatMap(({ clientId }) =>
    (["v1", "v2"] as const).map((format) => source.subscribe({ format, clientId }, publish)),
  );
  // A broker that restarts takes no messages meanwhile: they are lost, as those of a real one would be.
  const timer = setInterval(() => source.flush().catch(() => undefined), everyMs);
  timer.unref();
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
      clearInterval(timer);
      for (const end of ends) end();
      await broker.close();
    },
  };
}
