import type { TimeSource } from "../control/clock.ts";
import {
  type DeliveryHeaders,
  deliveryHeaders,
  eventBody,
  type Occurrence,
  type SentWebhook,
} from "./webhook-event.ts";

// No document says when the platform gives up, how long it waits or whether it retries. These figures are the
// emulator's own choice.
/** Seconds between attempts, on the emulator's clock. */
const backoffSeconds: readonly number[] = [10, 30, 90, 270];
const responseTimeoutMs = 10_000;
const logSize = 1_000;

/** The state of a delivery, with its secret. */
export interface OutboxEntry {
  delivery: SentWebhook;
  readonly secret: string;
}

/** Sends deliveries and remembers their results. */
interface Outbox {
  /** Creates a delivery for an event and sends it. */
  post(occurrence: Occurrence): void;
  /** Makes one more attempt. */
  send(entry: OutboxEntry): void;
  /** @throws {TypeError} if no delivery has this id. */
  resend(id: string): void;
  /** The latest 1,000 messages, oldest first. */
  deliveries(): readonly SentWebhook[];
  /** Waits for the running attempts. Resolves with false if there were no running attempts. */
  attemptsDone(): Promise<boolean>;
  clear(): void;
}

interface OutboxOptions {
  readonly clock: TimeSource;
  readonly fetch: typeof globalThis.fetch;
  /** Is called to schedule `send` for a time, in milliseconds since the epoch. */
  readonly sendAgain: (at: number, entry: OutboxEntry) => void;
}

export function createOutbox({ clock, fetch, sendAgain }: OutboxOptions): Outbox {
  const underway = new Set<Promise<void>>();
  let log: OutboxEntry[] = [];
  let generation = 0;
  let previousSigned: Promise<unknown> = Promise.resolve();

  async function attempt(entry: OutboxEntry): Promise<void> {
    const startedIn = generation;
    const at = clock.now();
    const { delivery, secret } = entry;
    const result = await post(fetch, delivery, await signedInTurn(delivery, secret));
    const attempts = [...delivery.attempts, { at, ...result }];
    const isDelivered = "status" in result && result.status >= 200 && result.status < 300;
    const waitSeconds = isDelivered ? undefined : backoffSeconds[attempts.length - 1];
    const state = isDelivered ? "delivered" : waitSeconds === undefined ? "failed" : "pending";
    entry.delivery = { ...delivery, attempts, state };
    // A reset has removed this delivery during the wait.
    if (waitSeconds !== undefined && startedIn === generation) sendAgain(at + waitSeconds * 1_000, entry);
  }

  /** Signing takes time. Deliveries are still sent in order. */
  async function signedInTurn(delivery: SentWebhook, secret: string): Promise<DeliveryHeaders> {
    const headers = deliveryHeaders(delivery, secret);
    const turn = previousSigned.then(() => headers);
    previousSigned = turn;
    return turn;
  }

  function send(entry: OutboxEntry): void {
    const promise = attempt(entry).finally(() => underway.delete(promise));
    underway.add(promise);
  }

  return {
    post: (occurrence) => {
      const entry = newEntry(occurrence);
      log.push(entry);
      if (log.length > 2 * logSize) log = log.slice(-logSize);
      send(entry);
    },
    send,
    resend: (id) => {
      const entry = log.find(({ delivery }) => delivery.id === id);
      if (!entry) throw new TypeError("`id` must be the id of a delivery, got another value.");
      send(entry);
    },
    deliveries: () => log.slice(-logSize).map(({ delivery }) => delivery),
    attemptsDone: async () => {
      if (underway.size === 0) return false;
      await Promise.all(underway);
      return true;
    },
    clear: () => {
      generation += 1;
      log = [];
    },
  };
}

function newEntry(occurrence: Occurrence): OutboxEntry {
  const { app, webhook, event } = occurrence;
  const delivery: SentWebhook = {
    id: crypto.randomUUID(),
    event,
    clientId: app.clientId,
    url: webhook.url,
    body: eventBody(occurrence),
    attempts: [],
    state: "pending",
  };
  return { delivery, secret: webhook.secret };
}

async function post(
  fetch: typeof globalThis.fetch,
  delivery: SentWebhook,
  headers: DeliveryHeaders,
): Promise<{ readonly status: number } | { readonly error: string }> {
  const { url, body } = delivery;
  const signal = AbortSignal.timeout(responseTimeoutMs);
  try {
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    return { error: error instanceof Error ? error.message : "unknown" };
  }
}
