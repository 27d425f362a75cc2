import { drawMap } from "./draw.js";

/** @import { VehicleRow } from "../state.ts" */

/**
 * @typedef {{ latitude: number, longitude: number }} Place
 * @typedef {{ vin: string, from: Place, to: Place, headingDegrees: number | null, driving: boolean, trail: Place[] }} Mark
 * @typedef {{ south: number, north: number, west: number, east: number }} Bounds
 */

const longestTrail = 240;
const followedDegrees = 0.18;

/**
 * A map of the fleet: vehicles glide from where they were to where they are, and leave a trail.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} glideMs how long it takes until the next positions are shown
 */
export function createMap(canvas, glideMs) {
  /** @type {Map<string, Mark>} */
  const marks = new Map();
  const stillness = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {string | undefined} */
  let selected;
  /** @type {Bounds | undefined} */
  let bounds;
  let shownAt = 0;
  let frame = 0;

  function draw() {
    const progress = stillness.matches ? 1 : Math.min(1, (performance.now() - shownAt) / glideMs);
    const vehicles = [...marks.values()].map((mark) => ({ ...mark, place: between(mark, progress) }));
    const followed = vehicles.find(({ vin }) => vin === selected);
    const view = followed ? around(followed.place) : bounds;
    drawMap(canvas, { vehicles, selected: followed?.vin, bounds: view });
    cancelAnimationFrame(frame);
    if (progress < 1) frame = requestAnimationFrame(draw);
  }

  /** @param {readonly VehicleRow[]} rows */
  function show(rows) {
    const progress = Math.min(1, (performance.now() - shownAt) / glideMs);
    const gone = new Set(marks.keys());
    for (const row of rows) {
      if (row.latitude === null || row.longitude === null) continue;
      gone.delete(row.vin);
      const to = { latitude: row.latitude, longitude: row.longitude };
      const known = marks.get(row.vin);
      const from = known ? between(known, progress) : to;
      const trail = extended(known?.trail ?? [], to);
      const { vin, headingDegrees } = row;
      marks.set(vin, { vin, from, to, headingDegrees, driving: (row.speedKmh ?? 0) > 0, trail });
    }
    for (const vin of gone) marks.delete(vin);
    bounds = boundsOf([...marks.values()].flatMap(({ trail }) => trail));
    shownAt = performance.now();
    draw();
  }

  new ResizeObserver(draw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  return {
    show,
    /** @param {string | undefined} vin */
    select: (vin) => {
      selected = vin;
      draw();
    },
    selected: () => selected,
  };
}

/** @param {Mark} mark @param {number} progress @returns {Place} */
const between = ({ from, to }, progress) => ({
  latitude: from.latitude + (to.latitude - from.latitude) * progress,
  longitude: from.longitude + (to.longitude - from.longitude) * progress,
});

/** @param {Place[]} trail @param {Place} place */
function extended(trail, place) {
  const last = trail.at(-1);
  const moved = last?.latitude !== place.latitude || last.longitude !== place.longitude;
  return moved ? [...trail, place].slice(-longestTrail) : trail;
}

/** @param {Place} place @returns {Bounds} */
const around = ({ latitude, longitude }) => ({
  south: latitude - followedDegrees / 2,
  north: latitude + followedDegrees / 2,
  west: longitude - followedDegrees / 2,
  east: longitude + followedDegrees / 2,
});

/** @param {readonly Place[]} places @returns {Bounds | undefined} */
function boundsOf(places) {
  const [first] = places;
  if (!first) return undefined;
  return places.reduce(
    (bounds, { latitude, longitude }) => ({
      south: Math.min(bounds.south, latitude),
      north: Math.max(bounds.north, latitude),
      west: Math.min(bounds.west, longitude),
      east: Math.max(bounds.east, longitude),
    }),
    around(first),
  );
}
