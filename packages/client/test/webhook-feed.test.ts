// Tests waitForClearance with the events that the platform sends.
import { createEmulator } from "@high-mobility-ts/emulator";
import { expect, test } from "vitest";
import { createClient, enrollVehicles, type VehicleNews, waitForClearance } from "../src/index.ts";
import { collect, vehiclesOf, vinOf } from "./fake-fleet.ts";

test("waits for several clearances with the bodies of webhook events, without a second check", async () => {
  const bodies = new TransformStream<VehicleNews, VehicleNews>(undefined, undefined, {
    highWaterMark: Infinity,
  });
  const events = bodies.writable.getWriter();
  const emulator = createEmulator({
    apps: [
      {
        clientId: "app",
        clientSecret: "secret",
        webhook: { url: "https://fleet.example.com/events", secret: "webhook-secret" },
      },
    ],
    vehicles: [{ vin: vinOf(1), rejection: "the owner said no" }],
    fetch: async (_url, init) => {
      await events.write(JSON.parse(String(init?.body)));
      return new Response(null, { status: 204 });
    },
  });
  const hm = createClient({
    environment: "sandbox",
    clientId: "app",
    clientSecret: "secret",
    fetch: (input, init) => emulator.fetch(new Request(input, init)),
  });
  await collect(enrollVehicles(hm, vehiclesOf(2)));
  // By the machine's clock: without events the second check would be in an hour.
  const waiting = waitForClearance(hm, [0, 1].map(vinOf), {
    events: bodies.readable,
    minDelayMs: 3_600_000,
    maxDelayMs: 3_600_000,
    timeoutMs: 7_200_000,
  });
  const first = waiting.next();
  await events.write({});
  emulator.clock.advance(2_000);
  expect([(await first).value, ...(await collect(waiting))]).toMatchObject([
    { vin: vinOf(0), approved: true },
    { vin: vinOf(1), approved: false, status: "rejected", reason: "the owner said no" },
  ]);
});
