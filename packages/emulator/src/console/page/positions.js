/** @import { ConsoleVehicle } from "../console-state.ts" */

const svg = "http://www.w3.org/2000/svg";
const viewSize = 100;
/** The smallest area of the map, in degrees, so that outlines of countries are visible. */
const leastDegrees = 6;

/** The outlines of countries, loaded once: each a list of longitudes and latitudes. */
const outlines = loadOutlines();

async function loadOutlines() {
  const response = await fetch("/_emulator/countries.json");
  if (!response.ok) return [];
  /** @type {readonly (readonly number[])[]} */
  const rings = await response.json();
  return rings.map(absoluteRing);
}

/**
 * The file contains differences in tenths of a degree.
 *
 * @param {readonly number[]} differences
 */
function absoluteRing(differences) {
  const [place, ring] = [[0, 0], /** @type {number[]} */ ([])];
  for (const [index, difference] of differences.entries()) {
    place[index % 2] = (place[index % 2] ?? 0) + difference;
    ring.push((place[index % 2] ?? 0) / 10);
  }
  return ring;
}

/**
 * Draws the positions of the vehicles, with north at the top and a correct scale at the middle of the fleet.
 *
 * @param {Element} picture an `svg` element
 * @param {readonly ConsoleVehicle[]} rows
 */
export function showPositions(picture, rows) {
  const places = rows.flatMap(({ vin, latitude, longitude, speedKmh }) =>
    latitude === null || longitude === null
      ? []
      : [{ vin, north: latitude, east: longitude, isDriving: (speedKmh ?? 0) > 0 }],
  );
  const north = rangeOf(places.map((place) => place.north));
  const east = rangeOf(places.map((place) => place.east));
  const squeeze = Math.cos((north.middle * Math.PI) / 180);
  const scale = (viewSize * 0.9) / Math.max(north.size, east.size * squeeze, leastDegrees);
  picture.setAttribute("viewBox", `${-viewSize / 2} ${-viewSize / 2} ${viewSize} ${viewSize}`);
  const land = picture.querySelector(".land") ?? document.createElementNS(svg, "path");
  land.setAttribute("class", "land");
  /** @param {number} longitude @param {number} latitude */
  const pointOf = (longitude, latitude) =>
    `${((longitude - east.middle) * squeeze * scale).toFixed(2)},${((north.middle - latitude) * scale).toFixed(2)}`;
  void showLand(land, pointOf);
  picture.replaceChildren(
    land,
    ...places.map((place) => {
      const dot = document.createElementNS(svg, "circle");
      dot.setAttribute("cx", ((place.east - east.middle) * squeeze * scale).toFixed(2));
      dot.setAttribute("cy", ((north.middle - place.north) * scale).toFixed(2));
      dot.setAttribute("r", "1.2");
      dot.setAttribute("class", place.isDriving ? "driving" : "parked");
      const title = document.createElementNS(svg, "title");
      title.textContent = place.vin;
      dot.append(title);
      return dot;
    }),
  );
}

/** @param {Element} land @param {(longitude: number, latitude: number) => string} pointOf */
async function showLand(land, pointOf) {
  const rings = await outlines;
  const key = pointOf(0, 0) + pointOf(1, 1);
  if (land.getAttribute("data-view") === key) return;
  land.setAttribute("data-view", key);
  const path = rings.map((ring) => {
    const points = [];
    for (let index = 0; index < ring.length; index += 2)
      points.push(pointOf(ring[index] ?? 0, ring[index + 1] ?? 0));
    return `M${points.join("L")}Z`;
  });
  land.setAttribute("d", path.join(""));
}

/** @param {readonly number[]} values */
function rangeOf(values) {
  const [least, most] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 0];
  return { middle: (least + most) / 2, size: most - least };
}
