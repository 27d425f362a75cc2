import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import type { MapVehicle } from "./run-in-frame.ts";

/** The part of the world that a map shows, in degrees. */
export interface MapView {
  /** `viewBox` of the picture: longitude to the right, latitude downwards, each scaled to be true in the middle. */
  readonly viewBox: string;
  readonly width: number;
  place(position: { longitude: number; latitude: number }): { x: number; y: number };
}

const ratio = 16 / 10;
/** A single vehicle needs a scale, too. */
const leastDegrees = 6;

/** Returns the view that shows all vehicles with a position; undefined if there is none. */
export function viewOf(vehicles: readonly MapVehicle[]): MapView | undefined {
  const positions = vehicles.flatMap(({ latitude, longitude }) =>
    latitude === undefined || longitude === undefined ? [] : [{ latitude, longitude }],
  );
  if (positions.length === 0) return undefined;
  const [west, east] = boundsOf(positions.map(({ longitude }) => longitude));
  const [south, north] = boundsOf(positions.map(({ latitude }) => latitude));
  const middle = (south + north) / 2;
  const stretch = Math.cos((middle * Math.PI) / 180);
  const height = Math.max(leastDegrees, (north - south) * 1.6, ((east - west) * stretch * 1.6) / ratio);
  const width = height * ratio;
  const left = ((west + east) / 2) * stretch - width / 2;
  const top = -middle - height / 2;
  return {
    viewBox: [left, top, width, height].map((number) => number.toFixed(3)).join(" "),
    width,
    place: ({ longitude, latitude }) => ({ x: longitude * stretch, y: -latitude }),
  };
}

function boundsOf(numbers: readonly number[]): [number, number] {
  return [Math.min(...numbers), Math.max(...numbers)];
}

/** Returns the outlines of countries as one path of SVG. */
export function outlinePath(countries: FeatureCollection, view: MapView): string {
  return countries.features.flatMap(ringsOf).map(ringPath).join("");

  function ringPath(ring: readonly Position[]): string {
    const points = ring.map(([longitude = 0, latitude = 0]) => {
      const { x, y } = view.place({ longitude, latitude });
      return `${x.toFixed(2)},${y.toFixed(2)}`;
    });
    return `M${points.join("L")}Z`;
  }
}

function ringsOf({ geometry }: Feature<Geometry>): readonly (readonly Position[])[] {
  if (geometry.type === "Polygon") return geometry.coordinates;
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
  return [];
}
