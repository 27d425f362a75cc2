import { connectControls, showFaults } from "./controls.js";
import { connectDetails, refreshDetails } from "./details.js";
import { byId, setText } from "./dom.js";
import { counted, dateTime } from "./format.js";
import { showPositions } from "./positions.js";
import { showDeliveries, showRequests, showVehicles } from "./tables.js";

/** @import { ConsoleState } from "../console-state.ts" */

const pollEveryMs = 1_000;

/** @type {ConsoleState | undefined} */
let latest;

function showLatest() {
  if (latest) show(latest);
}

/** @param {ConsoleState} state */
function show(state) {
  setText(byId("now", HTMLElement), `${dateTime(state.now)} UTC`);
  setText(byId("speed", HTMLElement), state.speed === 1 ? "" : `${state.speed}× as fast as real time`);
  const located = state.vehicles.filter(({ latitude }) => latitude !== null);
  const driving = located.filter(({ speedKmh }) => (speedKmh ?? 0) > 0);
  setText(
    byId("positions-summary", HTMLElement),
    `${counted(located.length, "vehicle")}, ${driving.length} driving`,
  );
  showPositions(byId("positions", SVGSVGElement), state.vehicles);
  showVehicles(state);
  showFaults(state);
  showRequests(state);
  showDeliveries(state);
}

/** @param {string} text @param {"good" | "bad"} tone */
function showConnection(text, tone) {
  const connection = byId("connection", HTMLElement);
  setText(connection, text);
  connection.className = `connection ${tone}`;
}

async function refresh() {
  try {
    const response = await fetch("/_emulator/state");
    if (!response.ok) throw new Error(`status ${response.status}`);
    latest = await response.json();
    showLatest();
    await refreshDetails();
    showConnection("running", "good");
  } catch {
    showConnection("not reachable; trying again", "bad");
  }
}

async function poll() {
  if (!document.hidden) await refresh();
  setTimeout(poll, pollEveryMs);
}

connectControls({ refresh });
connectDetails();
for (const id of ["vehicle-filter", "request-filter"])
  byId(id, HTMLInputElement).addEventListener("input", showLatest);
poll();
