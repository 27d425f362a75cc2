// The platform of a soak: an emulator whose tokens live for five seconds and which has all kinds of bad days. Its port is
// the first argument. Sends a message to its parent for each token request, and becomes reliable if it receives `endOfTrouble`.
import { createEmulator } from "@high-mobility-ts/emulator";
import { endOfTrouble, revocationMs, tokenSeconds, vins } from "./world.ts";

const emulator = createEmulator({
  apps: [{ clientId: "app", clientSecret: "secret" }],
  vehicles: vins.map((vin) => ({ vin, brand: "sandbox", cleared: true })),
  tokenLifetimeSeconds: tokenSeconds,
  rateLimits: false,
  journalSize: 0,
  latency: { minMs: 0, maxMs: 20 },
});

/** Sees every request before the platform does, and leaves all of them to it. */
async function countTokenRequests(request: Request): Promise<undefined> {
  if (new URL(request.url).pathname === "/v1/access_tokens") process.send?.("token-request");
}

/** One fault of each kind; workers survive all of them without a failed call. */
function addFaults(): void {
  emulator.fail({ operation: "getVehicleData", status: 429, headers: { "retry-after": "1" } });
  emulator.fail({ operation: "getVehicleData", network: "hang" });
  emulator.fail({ operation: "getVehicleData", status: 503 });
  emulator.fail({ operation: "getClearance", network: "error" });
}

/** A token is revoked in the middle of its life: every process has to replace it. */
function revokeToken(): void {
  emulator.fail({ operation: "getClearance", token: "expires" });
}

/** Slow for a second. */
function slowDown(): void {
  emulator.latency.set({ minMs: 200, maxMs: 1_500 });
  setTimeout(() => emulator.latency.set({ minMs: 0, maxMs: 20 }), 1_000);
}

let turn = 0;
/** One vehicle after the other loses its consent for as long as the next ones need. */
function moveWithdrawnConsents(): void {
  const at = (index: number) => vins[index % vins.length] ?? "";
  emulator.vehicles.removeConsent(at(turn), true);
  if (turn >= 5) emulator.vehicles.removeConsent(at(turn - 5), false);
  turn++;
}

await emulator.listen({ port: Number(process.argv[2]), console: countTokenRequests });
const troubles = [
  setInterval(addFaults, 3_000),
  setInterval(revokeToken, revocationMs),
  setInterval(slowDown, 20_000),
  setInterval(moveWithdrawnConsents, 1_000),
];
process.on("message", (message) => {
  if (message === endOfTrouble) for (const trouble of troubles) clearInterval(trouble);
});
process.send?.("listening");
process.once("disconnect", () => process.exit());
