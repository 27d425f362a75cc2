import type { AccessTokenResponse, ClearanceRequest } from "@high-mobility-ts/schema";
import type { Emulator } from "../emulator.ts";
import type { App } from "../options.ts";
import type { FleetVehicle } from "./fleet-file.ts";

/** Asks for clearances as an application would, so that the journal shows it; not for vehicles that had one before. */
export async function enroll(emulator: Emulator, app: App, fleet: readonly FleetVehicle[]): Promise<void> {
  const { vehicles: views } = emulator.inspect(Number.MAX_SAFE_INTEGER);
  const known = new Set(views.filter(({ status }) => status !== undefined).map(({ vin }) => vin));
  const vehicles = fleet.flatMap(({ vin, brand, enroll }) =>
    enroll && brand !== undefined && !known.has(vin) ? [{ vin, brand }] : [],
  );
  if (vehicles.length === 0) return;
  const token = await post(emulator, "/v1/access_tokens", {
    body: { grant_type: "client_credentials", client_id: app.clientId, client_secret: app.clientSecret },
  });
  // The emulator checks its answers against the specification.
  const { access_token } = token as AccessTokenResponse;
  await post(emulator, "/v1/fleets/vehicles", {
    body: { vehicles } satisfies ClearanceRequest,
    authorization: `Bearer ${access_token}`,
  });
}

async function post(
  emulator: Emulator,
  path: string,
  { body, authorization }: { readonly body: object; readonly authorization?: string },
): Promise<unknown> {
  const request = new Request(`http://localhost${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization ? { authorization } : {}) },
    body: JSON.stringify(body),
  });
  const answer = await emulator.fetch(request);
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
