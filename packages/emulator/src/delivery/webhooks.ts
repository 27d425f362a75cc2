import type { StatusChange } from "../clearances/clearances.ts";
import type { TimeSource } from "../control/clock.ts";
import type { App } from "../options.ts";
import { createSchedule } from "../schedule.ts";
import { createOutbox, type OutboxEntry } from "./outbox.ts";
import type { Occurrence, SentWebhook } from "./webhook-event.ts";

/**
 * Sends events to applications that have a webhook. Retries after a failure, and the time limit of a receiver, are the
 * emulator's own choices: no document describes those of the platform.
 */
export interface WebhookSteering {
  /** Sends a `ping` to every webhook, or to that of one application. @throws {TypeError} if there is no webhook. */
  ping(clientId?: string): void;
  /** The latest 1,000 deliveries, oldest first. */
  readonly deliveries: readonly SentWebhook[];
  /** Sends a delivery again with the same id. @throws {TypeError} if no delivery in `deliveries` has this id. */
  resend(id: string): void;
  /**
   * Sends all due deliveries and resolves when their receivers have responded. Due deliveries are also sent without
   * this call: whenever the clock is advanced, and after each request.
   */
  flush(): Promise<void>;
}

export interface Webhooks extends WebhookSteering {
  /** Is called if the changes of a clearance change: future changes replace those that were scheduled before. */
  onStatusChanges(app: App, vin: string, changes: readonly StatusChange[]): void;
  /** Starts sending all due deliveries. */
  send(): void;
  clear(): void;
}

interface WebhookOptions {
  readonly apps: readonly App[];
  readonly clock: TimeSource;
  readonly fetch: typeof globalThis.fetch;
}

type DueDelivery =
  | { readonly kind: "event"; readonly occurrence: Occurrence; readonly round: number }
  | { readonly kind: "retry"; readonly entry: OutboxEntry };

export function createWebhooks({ apps, clock, fetch }: WebhookOptions): Webhooks {
  const schedule = createSchedule<DueDelivery>();
  /** By client id and VIN: the current version of the scheduled changes. */
  const rounds = new Map<string, number>();
  const outbox = createOutbox({
    clock,
    fetch,
    sendAgain: (at, entry) => schedule.add(at, { kind: "retry", entry }),
  });

  function begin(due: DueDelivery): void {
    if (due.kind === "retry") {
      outbox.send(due.entry);
      return;
    }
    const { app, vehicle } = due.occurrence;
    if (vehicle && rounds.get(keyOf(app, vehicle.vin)) !== due.round) return;
    outbox.post(due.occurrence);
  }

  function send(): void {
    for (let due = schedule.takeDue(clock.now()); due; due = schedule.takeDue(clock.now())) begin(due);
  }

  return {
    ping: (clientId) => {
      const receivers = apps.filter((app) => app.webhook && (clientId ?? app.clientId) === app.clientId);
      if (receivers.length === 0)
        throw new TypeError(
          clientId === undefined
            ? "An application must have a `webhook` for a ping, got none."
            : `\`clientId\` must be an application with a \`webhook\`, got ${clientId}.`,
        );
      const at = clock.now();
      for (const app of receivers)
        if (app.webhook) outbox.post({ app, webhook: app.webhook, event: "ping", at });
    },
    get deliveries() {
      return outbox.deliveries();
    },
    resend: (id) => outbox.resend(id),
    flush: async () => {
      send();
      while (await outbox.attemptsDone()) send();
    },
    onStatusChanges: (app, vin, changes) => {
      const { webhook } = app;
      if (!webhook) return;
      // Due events have happened and stay valid.
      send();
      const round = (rounds.get(keyOf(app, vin)) ?? 0) + 1;
      rounds.set(keyOf(app, vin), round);
      for (const { at, ...change } of changes) {
        const vehicle = { vin, ...change };
        const occurrence: Occurrence = { app, webhook, event: "fleet_clearance_changed", at, vehicle };
        schedule.add(at, { kind: "event", occurrence, round });
      }
    },
    send,
    clear: () => {
      outbox.clear();
      schedule.clear();
      rounds.clear();
    },
  };
}

function keyOf({ clientId }: App, vin: string): string {
  return `${clientId} ${vin}`;
}
