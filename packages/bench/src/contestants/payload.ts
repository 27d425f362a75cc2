import type { EligibilityRequest, VehicleData } from "@high-mobility-ts/schema";

export const vin = "2HM00000000000001";

export const vehiclePath = `/v1/vehicle-data/autoapi-13/${vin}`;

const timestamp = "2026-01-02T03:04:05.678Z";

/** What a GET gets: a vehicle that reports eight properties, 0.9 kB. */
export const vehicle: VehicleData = {
  diagnostics: {
    odometer: { data: { value: 54_321.5, unit: "kilometers" }, timestamp },
    speed: { data: { value: 83, unit: "kilometers_per_hour" }, timestamp },
    engine_coolant_temperature: { data: { value: 88.5, unit: "celsius" }, timestamp },
  },
  vehicle_location: {
    coordinates: { data: { latitude: 52.520008, longitude: 13.404954 }, timestamp },
    heading: { data: { value: 271.4, unit: "degrees" }, timestamp },
  },
  charging: {
    battery_level: { data: 0.56, timestamp },
    estimated_range: { data: { value: 312, unit: "kilometers" }, timestamp },
    status: { data: "charging", timestamp },
  },
};

/** What a POST sends, and what it gets. */
export const eligibilityRequest: EligibilityRequest = { vin, brand: "sandbox" };

export const eligibility = {
  vin,
  eligible: true,
  data_delivery: ["pull", "push"],
  connectivity_status: "active",
  primary_user_assigned: true,
} as const;

/** Responds without a server, so that only the caller's code is measured. */
export function stubFetch(): typeof globalThis.fetch {
  const headers = { "content-type": "application/json" };
  const get = JSON.stringify(vehicle);
  const post = JSON.stringify(eligibility);
  return async (input, init) => {
    const method = input instanceof Request ? input.method : init?.method;
    return new Response(method === "POST" ? post : get, { headers });
  };
}

/** Responds to every token request with a new token of the given lifetime. */
export function tokenFetch(expiresIn = 3_600): typeof globalThis.fetch {
  let count = 0;
  return async () => {
    count++;
    return Response.json({ access_token: `token-${count}`, token_type: "bearer", expires_in: expiresIn });
  };
}
