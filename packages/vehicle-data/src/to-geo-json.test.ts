import { expect, test } from "vitest";
import { samples } from "./samples.ts";
import { toGeoJson } from "./to-geo-json.ts";
import { vehicleState } from "./vehicle-state.ts";

const timestamp = "2026-01-02T03:04:05Z";

function featuresOf(locations: Readonly<Record<string, object>>) {
  const state = vehicleState();
  for (const [vin, vehicle_location] of Object.entries(locations))
    state.add(samples({ vin, data: { vehicle_location } }));
  return toGeoJson(state);
}

test("every vehicle is a point: longitude before latitude", () => {
  const features = featuresOf({
    one: {
      coordinates: { data: { latitude: 52.52, longitude: 13.4 }, timestamp },
      heading: { data: { value: Math.PI, unit: "radians" }, timestamp },
      fuzzy_coordinates: { data: { latitude: 50, longitude: 10 }, timestamp },
    },
    two: { fuzzy_coordinates: { data: { latitude: -90, longitude: 180 } } },
  });
  expect(features).toStrictEqual({
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        id: "one",
        geometry: { type: "Point", coordinates: [13.4, 52.52] },
        properties: { vin: "one", timestamp: "2026-01-02T03:04:05.000Z", heading: 180, fuzzy: false },
      },
      {
        type: "Feature",
        id: "two",
        geometry: { type: "Point", coordinates: [180, -90] },
        properties: { vin: "two", timestamp: null, heading: null, fuzzy: true },
      },
    ],
  });
});

test.each([
  [{}],
  [{ coordinates: { failure: { reason: "pending", description: "" } } }],
  [{ coordinates: { data: { latitude: 90.1, longitude: 0 } } }],
  [{ coordinates: { data: { latitude: 0, longitude: -180.1 } } }],
  [{ coordinates: { data: { latitude: "52", longitude: 13 } } }],
  [{ coordinates: { data: { latitude: 52 } } }],
  [{ coordinates: { data: "home" } }],
  [{ heading: { data: { value: 1, unit: "degrees" } } }],
])("a vehicle without a place is left out: %j", (vehicle_location) => {
  expect(featuresOf({ one: vehicle_location }).features).toEqual([]);
});

test("a heading in a unit that is not known is left out", () => {
  const coordinates = { data: { latitude: 52.52, longitude: 13.4 } };
  const heading = { data: { value: 1, unit: "mils" } };
  expect(featuresOf({ one: { coordinates, heading } }).features[0]?.properties.heading).toBeNull();
});
