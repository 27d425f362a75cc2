// Measures the memory and time for a fleet of a million cleared vehicles, from options and from a saved state.
// Run by hand: node load/million-vehicles.ts [vehicles]
import { createEmulator, type EmulatorState } from "../src/index.ts";
import { app, fleetOf, vinAt } from "./fleet.ts";

const size = Number(process.argv[2] ?? 1_000_000);

function report(what: string, since: number): void {
  const seconds = ((performance.now() - since) / 1_000).toFixed(1);
  const megabytes = Math.round(process.memoryUsage.rss() / 1e6);
  process.stdout.write(`${what.padEnd(28)} ${seconds.padStart(5)} s   ${megabytes} MB resident\n`);
}

let started = performance.now();
const emulator = createEmulator({ apps: [app], vehicles: fleetOf(size), rateLimits: false });
report("given as options", started);

const at = emulator.clock.now();
const changes = [
  { at, status: "pending" },
  { at, status: "approved" },
] as const;
const state: EmulatorState = {
  version: 1,
  now: at,
  vehicles: [],
  clearances: {
    [app.clientId]: Array.from({ length: size }, (_, index) => ({
      vin: vinAt(index),
      brand: "sandbox",
      tags: undefined,
      insertedAt: at,
      changes,
    })),
  },
};
started = performance.now();
emulator.load(state);
report("loaded from a state", started);

const origin = "https://api.high-mobility.com";
const grant = { grant_type: "client_credentials", client_id: app.clientId, client_secret: app.clientSecret };
const answer = await emulator.fetch(
  new Request(`${origin}/v1/access_tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(grant),
  }),
);
const { access_token: token } = await answer.json();
const headers = { authorization: `Bearer ${token}` };
const filter = encodeURIComponent(JSON.stringify({ vin: { operator: "eq", value: vinAt(size - 1) } }));
started = performance.now();
const found = await emulator.fetch(new Request(`${origin}/v1/fleets/vehicles?filter=${filter}`, { headers }));
report(`found ${(await found.json()).length} by filter`, started);
