// Writes the outlines of countries for the emulator's page, from public domain data of Natural Earth: `node docs/write-countries.ts`.
// Each ring is a list of longitudes and latitudes in tenths of a degree, the first absolute and the others as differences.
import { readFileSync, writeFileSync } from "node:fs";
import type { Position } from "geojson";
import { feature } from "topojson-client";

const topology = JSON.parse(
  readFileSync(new URL("node_modules/world-atlas/countries-110m.json", import.meta.url), "utf8"),
);
const { features } = feature(topology, topology.objects.countries) as unknown as GeoJSON.FeatureCollection;

const rings = features
  .flatMap(({ geometry }): readonly (readonly Position[])[] => {
    if (geometry.type === "Polygon") return geometry.coordinates;
    return geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
  })
  .map(differences)
  .filter((ring) => ring.length >= 8);
writeFileSync(
  new URL("../packages/emulator/src/console/page/countries.json", import.meta.url),
  `${JSON.stringify(rings)}\n`,
);

function differences(ring: readonly Position[]): number[] {
  const numbers: number[] = [];
  let [east, north] = [0, 0];
  for (const [longitude = 0, latitude = 0] of ring) {
    const [x, y] = [Math.round(longitude * 10), Math.round(latitude * 10)];
    if (numbers.length > 0 && x === east && y === north) continue;
    numbers.push(x - east, y - north);
    [east, north] = [x, y];
  }
  return numbers;
}
