/** @import { Bounds, Mark, Place } from "./map.js" */

/**
 * @typedef {Mark & { place: Place }} PlacedMark
 * @typedef {{ vehicles: readonly PlacedMark[], selected: string | undefined, bounds: Bounds | undefined }} Scene
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ width: number, height: number, pixelsPerDegree: number, squeeze: number, toPoint: (place: Place) => Point, toPlace: (point: Point) => Place }} Projection
 * @typedef {{ line: string, text: string, muted: string, accent: string, panel: string }} Palette
 */

const marginPixels = 44;
const kmPerDegree = 111.2;
const mostLabels = 60;
const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

/** @param {HTMLCanvasElement} canvas @param {Scene} scene */
export function drawMap(canvas, { vehicles, selected, bounds }) {
  const context = canvas.getContext("2d");
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!context || width === 0) return;
  const ratio = devicePixelRatio;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  context.scale(ratio, ratio);
  context.font = "12px system-ui, sans-serif";
  const palette = paletteOf(canvas);
  const projection = project(bounds ?? { south: 46.5, north: 55.5, west: 5.5, east: 15.5 }, width, height);
  drawGrid(context, projection, palette);
  for (const vehicle of vehicles) drawTrail(context, vehicle, { projection, palette });
  for (const vehicle of vehicles) {
    const point = projection.toPoint(vehicle.place);
    const isSelected = vehicle.vin === selected;
    drawVehicle(context, vehicle, { point, palette, selected: isSelected });
    if (vehicles.length > mostLabels) continue;
    const beside = { x: point.x + (isSelected ? 20 : 12), y: point.y + 4 };
    drawLabel(context, vehicle.vin.slice(-4), { point: beside, palette });
  }
  drawScale(context, projection, palette);
}

/** @param {Element} element @returns {Palette} */
function paletteOf(element) {
  const style = getComputedStyle(element);
  /** @param {string} name */
  const color = (name) => style.getPropertyValue(`--${name}`);
  return {
    line: color("map-line"),
    text: color("text"),
    muted: color("muted"),
    accent: color("accent"),
    panel: color("map"),
  };
}

/**
 * Equirectangular, true to scale at the middle: distances of a country look right.
 *
 * @param {Bounds} bounds
 * @param {number} width
 * @param {number} height
 * @returns {Projection}
 */
function project({ south, north, west, east }, width, height) {
  const middle = { latitude: (south + north) / 2, longitude: (west + east) / 2 };
  const squeeze = Math.cos((middle.latitude * Math.PI) / 180);
  const pixelsPerDegree = Math.min(
    (width - 2 * marginPixels) / ((east - west) * squeeze),
    (height - 2 * marginPixels) / (north - south),
  );
  return {
    width,
    height,
    pixelsPerDegree,
    squeeze,
    toPoint: ({ latitude, longitude }) => ({
      x: width / 2 + (longitude - middle.longitude) * squeeze * pixelsPerDegree,
      y: height / 2 - (latitude - middle.latitude) * pixelsPerDegree,
    }),
    toPlace: ({ x, y }) => ({
      latitude: middle.latitude - (y - height / 2) / pixelsPerDegree,
      longitude: middle.longitude + (x - width / 2) / (squeeze * pixelsPerDegree),
    }),
  };
}

/** @param {CanvasRenderingContext2D} context @param {Projection} projection @param {Palette} palette */
function drawGrid(context, { width, height, pixelsPerDegree, squeeze, toPoint, toPlace }, palette) {
  const step = steps.find((candidate) => candidate * squeeze * pixelsPerDegree >= 72) ?? 30;
  const digits = step < 0.1 ? 2 : step < 1 ? 1 : 0;
  const { latitude: north, longitude: west } = toPlace({ x: 0, y: 0 });
  const { latitude: south, longitude: east } = toPlace({ x: width, y: height });
  context.strokeStyle = palette.line;
  context.fillStyle = palette.muted;
  context.lineWidth = 1;
  context.beginPath();
  for (let index = Math.ceil(south / step); index * step <= north; index++) {
    const { y } = toPoint({ latitude: index * step, longitude: west });
    context.moveTo(0, y);
    context.lineTo(width, y);
    context.fillText(`${Math.abs(index * step).toFixed(digits)}° ${index < 0 ? "S" : "N"}`, 6, y - 4);
  }
  for (let index = Math.ceil(west / step); index * step <= east; index++) {
    const { x } = toPoint({ latitude: north, longitude: index * step });
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.fillText(`${Math.abs(index * step).toFixed(digits)}° ${index < 0 ? "W" : "E"}`, x + 4, 14);
  }
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {PlacedMark} mark @param {{ projection: Projection, palette: Palette }} on */
function drawTrail(context, { trail, place }, { projection, palette }) {
  context.strokeStyle = palette.accent;
  context.globalAlpha = 0.45;
  context.lineWidth = 2;
  context.beginPath();
  // The last one is where the vehicle is heading; the trail ends where it is.
  for (const passed of [...trail.slice(0, -1), place]) {
    const { x, y } = projection.toPoint(passed);
    context.lineTo(x, y);
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} context @param {PlacedMark} mark @param {{ point: Point, palette: Palette, selected: boolean }} on */
function drawVehicle(context, { driving, headingDegrees }, { point, palette, selected }) {
  context.save();
  context.translate(point.x, point.y);
  context.strokeStyle = palette.panel;
  context.lineWidth = 1.5;
  if (selected) {
    context.beginPath();
    context.arc(0, 0, 15, 0, 2 * Math.PI);
    context.strokeStyle = palette.text;
    context.stroke();
    context.strokeStyle = palette.panel;
  }
  context.beginPath();
  if (driving) {
    context.rotate(((headingDegrees ?? 0) * Math.PI) / 180);
    context.moveTo(0, -10);
    context.lineTo(7, 8);
    context.lineTo(0, 4);
    context.lineTo(-7, 8);
    context.closePath();
  } else context.arc(0, 0, 5.5, 0, 2 * Math.PI);
  context.fillStyle = driving ? palette.accent : palette.muted;
  context.fill();
  context.stroke();
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {{ point: Point, palette: Palette }} on */
function drawLabel(context, text, { point, palette }) {
  context.lineWidth = 3;
  context.strokeStyle = palette.panel;
  context.strokeText(text, point.x, point.y);
  context.fillStyle = palette.text;
  context.fillText(text, point.x, point.y);
}

/** @param {CanvasRenderingContext2D} context @param {Projection} projection @param {Palette} palette */
function drawScale(context, { width, height, pixelsPerDegree }, palette) {
  const km =
    [1, 2, 5, 10, 20, 50, 100, 200, 500].findLast(
      (length) => (length / kmPerDegree) * pixelsPerDegree <= 140,
    ) ?? 1;
  const length = (km / kmPerDegree) * pixelsPerDegree;
  context.strokeStyle = palette.muted;
  context.fillStyle = palette.muted;
  context.lineWidth = 2;
  context.beginPath();
  const right = width - 14;
  context.moveTo(right - length, height - 18);
  context.lineTo(right - length, height - 12);
  context.lineTo(right, height - 12);
  context.lineTo(right, height - 18);
  context.stroke();
  context.fillText(`${km} km`, right - length + 6, height - 18);
}
