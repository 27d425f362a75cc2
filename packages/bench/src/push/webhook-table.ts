import { createHmac, timingSafeEqual } from "node:crypto";
import { createWebhookVerifier, signWebhook } from "@high-mobility-ts/push/webhooks";
import type { Table } from "../table.ts";
import { timings } from "../timings.ts";

const secret = "a webhook secret of usual length";

const event = {
  application: { id: "48aa1779-91c2-468e-97e9-ab112efd53b9" },
  vehicle: { vin: "2HM00000000000001" },
  event: {
    type: "fleet_clearance_changed",
    action: "approved",
    detail: "the owner agreed",
    received_at: "2026-03-01T10:00:00Z",
  },
};

/** The bytes of a webhook are at hand, and keys are imported. */
export async function webhookTable(runs: number): Promise<Table> {
  const verifier = createWebhookVerifier({ secrets: secret });
  const webhook = await signWebhook(event, { secret });
  const { body } = webhook;
  const header = webhook.headers["x-hm-signature-256"] ?? "";
  const signature = new Uint8Array(Buffer.from(header.slice("sha256=".length), "hex"));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), algorithm, false, [
    "verify",
  ]);
  const rows = await timings(
    [
      { name: "verify", note: "headers, limits, typed event", run: () => verifier.verify(webhook) },
      {
        name: "crypto.subtle.verify",
        note: "the signature as bytes; nothing is read",
        run: () => crypto.subtle.verify("HMAC", key, signature, body),
      },
      {
        name: "crypto.subtle.verify, then JSON.parse",
        note: "the signature as bytes; no headers, no limits, no types",
        run: async () => {
          if (!(await crypto.subtle.verify("HMAC", key, signature, body)))
            throw new Error("the signature is wrong");
          return JSON.parse(new TextDecoder().decode(body));
        },
      },
      {
        name: "createHmac, timingSafeEqual, JSON.parse",
        note: "Node only; the hexadecimal text as bytes",
        run: () => {
          const own = createHmac("sha256", secret).update(body).digest();
          if (!timingSafeEqual(own, signature)) throw new Error("the signature is wrong");
          return JSON.parse(new TextDecoder().decode(body));
        },
      },
    ],
    { runs },
  );
  return { title: "a webhook, verified", unit: "µs", better: "less", rows };
}
