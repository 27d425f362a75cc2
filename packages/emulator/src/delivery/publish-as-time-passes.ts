import type { App } from "../options.ts";
import type { MessageFormat, PushedMessage } from "./messages.ts";

/** The source of a broker's messages. */
export interface MessageSource {
  readonly apps: readonly App[];
  appOf(clientId: string | undefined): App;
  subscribe(
    subscription: { readonly format: MessageFormat; readonly clientId: string },
    take: (messages: readonly PushedMessage[]) => Promise<void>,
  ): () => void;
  flush(): Promise<void>;
}

/** @throws {TypeError} if it is not a whole number of milliseconds from 10 to 60,000. */
export function checkInterval(everyMs: number): void {
  if (!Number.isInteger(everyMs) || everyMs < 10 || everyMs > 60_000)
    throw new TypeError(`\`everyMs\` must be a whole number from 10 to 60,000, got ${everyMs}.`);
}

/**
 * Publishes the messages of all applications, in both formats, without keeping the process alive.
 *
 * @returns A function that ends it.
 */
export function publishAsTimePasses(
  source: MessageSource,
  everyMs: number,
  publish: (messages: readonly PushedMessage[]) => Promise<void>,
): () => void {
  const ends = source.apps.flatMap(({ clientId }) =>
    (["v1", "v2"] as const).map((format) => source.subscribe({ format, clientId }, publish)),
  );
  // If a broker does not accept messages, they are lost, as with a real broker.
  const timer = setInterval(() => source.flush().catch(() => undefined), everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    for (const end of ends) end();
  };
}
