import type { Step } from "../clearances/clearances.ts";
import type { App } from "../options.ts";
import type { Clock } from "../steering/clock.ts";
import { createAgenda } from "./agenda.ts";
import { eventBody, type Occurrence, signatureOf, type WebhookDelivery } from "./delivery.ts";

/** Seconds from one attempt to the next, on the emulator's clock; none follows the last. */
const backoffSeconds: readonly number[] = [10, 30, 90, 270];
const answerTimeoutMs = 10_000;
const logSize = 1_000;

/** Sends events to applications that have a webhook. */
export interface WebhookSteering {
  /** Sends a `ping` to every webhook, or to one application's. @throws TypeError when it has none. */
  ping(clientId?: string): void;
  /** What was sent, oldest first: the latest 1,000. */
  readonly deliveries: readonly WebhookDelivery[];
  /**
   * Sends what is due on the emulator's clock and resolves when its receivers have answered. Sending itself starts
   * without it: whenever the clock is advanced and after each request.
   */
  settle(): Promise<void>;
}

export interface Webhooks extends WebhookSteering {
  /** The steps of a clearance changed: those that lie ahead replace the ones announced before. */
  onSteps(app: App, vin: string, steps: readonly Step[]): void;
  /** Starts sending what is due. */
  send(): void;
  readonly isIdle: boolean;
  clear(): void;
}

export interface WebhookOptions {
  readonly apps: readonly App[];
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
}

type Due =
  | { readonly kind: "event"; readonly occurrence: Occurrence; readonly round: number }
  | { readonly kind: "retry"; readonly sending: Sending };

interface Sending {
  delivery: WebhookDelivery;
  readonly secret: string;
}

export function createWebhooks({ apps, clock, fetch }: WebhookOptions): Webhooks {
  const agenda = createAgenda<Due>();
  const underway = new Set<Promise<void>>();
  /** By client id and VIN: which announcement of its steps is the valid one. */
  const rounds = new Map<string, number>();
  let log: Sending[] = [];
  let generation = 0;

  function record(occurrence: Occurrence): Sending {
    const { app, webhook, event } = occurrence;
    const delivery: WebhookDelivery = {
      id: crypto.randomUUID(),
      event,
      clientId: app.clientId,
      url: webhook.url,
      body: eventBody(occurrence),
      attempts: [],
      state: "pending",
    };
    const sending = { delivery, secret: webhook.secret };
    log.push(sending);
    if (log.length > 2 * logSize) log = log.slice(-logSize);
    return sending;
  }

  async function attempt(sending: Sending): Promise<void> {
    const startedIn = generation;
    const { delivery, secret } = sending;
    const at = clock.now();
    const result = await post(fetch, delivery, secret);
    const attempts = [...delivery.attempts, { at, ...result }];
    const isDelivered = "status" in result && result.status >= 200 && result.status < 300;
    const waitSeconds = isDelivered ? undefined : backoffSeconds[attempts.length - 1];
    const state = isDelivered ? "delivered" : waitSeconds === undefined ? "failed" : "pending";
    sending.delivery = { ...delivery, attempts, state };
    // A reset meanwhile has forgotten this delivery.
    if (waitSeconds !== undefined && startedIn === generation)
      agenda.add(at + waitSeconds * 1_000, { kind: "retry", sending });
  }

  function start(sending: Sending): void {
    const promise = attempt(sending).finally(() => underway.delete(promise));
    underway.add(promise);
  }

  function begin(due: Due): void {
    if (due.kind === "retry") {
      start(due.sending);
      return;
    }
    const { app, vehicle } = due.occurrence;
    if (vehicle && rounds.get(keyOf(app, vehicle.vin)) !== due.round) return;
    start(record(due.occurrence));
  }

  function send(): void {
    for (let due = agenda.takeDue(clock.now()); due; due = agenda.takeDue(clock.now())) begin(due);
  }

  return {
    ping: (clientId) => {
      const receivers = apps.filter((app) => app.webhook && (clientId ?? app.clientId) === app.clientId);
      if (receivers.length === 0)
        throw new TypeError(
          clientId === undefined ? "no application has a webhook" : `${clientId} has no webhook`,
        );
      const at = clock.now();
      for (const app of receivers)
        if (app.webhook) start(record({ app, webhook: app.webhook, event: "ping", at }));
    },
    get deliveries() {
      return log.slice(-logSize).map(({ delivery }) => delivery);
    },
    settle: async () => {
      send();
      while (underway.size > 0) {
        await Promise.all(underway);
        send();
      }
    },
    onSteps: (app, vin, steps) => {
      const { webhook } = app;
      if (!webhook) return;
      // What is due happened before, and stays true.
      send();
      const round = (rounds.get(keyOf(app, vin)) ?? 0) + 1;
      rounds.set(keyOf(app, vin), round);
      for (const { at, status } of steps) {
        const vehicle = { vin, status };
        const occurrence: Occurrence = { app, webhook, event: "fleet_clearance_changed", at, vehicle };
        agenda.add(at, { kind: "event", occurrence, round });
      }
    },
    send,
    get isIdle() {
      return agenda.size === 0;
    },
    clear: () => {
      generation += 1;
      agenda.clear();
      rounds.clear();
      log = [];
    },
  };
}

const keyOf = ({ clientId }: App, vin: string): string => `${clientId} ${vin}`;

async function post(
  fetch: typeof globalThis.fetch,
  { id, event, url, body }: WebhookDelivery,
  secret: string,
): Promise<{ readonly status: number } | { readonly error: string }> {
  const headers = {
    "content-type": "application/json",
    "x-hm-delivery": id,
    "x-hm-event": event,
    "x-hm-signature-256": await signatureOf(body, secret),
  };
  const signal = AbortSignal.timeout(answerTimeoutMs);
  try {
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    return { error: error instanceof Error ? error.message : "unknown" };
  }
}
