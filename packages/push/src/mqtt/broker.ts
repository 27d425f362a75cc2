import { isLoopback } from "@high-mobility-ts/guards";

/** Selects the messages to receive. */
export interface Subscription {
  /** The environment: `sandbox` has simulated vehicles, `live` has real ones. */
  readonly environment: "sandbox" | "live";
  /**
   * `v1`: one property per message; `v2`: many properties of a vehicle. The console shows the format of the
   * application.
   */
  readonly format: "v1" | "v2";
  /** V1: 24 hexadecimal characters; V2: a UUID. */
  readonly applicationId: string;
  /** Consumers with the same group share the messages. Not every broker supports groups. Default: no group. */
  readonly group?: string | undefined;
  /** Default: the topic of the format. */
  readonly topic?: string | undefined;
  /** URL of another broker: `mqtts://host:port`, or `mqtt://` on loopback. Default: the platform's broker. */
  readonly url?: string | undefined;
}

/** The AutoAPI level that is part of every topic. */
const level = "level13";

const hosts = {
  v1: { live: "mqtt.high-mobility.com", sandbox: "sandbox.mqtt.high-mobility.com" },
  v2: { live: "mqtt-v2.high-mobility.com", sandbox: "mqtt-v2.high-mobility.com" },
} as const;

/** Returns the URL of the broker. */
export function brokerUrl({ environment, format, url }: Subscription): string {
  return url ?? `mqtts://${hosts[format][environment]}:8883`;
}

/** Returns the topic filter to subscribe to. */
export function topicFilter({ environment, format, applicationId, group, topic }: Subscription): string {
  const own = `${environment}/${level}/${applicationId}${format === "v1" ? "/+/+/get/+" : ""}`;
  return `${group === undefined ? "" : `$share/${group}/`}${topic ?? own}`;
}

/** Returns the VIN in a topic of V1. */
export function vinOfTopic(topic: string): string | undefined {
  return /^[^/]+\/level\d+\/[^/]+\/([^/]+)\/[^/]+\/get\/[^/]+$/.exec(topic)?.[1];
}

/**
 * @throws {TypeError} that names the option at fault.
 */
export function checkSubscription(subscription: Subscription): void {
  const { environment, format, applicationId, group, url } = subscription;
  if (environment !== "sandbox" && environment !== "live")
    throw new TypeError(`environment must be "sandbox" or "live", got ${String(environment)}.`);
  if (format !== "v1" && format !== "v2")
    throw new TypeError(`format must be "v1" or "v2", got ${String(format)}.`);
  if (typeof applicationId !== "string" || !/^[^/+#\0]+$/.test(applicationId))
    throw new TypeError(
      "applicationId must be the id of the application in the console, without /, + and #.",
    );
  if (group !== undefined && !/^[^/+#\0]+$/.test(group))
    throw new TypeError("group must be a non-empty string without /, + and #.");
  if (url !== undefined) checkUrl(url);
}

function checkUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.username !== "" || url.password !== ""))
    throw new TypeError("url must not contain a user name or password.");
  if (url?.protocol === "mqtts:" || (url?.protocol === "mqtt:" && isLoopback(url.hostname))) return;
  throw new TypeError(
    `url must be mqtts://host:port, or mqtt:// on loopback, got ${url ? url.protocol : "no URL"}.`,
  );
}
