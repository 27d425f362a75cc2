import type { VehicleData } from "@high-mobility-ts/schema";
import type { App } from "../options.ts";
import type { PlatformState } from "../platform.ts";
import { deliveredData, nonDelivery } from "../vehicles/delivered-data.ts";
import {
  type BrokerOptions,
  type ConsumerClientOptions,
  type EmbeddedBroker,
  startBroker,
} from "./broker.ts";
import { checkMessageFaults, type MessageFaults, withFaults } from "./message-faults.ts";
import { type FileLayout, writeMessageFile } from "./message-files.ts";
import {
  changedProperties,
  type MessageFormat,
  type MessageV1,
  type MessageV2,
  messagesOf,
  type PushedMessage,
} from "./messages.ts";

export interface MessageSubscription {
  /** `v1`: one property per message; `v2`: many properties of a vehicle. Default: `v2`. */
  readonly format?: MessageFormat;
  /** Whose vehicles: an application's client id, which is also its id in messages and topics. Default: the first one's. */
  readonly clientId?: string;
  /** The first part of a topic. Default: `sandbox`. */
  readonly environment?: "sandbox" | "live";
}

export interface FolderOptions extends MessageSubscription {
  /**
   * `s3`: a JSON list in `<folder>/<application>/13/<year>/<month>/<day>/<time>-<hash>.json`; `azure`: JSON Lines in a
   * `.jsonl` there. No document says whether a file of S3 is a list: that is the emulator's own choice.
   */
  readonly layout: FileLayout;
}

/** Messages about what the vehicles do, for those with an approved clearance that deliver data. */
export interface PushSteering {
  /**
   * Makes messages of what has changed since the last time, as the clock stands, and hands them over. Resolves when every
   * subscriber has taken them. Nothing is sent without it.
   */
  flush(): Promise<void>;
  /**
   * Hands messages over from the next `flush` on; the first time, each vehicle's whole data.
   *
   * @returns a function that ends it.
   * @throws {TypeError} for an unknown application.
   */
  subscribe(
    subscription: MessageSubscription,
    take: (messages: readonly PushedMessage[]) => void | Promise<void>,
  ): () => void;
  /** Writes one file per `flush` with messages, as the platform puts them into a bucket. Node.js, Bun or Deno only. */
  toFolder(folder: string, options: FolderOptions): () => void;
  /**
   * Starts a broker for MQTT 3.1.1 on this machine and publishes the messages of all applications there, in both formats, as
   * time passes. It needs the optional package `aedes`. Node.js, Bun or Deno only.
   *
   * @throws {TypeError} if an option is out of bounds.
   * @throws {Error} if the package is missing or the port is taken.
   */
  listen(options?: BrokerOptions): Promise<PushBroker>;
  /** Makes messages faulty from the next `flush` on; `undefined` ends it. @throws {TypeError} for a share out of bounds. */
  fail(faults: MessageFaults | undefined): void;
}

/** A broker that publishes messages. */
export interface PushBroker extends Omit<EmbeddedBroker, "publish" | "certificate"> {
  /**
   * Returns what `consume` of the push package takes to receive the messages of an application. Default: the second format,
   * and the first application.
   *
   * @throws {TypeError} for an unknown application.
   */
  clientOptions(subscription?: Pick<MessageSubscription, "format" | "clientId">): ConsumerClientOptions;
}

export interface Push extends PushSteering {
  clear(): void;
}

interface Subscriber {
  readonly app: App;
  readonly format: MessageFormat;
  readonly environment: string;
  readonly take: (messages: readonly PushedMessage[]) => void | Promise<void>;
  readonly known: Map<string, VehicleData>;
  late: readonly (MessageV1 | MessageV2)[];
}

export function createPush(platform: PlatformState): Push {
  const subscribers = new Set<Subscriber>();
  let faults: MessageFaults = {};
  let count = 0;

  function nextId(): string {
    count += 1;
    const word = (part: number, digits: number): string =>
      Math.floor(platform.random("message id", count, part) * 16 ** digits)
        .toString(16)
        .padStart(digits, "0");
    return `${word(0, 8)}-${word(1, 4)}-4${word(2, 3)}-8${word(3, 3)}-${word(4, 6)}${word(5, 6)}`;
  }

  function newMessages({ app, format, known }: Subscriber): readonly (MessageV1 | MessageV2)[] {
    const at = platform.settings.clock.now();
    const messages: (MessageV1 | MessageV2)[] = [];
    for (const { vin, brand, status } of platform.clearancesOf(app).list()) {
      if (status !== "approved") continue;
      if (nonDelivery(platform, { vin, brand })) continue;
      const data = deliveredData(platform, { vin, brand, requestId: "" });
      const changes = changedProperties(known.get(vin), data);
      known.set(vin, data);
      messages.push(...messagesOf(changes, { format, vin, applicationId: app.clientId, at, nextId }));
    }
    return messages;
  }

  async function serve(subscriber: Subscriber): Promise<void> {
    const { now, late } = withFaults(newMessages(subscriber), faults, platform.random);
    const messages = [...now, ...subscriber.late];
    subscriber.late = late;
    const { app, environment } = subscriber;
    if (messages.length > 0)
      await subscriber.take(
        messages.map((content) => ({
          topic: topicOf(content, `${environment}/level13/${app.clientId}`),
          content,
        })),
      );
  }

  function appOf(clientId: string | undefined): App {
    const app = platform.settings.apps.find((each) => (clientId ?? each.clientId) === each.clientId);
    if (app) return app;
    throw new TypeError(`\`clientId\` must be that of an application, got ${JSON.stringify(clientId)}.`);
  }

  function subscribe(
    { format = "v2", clientId, environment = "sandbox" }: MessageSubscription,
    take: Subscriber["take"],
  ): () => void {
    const subscriber: Subscriber = {
      app: appOf(clientId),
      format,
      environment,
      take,
      known: new Map(),
      late: [],
    };
    subscribers.add(subscriber);
    return () => void subscribers.delete(subscriber);
  }

  let flushing: Promise<void> = Promise.resolve();

  /** One at a time: what a vehicle did is told once. */
  function flush(): Promise<void> {
    flushing = flushing
      .catch(() => undefined)
      .then(async () => {
        for (const subscriber of subscribers) await serve(subscriber);
      });
    return flushing;
  }

  async function listen(options: BrokerOptions = {}): Promise<PushBroker> {
    const { everyMs = 500 } = options;
    if (!Number.isInteger(everyMs) || everyMs < 10 || everyMs > 60_000)
      throw new TypeError(`\`everyMs\` must be a whole number from 10 to 60,000, got ${everyMs}.`);
    const { publish, certificate, ...broker } = await startBroker(options);
    const ends = platform.settings.apps.flatMap(({ clientId }) =>
      (["v1", "v2"] as const).map((format) => subscribe({ format, clientId }, publish)),
    );
    // A broker that restarts takes no messages meanwhile: they are lost, as those of a real one would be.
    const timer = setInterval(() => flush().catch(() => undefined), everyMs);
    timer.unref();
    return {
      ...broker,
      clientOptions: ({ format = "v2", clientId } = {}) => {
        const applicationId = appOf(clientId).clientId;
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
        await flushing.catch(() => undefined);
        await broker.close();
      },
    };
  }

  return {
    flush,
    listen,
    subscribe,
    toFolder: (folder, { layout, ...subscription }) =>
      subscribe(subscription, (messages) => {
        const at = platform.settings.clock.now();
        const { clientId = platform.settings.apps[0].clientId } = subscription;
        return writeMessageFile(messages, { folder, layout, applicationId: clientId, at });
      }),
    fail: (next = {}) => {
      checkMessageFaults(next);
      faults = next;
    },
    clear: () => {
      faults = {};
      count = 0;
      for (const subscriber of subscribers) {
        subscriber.known.clear();
        subscriber.late = [];
      }
    },
  };
}

function topicOf(content: MessageV1 | MessageV2, application: string): string {
  if (!("capability" in content)) return application;
  return `${application}/${content.vin}/${content.capability}/get/${content.property}`;
}
