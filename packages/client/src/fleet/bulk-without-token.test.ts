// Tests how many requests the bulk functions send, and what they yield, if there is no token for some time or
// permanently.
import { expect, test } from "vitest";
import { collect, vehiclesOf, vinOf } from "../../test/fake-fleet.ts";
import { type VirtualClock, virtualClock } from "../../test/virtual-clock.ts";
import type { HighMobilityClient } from "../call/client.ts";
import { createClient } from "../call/create-client.ts";
import { enrollVehicles } from "./enroll/enroll-vehicles.ts";
import { readVehicles } from "./read-vehicles.ts";
import { removeVehicles } from "./remove-vehicles.ts";

interface Platform {
  readonly hm: HighMobilityClient;
  readonly clock: VirtualClock;
  readonly counts: { tokens: number; calls: number };
}

interface Behaviour {
  /** Returns the response to a token request; undefined for a token. */
  readonly token?: (request: number, elapsedMs: number) => Response | undefined;
  /** Returns the response to a call; undefined for a success. */
  readonly call?: () => Response | undefined;
}

function platform({ token, call }: Behaviour): Platform {
  const clock = virtualClock();
  const startedAt = clock.now();
  const counts = { tokens: 0, calls: 0 };
  const respond = async (pathname: string, init: RequestInit | undefined): Promise<Response> => {
    // The response takes a turn of the event loop, as in a network.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (pathname === "/v1/access_tokens")
      return (
        token?.(++counts.tokens, clock.now() - startedAt) ??
        Response.json({ access_token: `t${counts.tokens}`, token_type: "bearer", expires_in: 3_600 })
      );
    counts.calls++;
    return call?.() ?? succeed(init?.body);
  };
  const fetch: typeof globalThis.fetch = (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    return clock.during(() => respond(pathname, init));
  };
  const options = { environment: "sandbox", clientId: "app", clientSecret: "secret", fetch, clock } as const;
  // Calls have no limit, because this test is about the token endpoint.
  return { hm: createClient({ ...options, rateLimit: false }), clock, counts };
}

function succeed(body: unknown): Response {
  const { vehicles = [] } = typeof body === "string" ? JSON.parse(body) : {};
  const results = vehicles.map(({ vin }: { vin: string }) => ({ vin, status: "pending" }));
  return Response.json(vehicles.length > 0 ? { vehicles: results } : { status: "revoking" });
}

/** The token endpoint asks for a pause of a minute. */
function busy(_request: number, elapsedMs: number): Response | undefined {
  return elapsedMs < 60_000
    ? Response.json({ error: "slow_down" }, { status: 429, headers: { "retry-after": "60" } })
    : undefined;
}

function refused(): Response {
  return Response.json({ error: "invalid_client" }, { status: 401 });
}

const vins = Array.from({ length: 2_000 }, (_, index) => vinOf(index));

test("a token endpoint that asks for a pause of a minute gets it, and 2,000 vehicles are read after it", async () => {
  const { hm, clock, counts } = platform({ token: busy });
  const startedAt = clock.now();
  const readings = await collect(readVehicles(hm, vins));
  expect(readings.filter(({ ok }) => ok)).toHaveLength(2_000);
  expect(counts).toEqual({ tokens: 2, calls: 2_000 });
  expect(clock.now() - startedAt).toBeGreaterThanOrEqual(60_000);
});

test("vehicles are enrolled and removed after the pause too", async () => {
  const enrolling = platform({ token: busy });
  const outcomes = await collect(enrollVehicles(enrolling.hm, vehiclesOf(2_000)));
  expect(outcomes.filter(({ outcome }) => outcome === "accepted")).toHaveLength(2_000);
  expect(enrolling.counts).toEqual({ tokens: 2, calls: 20 });

  const removing = platform({ token: busy });
  const removals = await collect(removeVehicles(removing.hm, vins));
  expect(removals.filter(({ outcome }) => outcome === "removed")).toHaveLength(2_000);
  expect(removing.counts).toEqual({ tokens: 2, calls: 2_000 });
});

test("a rejected secret costs few token requests, and every vehicle has an outcome", async () => {
  const { hm, counts } = platform({ token: refused });
  const readings = await collect(readVehicles(hm, vins));
  expect(readings).toHaveLength(2_000);
  expect(readings[0]).toMatchObject({ ok: false, error: { code: "authentication", retryable: false } });
  expect(counts.calls).toBe(0);
  expect(counts.tokens).toBeLessThanOrEqual(3);
});

test("an API that rejects every token costs few token requests", async () => {
  const { hm, counts } = platform({ call: refused });
  const readings = await collect(readVehicles(hm, vins.slice(0, 200)));
  expect(readings.map(({ ok }) => ok)).toEqual(Array(200).fill(false));
  expect(counts.tokens).toBeLessThanOrEqual(10);
});
