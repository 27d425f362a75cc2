import { expect, test } from "vitest";
import type { ClientEvent } from "../call/events.ts";
import { concurrencyLimit } from "./concurrency-limit.ts";
import { passGate } from "./gate.ts";

const operation = "GET /v1/vehicleinfo";

test("a call without a delay passes at once, without an event", () => {
  const events: ClientEvent[] = [];
  const onEvent = (event: ClientEvent) => events.push(event);
  const concurrency = concurrencyLimit(1);
  expect(
    passGate(operation, null, { rateLimiter: undefined, concurrency: undefined, onEvent }),
  ).toBeUndefined();
  expect(passGate(operation, null, { rateLimiter: undefined, concurrency, onEvent })).toBeUndefined();
  expect(events).toEqual([]);
});

test("a call first waits for the rate limit, and takes a place only after that", async () => {
  const events: ClientEvent[] = [];
  const onEvent = (event: ClientEvent) => events.push(event);
  const concurrency = concurrencyLimit(1);
  let letPass = (): void => undefined;
  const turn = new Promise<void>((resolve) => {
    letPass = resolve;
  });
  const rateLimiter = { acquire: () => turn, pause: () => undefined };
  let passed = false;
  const passing = passGate(operation, null, { rateLimiter, concurrency, onEvent })?.then(() => {
    passed = true;
  });
  expect(events).toEqual([{ type: "call-delayed", operation, by: "rate-limit" }]);
  // The call has no place yet: another call gets the only place.
  expect(concurrency.acquire()).toBeUndefined();
  letPass();
  await new Promise((resolve) => setTimeout(resolve));
  expect(passed).toBe(false);
  expect(events[1]).toEqual({ type: "call-delayed", operation, by: "concurrency" });
  concurrency.release();
  await passing;
  expect(passed).toBe(true);
});
