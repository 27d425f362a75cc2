import type { Step } from "../clearances/clearances.ts";
import type { App } from "../options.ts";
import type { Clock } from "../steering/clock.ts";
import { createAgenda } from "./agenda.ts";
import type { Occurrence, WebhookDelivery } from "./delivery.ts";
import { createOutbox, type Sending } from "./outbox.ts";

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

export function createWebhooks({ apps, clock, fetch }: WebhookOptions): Webhooks {
  const agenda = createAgenda<Due>();
  /** By client id and VIN: which announcement of its steps is the valid one. */
  const rounds = new Map<string, number>();
  const outbox = createOutbox({
    clock,
    fetch,
    sendAgain: (at, sending) => agenda.add(at, { kind: "retry", sending }),
  });

  function begin(due: Due): void {
    if (due.kind === "retry") {
      outbox.send(due.sending);
      return;
    }
    const { app, vehicle } = due.occurrence;
    if (vehicle && rounds.get(keyOf(app, vehicle.vin)) !== due.round) return;
    outbox.post(due.occurrence);
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
        if (app.webhook) outbox.post({ app, webhook: app.webhook, event: "ping", at });
    },
    get deliveries() {
      return outbox.deliveries();
    },
    settle: async () => {
      send();
      while (await outbox.answered()) send();
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
    clear: () => {
      outbox.clear();
      agenda.clear();
      rounds.clear();
    },
  };
}

const keyOf = ({ clientId }: App, vin: string): string => `${clientId} ${vin}`;
