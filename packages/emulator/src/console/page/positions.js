/** @import { ConsoleVehicle } from "../console-state.ts" */

const svg = "http://www.w3.org/2000/svg";
const viewSize = 100;
/** The smallest part of the world that is shown, in degrees: a single vehicle needs a scale too. */
const leastDegrees = 0.2;

/**
 * Draws where the vehicles are, north up and true to scale at the middle of the fleet.
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
  picture.replaceChildren(
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

/** @param {readonly number[]} values */
function rangeOf(values) {
  const [least, most] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 0];
  return { middle: (least + most) / 2, size: most - least };
}
