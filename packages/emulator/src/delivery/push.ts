import type { App } from "../options.ts";
import type { PlatformState } from "../platform.ts";
import { messageIds } from "../random.ts";
import type { BrokerOptions, ConsumerClientOptions } from "./broker.ts";
import { type ForeignBrokerOptions, type Publisher, publishToBroker } from "./foreign-broker.ts";
import { checkMessageFaults, type MessageFaults } from "./message-faults.ts";
import { type FileLayout, writeMessageFile } from "./message-files.ts";
import { createMessageLog, type SentMessage } from "./message-log.ts";
import type { MessageFormat, PushedMessage } from "./messages.ts";
import { type ConsumerQuestion, type PushBroker, startPushBroker } from "./push-broker.ts";
import { type Subscriber, serveSubscriber } from "./subscriber.ts";

/** Which messages are sent, and in which format. */
export interface MessageSubscription {
  /** `v1`: one property per message; `v2`: many properties of a vehicle. Default: `v2`. */
  readonly format?: MessageFormat;
  /**
   * The client id of the application whose vehicles are reported. It is also the application's id in messages and
   * topics. Default: the format of the first application.
   */
  readonly clientId?: string;
  /** The first part of a topic. Default: `sandbox`. */
  readonly environment?: "sandbox" | "live";
}

/** Options of messages that are written as files, as the platform writes them to a storage. */
export interface FolderOptions extends MessageSubscription {
  /**
   * `s3`: a JSON list in `<folder>/<application>/13/<year>/<month>/<day>/<time>-<hash>.json`; `azure`: JSON Lines in a
   * `.jsonl` there. No document says whether a file in S3 is a list: this is the emulator's own choice.
   */
  readonly layout: FileLayout;
}

/** Sends messages about changes of the vehicles that have an approved clearance and deliver data. */
export interface PushSteering {
  /**
   * Creates messages for all changes since the last call and delivers them. Resolves when every subscriber has
   * processed them. Without this call, no message is sent.
   */
  flush(): Promise<void>;
  /**
   * Delivers messages from the next `flush` on. The first delivery has the whole data of each vehicle.
   *
   * @returns A function that ends it.
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
  /**
   * Publishes the messages of all applications to another broker, in both formats and at least once (QoS 1), as time passes.
   * While the broker is not reachable, messages wait. It needs the optional package `mqtt`. Node.js, Bun or Deno only.
   *
   * @throws {TypeError} if an option is wrong.
   * @throws {Error} if the package is missing, or the broker cannot be reached or rejects the connection.
   */
  publishTo(options: ForeignBrokerOptions): Promise<Publisher>;
  /**
   * Returns options of `consume` of the push package for the broker that `listen` started last.
   *
   * @throws {Error} if there is none.
   * @throws {TypeError} for an unknown application.
   */
  clientOptions(question?: ConsumerQuestion): ConsumerClientOptions;
  /** The latest 1,000 delivered messages, oldest first. */
  readonly messages: readonly SentMessage[];
  /** Delivers a message again with the same id. @throws {TypeError} if no message in `messages` has this id. */
  resend(id: string): Promise<void>;
  /**
   * Injects faults into messages from the next `flush` on. `undefined` ends it.
   * @throws {TypeError} for a share out of
   * bounds.
   */
  fail(faults: MessageFaults | undefined): void;
}

export interface Push extends PushSteering {
  clear(): void;
}

export function createPush(platform: PlatformState): Push {
  const { apps, clock } = platform.settings;
  const subscribers = new Set<Subscriber>();
  const ids = messageIds(platform.random);
  const log = createMessageLog();
  let faults: MessageFaults = {};
  let flushing: Promise<void> = Promise.resolve();
  let listening: PushBroker | undefined;

  function appOf(clientId: string | undefined): App {
    const app = apps.find((each) => (clientId ?? each.clientId) === each.clientId);
    if (app) return app;
    throw new TypeError(`\`clientId\` must be that of an application, got ${JSON.stringify(clientId)}.`);
  }

  const subscribe: PushSteering["subscribe"] = (
    { format = "v2", clientId, environment = "sandbox" },
    take,
  ) => {
    const app = appOf(clientId);
    const subscriber: Subscriber = { app, format, environment, take, known: new Map(), late: [] };
    subscribers.add(subscriber);
    return () => void subscribers.delete(subscriber);
  };

  /** One flush at a time, so that each change is reported once. */
  function flush(): Promise<void> {
    flushing = flushing
      .catch(() => undefined)
      .then(async () => {
        for (const subscriber of subscribers)
          await serveSubscriber(platform, subscriber, { faults, nextId: ids.next, log });
      });
    return flushing;
  }

  return {
    flush,
    subscribe,
    listen: async (options = {}) => {
      const broker = await startPushBroker({ apps, appOf, subscribe, flush }, options);
      listening = broker;
      const close = async (): Promise<void> => {
        if (listening === broker) listening = undefined;
        await broker.close();
      };
      return { ...broker, close };
    },
    publishTo: (options) => publishToBroker({ apps, appOf, subscribe, flush }, options),
    clientOptions: (question) => {
      if (listening) return listening.clientOptions(question);
      throw new Error("There is no broker for a client to connect to. Call `push.listen()` first.");
    },
    toFolder: (folder, { layout, ...subscription }) => {
      const applicationId = appOf(subscription.clientId).clientId;
      return subscribe(subscription, (messages) =>
        writeMessageFile(messages, { folder, layout, applicationId, at: clock.now() }),
      );
    },
    get messages() {
      return log.messages();
    },
    resend: log.resend,
    fail: (next = {}) => {
      checkMessageFaults(next);
      faults = next;
    },
    clear: () => {
      faults = {};
      ids.clear();
      log.clear();
      for (const subscriber of subscribers) {
        subscriber.known.clear();
        subscriber.late = [];
      }
    },
  };
}
