import type { Clearance, FleetVehicle, paths } from "@high-mobility-ts/schema";
import type { HighMobilityClient } from "../src/call/client.ts";
import { createClient } from "../src/call/create-client.ts";
import { fakeClock } from "./fake-clock.ts";

/** A request that the fake received. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly vins: readonly string[];
  /** The body of a POST, parsed. */
  readonly body?: unknown;
}

export interface FakeFleet {
  readonly hm: HighMobilityClient;
  readonly clearances: Map<string, Clearance>;
  readonly requests: readonly SeenRequest[];
  /** Is called with each request. It returns the response, or throws the network's failure. */
  intercept: (request: SeenRequest) => Response | undefined;
  /** Is called after a clearance request was processed. If it throws, the response is lost. */
  afterPost: (request: SeenRequest) => void;
  readonly clock: ReturnType<typeof fakeClock>;
}

const listPath: keyof paths = "/v1/fleets/vehicles";

/**
 * A client with a simple fake platform, for cases that the emulator does not support, such as a lost
 * response.
 */
export function fakeFleet(): FakeFleet {
  const clearances = new Map<string, Clearance>();
  const requests: SeenRequest[] = [];
  const clock = fakeClock();

  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const request = see(new URL(String(input)), init);
    requests.push(request);
    return fleet.intercept(request) ?? answer(fleet, request);
  };
  const token = { value: "t", expiresAt: Number.MAX_SAFE_INTEGER, scopes: new Set<string>() };
  const origin = "https://fleet.example.com";
  const fleet: FakeFleet = {
    hm: createClient({
      baseUrl: origin,
      auth: { getToken: async () => token, invalidate: () => undefined, resourceOrigins: [origin] },
      fetch,
      clock,
      retry: { attempts: 2, random: () => 0 },
    }),
    clearances,
    requests,
    intercept: () => undefined,
    afterPost: () => undefined,
    clock,
  };
  return fleet;
}

function see(url: URL, { method = "GET", body }: RequestInit): SeenRequest {
  const sent = typeof body === "string" ? JSON.parse(body) : undefined;
  const { vehicles = [] }: { vehicles?: FleetVehicle[] } = sent ?? {};
  const filter = JSON.parse(url.searchParams.get("filter") ?? "{}");
  const vins = vehicles.length > 0 ? vehicles.map(({ vin }) => vin) : (filter.vin?.value ?? []);
  return { method, path: url.pathname, vins, body: sent };
}

function answer(fleet: FakeFleet, request: SeenRequest): Response {
  const { method, path, vins } = request;
  const { clearances } = fleet;
  if (method === "POST") {
    for (const vin of vins)
      if (!clearances.has(vin)) clearances.set(vin, { vin, status: "pending", changelog: [], tags: {} });
    fleet.afterPost(request);
    return Response.json({ vehicles: vins.map((vin) => clearances.get(vin)) });
  }
  if (path === listPath)
    return Response.json([...clearances.values()].filter(({ vin }) => vins.includes(vin)));
  return Response.json(clearances.get(path.split("/").at(-1) ?? "") ?? {});
}

const letters = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";

/** Returns a different well-formed VIN for each number. */
export function vinOf(number: number): string {
  let rest = number;
  let tail = "";
  for (let at = 0; at < 6; at++) {
    tail = letters.charAt(rest % letters.length) + tail;
    rest = Math.floor(rest / letters.length);
  }
  return `WVWZZZ1KZ9W${tail}`;
}

export function vehiclesOf(count: number): FleetVehicle[] {
  return Array.from({ length: count }, (_value, index) => ({ vin: vinOf(index), brand: "volkswagen" }));
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}
