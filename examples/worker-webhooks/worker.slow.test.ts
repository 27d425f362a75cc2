import { createClient, unwrap } from "@high-mobility-ts/client";
import { createEmulator } from "@high-mobility-ts/emulator";
import { signWebhook } from "@high-mobility-ts/push/webhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningWorker, runWorker } from "./run-worker.ts";

const secret = "test-webhook-secret";
const vin = "2HM00000000000001";
let worker: RunningWorker;
beforeAll(async () => {
  worker = await runWorker(secret);
}, 300_000);
afterAll(() => worker?.close());

function statusOf(vehicle: string): Promise<unknown> {
  return fetch(`${worker.url}/${vehicle}`).then((response) =>
    response.ok ? response.json() : response.status,
  );
}

test("a changed clearance reaches the queue and its consumer", async () => {
  const emulator = createEmulator({
    apps: [{ clientId: "a", clientSecret: "s", webhook: { url: `${worker.url}/webhooks`, secret } }],
  });
  const hm = createClient(emulator.clientOptions());
  await unwrap(hm.createClearances({ vehicles: [{ vin, brand: "sandbox" }] }));
  emulator.clock.advance("5m");
  await emulator.webhooks.flush();
  expect(emulator.webhooks.deliveries.map(({ state }) => state)).toEqual(["delivered", "delivered"]);
  await expect.poll(() => statusOf(vin), { timeout: 10_000 }).toEqual({ status: "approved" });
});

test("a forged webhook is rejected, and changes nothing", async () => {
  const other = "WBA00000000000001";
  const event = { event: { type: "fleet_clearance_changed", action: "approved" }, vehicle: { vin: other } };
  const { body, headers } = await signWebhook(event, { secret: "another secret" });
  const response = await fetch(`${worker.url}/webhooks`, { method: "POST", body, headers });
  expect(response.status).toBe(401);
  expect(await statusOf(other)).toBe(404);
});
