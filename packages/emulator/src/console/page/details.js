import { byId, create, setText, showList } from "./dom.js";
import { percent, quantity } from "./format.js";

/** @import { RequestDetails, VehicleDetails } from "../details.ts" */

const svg = "http://www.w3.org/2000/svg";

/** @type {Readonly<Record<string, { label: string, text: (value: number) => string }>>} */
const readings = {
  odometerKm: { label: "Odometer", text: (value) => quantity(value, "km") },
  speedKmh: { label: "Speed", text: (value) => quantity(value, "km/h") },
  fuelLevel: { label: "Fuel", text: percent },
  batteryLevel: { label: "Battery", text: percent },
};

/** The vehicle whose details are shown; empty if no details are shown. */
let shownVin = "";

/** Opens details when a vehicle or a request of a table is chosen. */
export function connectDetails() {
  const dialog = byId("details", HTMLDialogElement);
  byId("details-close", HTMLButtonElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    shownVin = "";
  });
  byId("sample-filter", HTMLInputElement).addEventListener("input", () => void refreshDetails());
  byId("vehicles", HTMLTableSectionElement).addEventListener("click", ({ target }) => {
    const vin = target instanceof HTMLElement ? target.dataset["details"] : undefined;
    if (vin !== undefined) void openVehicle(vin);
  });
  byId("requests", HTMLTableSectionElement).addEventListener("click", ({ target }) => {
    const number = target instanceof HTMLElement ? target.dataset["number"] : undefined;
    if (number !== undefined) void openRequest(number);
  });
}

/** @param {string} vin */
async function openVehicle(vin) {
  shownVin = vin;
  byId("sample-filter", HTMLInputElement).value = "";
  await refreshDetails();
  open();
}

/** Shows the newest data of the vehicle whose details are open. */
export async function refreshDetails() {
  if (shownVin === "") return;
  /** @type {VehicleDetails | undefined} */
  const details = await load(`vehicle?vin=${encodeURIComponent(shownVin)}`);
  if (!details || details.vin !== shownVin) return;
  setText(
    byId("details-heading", HTMLElement),
    [details.vin, details.brand, details.status].filter(Boolean).join(", "),
  );
  byId("vehicle-details", HTMLElement).hidden = false;
  byId("request-details", HTMLElement).hidden = true;
  showHistory(details);
  showSamples(details);
}

/** @param {VehicleDetails} details */
function showHistory({ history }) {
  const rows = Object.entries(history).filter(([, values]) => values.length > 0);
  showList(byId("history", HTMLElement), rows, {
    key: ([name]) => name,
    make: ([name]) => {
      const item = create("li");
      item.append(create("span", "muted", readings[name]?.label ?? name), create("strong"));
      item.append(document.createElementNS(svg, "svg"));
      return item;
    },
    update: (item, [name, values]) => {
      const [, value, picture] = item.children;
      if (!value || !picture) return;
      setText(value, readings[name]?.text(values.at(-1) ?? 0) ?? String(values.at(-1)));
      drawSparkline(picture, values, readings[name]?.label ?? name);
    },
  });
}

/** @param {Element} picture @param {readonly number[]} values @param {string} label */
function drawSparkline(picture, values, label) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const points = values.map((value, index) => {
    const x = values.length === 1 ? 50 : (index / (values.length - 1)) * 100;
    const y = most === least ? 10 : 18 - ((value - least) / (most - least)) * 16;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  picture.setAttribute("viewBox", "0 0 100 20");
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", `${label}: ${values.length} readings while this page was open`);
  const line = document.createElementNS(svg, "polyline");
  line.setAttribute("points", points.join(" "));
  picture.replaceChildren(line);
}

/** @param {VehicleDetails} details */
function showSamples({ samples }) {
  const wanted = byId("sample-filter", HTMLInputElement).value.trim().toLowerCase();
  const shown = samples.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
  showList(
    byId("samples", HTMLTableSectionElement),
    shown.map((sample, index) => ({ ...sample, index })),
    {
      key: ({ name, index }) => `${name} ${index}`,
      make: () => {
        const row = create("tr");
        row.append(create("td", "code"), create("td", "wrap"), create("td", "muted"));
        return row;
      },
      update: (row, { name, value, timestamp }) => {
        const [first, second, third] = row.cells;
        if (!first || !second || !third) return;
        setText(first, name);
        setText(second, value);
        setText(third, timestamp.replace("T", " ").replace(/\.\d+Z$/, ""));
      },
    },
  );
  setText(byId("samples-summary", HTMLElement), `${shown.length} of ${samples.length} values`);
}

/** @param {string} number */
async function openRequest(number) {
  shownVin = "";
  /** @type {RequestDetails | undefined} */
  const details = await load(`request?number=${number}`);
  if (!details) return;
  setText(byId("details-heading", HTMLElement), details.title);
  byId("vehicle-details", HTMLElement).hidden = true;
  byId("request-details", HTMLElement).hidden = false;
  setText(byId("request-body", HTMLElement), jsonText(details.body));
  setText(byId("response-body", HTMLElement), jsonText(details.response));
  open();
}

/** @param {unknown} value */
function jsonText(value) {
  return value === null ? "none" : JSON.stringify(value, undefined, 2);
}

/** @param {string} path */
async function load(path) {
  const response = await fetch(`/_emulator/${path}`);
  return response.ok ? response.json() : undefined;
}

function open() {
  const dialog = byId("details", HTMLDialogElement);
  if (!dialog.open) dialog.showModal();
}
