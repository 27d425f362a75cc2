// The service: enrolls vehicles, receives webhooks and messages, and returns known values.
import { type ClientOptions, createClient, enrollVehicles } from "@high-mobility-ts/client";
import { type Consumer, type ConsumerOptions, consume } from "@high-mobility-ts/push/mqtt";
import { nodeWebhookHandler } from "@high-mobility-ts/push/webhooks";
import fastify, { type FastifyInstance } from "fastify";
import type { FleetStore } from "./store.ts";

export interface ServiceOptions {
  readonly client: ClientOptions;
  readonly messages: ConsumerOptions;
  readonly webhookSecret: string;
  readonly store: FleetStore;
}

export interface Service {
  readonly app: FastifyInstance;
  readonly consumer: Consumer;
  close(): Promise<void>;
}

interface NewVehicles {
  readonly vehicles: readonly { readonly vin: string; readonly brand: string }[];
}

/** Starts to receive messages; the caller listens. */
export function createService({ client, messages, webhookSecret, store }: ServiceOptions): Service {
  const hm = createClient(client);
  const app = fastify();
  // A message is acknowledged when it is in the database.
  const consumer = consume(messages, (message) => void store.addMessage(message));

  app.post<{ Body: NewVehicles }>("/vehicles", async ({ body: { vehicles } }) => {
    const outcomes = [];
    for await (const outcome of enrollVehicles(hm, vehicles)) {
      if (outcome.outcome === "accepted" && outcome.vin) store.setClearance(outcome.vin, outcome.status);
      outcomes.push(outcome);
    }
    return { outcomes };
  });

  app.get<{ Params: { vin: string } }>("/vehicles/:vin", ({ params: { vin } }, reply) => {
    const clearance = store.clearanceOf(vin);
    if (clearance === undefined) return reply.code(404).send({ error: `${vin} is not in the fleet` });
    return reply.send({ vin, clearance, values: store.valuesOf(vin) });
  });

  const handleWebhook = nodeWebhookHandler({
    secrets: [webhookSecret],
    on: { fleet_clearance_changed: ({ vin, status }) => store.setClearance(vin, status) },
  });
  app.register(async (scope) => {
    // The signature is over the received bytes, so a parser must not consume them.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    scope.post("/webhooks", async (request, reply) => {
      reply.hijack();
      // Fastify does not end a hijacked connection, and `app.close()` would wait until the sender closes it.
      reply.raw.setHeader("connection", "close");
      await handleWebhook(request.raw, reply.raw);
    });
  });

  return {
    app,
    consumer,
    async close() {
      await consumer.close();
      await app.close();
      store.close();
    },
  };
}
