import { createServer } from "node:http";
import { nodeWebhookHandler, type PlatformEvent } from "@high-mobility-ts/push/webhooks";
import { CommandError, exitCodes } from "../exit-code.ts";
import type { RecordWriter } from "../output/records.ts";
import type { Session } from "../session.ts";

export interface WebhookListening {
  readonly port: number;
  /** The default is loopback: a tunnel or a proxy makes the port public. */
  readonly host: string;
}

const columns = ["event", "vin", "status", "detail", "received", "delivery"];

/** Receives webhooks, verifies their signature and writes a record for each. */
export async function listenForWebhooks(session: Session, { port, host }: WebhookListening): Promise<void> {
  const secret = session.terminal.variables["HM_WEBHOOK_SECRET"];
  if (!secret)
    throw new CommandError(
      "HM_WEBHOOK_SECRET is not set. Set it to the secret of the webhook in the console.",
      exitCodes.usage,
    );
  const writer = session.records(columns, { isLive: true });
  const write = (event: PlatformEvent, { deliveryId }: { readonly deliveryId?: string | undefined }) =>
    writeEvent(writer, event, deliveryId);
  const handle = nodeWebhookHandler({
    secrets: [secret],
    on: { fleet_clearance_changed: write, ping: write, other: write },
  });
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new CommandError(`Port ${port} on ${host} cannot be used: ${cause.message}.`)),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address ? address.port : port;
  session.note(`Listening on http://${host}:${bound}. Ctrl-C ends it.`);
  await new Promise<void>((resolve) => {
    if (session.signal.aborted) resolve();
    session.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  writer.end();
}

function writeEvent(writer: RecordWriter, event: PlatformEvent, delivery: string | undefined): void {
  writer.write({
    event: event.type === "other" ? event.name : event.type,
    vin: event.vin,
    status: event.type === "fleet_clearance_changed" ? event.status : undefined,
    detail: event.type === "ping" ? undefined : event.detail,
    received: event.receivedAt?.toISOString(),
    delivery,
  });
}
