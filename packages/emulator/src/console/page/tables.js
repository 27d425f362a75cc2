import { byId, create, setText, showList } from "./dom.js";
import { counted, dateTime, percent, quantity, statusText } from "./format.js";

/** @import { ConsoleDelivery, ConsoleState, RequestRow, ConsoleVehicle } from "../console-state.ts" */

/** @type {Readonly<Record<string, string>>} */
const tones = {
  approved: "good",
  pending: "warn",
  canceling: "warn",
  revoking: "warn",
  rejected: "bad",
  revoked: "bad",
  canceled: "bad",
};

/** @param {ConsoleState} state */
export function showVehicles({ vehicles, totalVehicles }) {
  const shown = vehicles.filter(filterOf("vehicle-filter", ({ vin, brand, status }) => [vin, brand, status]));
  showList(byId("vehicles", HTMLTableSectionElement), shown, {
    key: ({ vin, clientId }) => `${vin} ${clientId ?? ""}`,
    make: () => rowOf(8, [3, 4, 5, 6]),
    update: (row, vehicle) => fillVehicle([...row.cells], vehicle),
  });
  const more = totalVehicles - vehicles.length;
  const listed = more > 0 ? `, the first ${vehicles.length} of them here` : "";
  const matching = shown.length < vehicles.length ? `, ${shown.length} match` : "";
  setText(byId("vehicles-summary", HTMLElement), `${counted(totalVehicles, "vehicle")}${listed}${matching}`);
  byId("no-vehicles", HTMLElement).hidden = vehicles.length > 0;
}

/** @param {HTMLTableCellElement[]} cells @param {ConsoleVehicle} vehicle */
function fillVehicle([vin, brand, clearance, odometer, speed, fuel, battery, steer], vehicle) {
  if (!vin || !brand || !clearance || !odometer || !speed || !fuel || !battery || !steer) return;
  setDetailsButton(vin, vehicle.vin, { details: vehicle.vin });
  setText(brand, vehicle.brand ?? "any");
  setClearance(clearance, vehicle);
  setText(odometer, quantity(vehicle.odometerKm, "km"));
  setText(speed, quantity(vehicle.speedKmh, "km/h"));
  setLevel(fuel, vehicle.fuelLevel, "Fuel");
  setLevel(battery, vehicle.batteryLevel, "Battery");
  setActions(steer, actionsFor(vehicle), vehicle);
}

/** @param {HTMLTableCellElement} cell @param {ConsoleVehicle} vehicle */
function setClearance(cell, { status, since, reason, asleep, privacyMode, consentRemoved, chargingStatus }) {
  const notes = [
    reason,
    asleep ? "asleep" : undefined,
    privacyMode ? "privacy mode" : undefined,
    consentRemoved ? "consent removed" : undefined,
    chargingStatus === "charging" ? "charging" : undefined,
  ].filter((note) => note !== undefined);
  if (since !== undefined) cell.title = `since ${dateTime(since)} UTC`;
  const text = [status ?? "none", ...notes].join(", ");
  if (cell.textContent === text) return;
  const state = create("span", `state ${tones[status ?? ""] ?? "muted"}`, status ?? "none");
  const rest = create("span", "muted", notes.length > 0 ? `, ${notes.join(", ")}` : "");
  cell.replaceChildren(state, rest);
}

/** @param {HTMLTableCellElement} cell @param {number | null} level @param {string} name */
function setLevel(cell, level, name) {
  const text = percent(level);
  if (cell.textContent === text) return;
  if (level === null) return setText(cell, text);
  const meter = create("meter");
  meter.max = 1;
  meter.low = 0.15;
  meter.value = level;
  meter.setAttribute("aria-label", name);
  cell.replaceChildren(create("span", "", text), meter);
}

/** @param {ConsoleVehicle} vehicle @returns {readonly { label: string, action: string }[]} */
function actionsFor({ status, asleep, privacyMode, consentRemoved }) {
  if (status === "pending")
    return [
      { label: "Approve", action: "approve" },
      { label: "Reject", action: "reject" },
    ];
  if (status !== "approved") return [];
  return [
    asleep ? { label: "Wake", action: "wake" } : { label: "Sleep", action: "sleep" },
    privacyMode ? { label: "Privacy off", action: "show" } : { label: "Privacy on", action: "hide" },
    consentRemoved
      ? { label: "Give consent", action: "consent" }
      : { label: "Withdraw consent", action: "withdraw" },
  ];
}

/**
 * The buttons have their command in `data-action` and `data-vin`, so that one listener of the table serves
 * all rows.
 *
 * @param {HTMLTableCellElement} cell
 * @param {readonly { label: string, action: string }[]} actions
 * @param {ConsoleVehicle} vehicle
 */
function setActions(cell, actions, { vin }) {
  showList(cell, actions, {
    key: ({ action }) => action,
    make: ({ action }) => {
      const button = create("button");
      button.type = "button";
      button.dataset["action"] = action;
      button.dataset["vin"] = vin;
      return button;
    },
    update: (button, { label }) => {
      setText(button, label);
      button.setAttribute("aria-label", `${label} ${vin}`);
    },
  });
}

/**
 * Returns a test for items that contain the text of a search field in one of their texts.
 *
 * @template Item
 * @param {string} id
 * @param {(item: Item) => readonly unknown[]} textsOf
 * @returns {(item: Item) => boolean}
 */
function filterOf(id, textsOf) {
  const wanted = byId(id, HTMLInputElement).value.trim().toLowerCase();
  return (item) => wanted === "" || textsOf(item).join(" ").toLowerCase().includes(wanted);
}

/** @param {HTMLTableCellElement} cell @param {string} text @param {Record<string, string>} data */
function setDetailsButton(cell, text, data) {
  const known = cell.querySelector("button");
  const button = known ?? create("button", "link");
  button.type = "button";
  Object.assign(button.dataset, data);
  setText(button, text);
  if (!known) cell.replaceChildren(button);
}

/** @param {ConsoleState} state */
export function showRequests({ requests }) {
  const shown = requests.filter(
    filterOf("request-filter", ({ method, path, status, operation, reason }) => [
      method,
      path,
      status,
      operation,
      reason,
    ]),
  );
  showList(byId("requests", HTMLTableSectionElement), shown, {
    key: ({ number }) => String(number),
    make: () => rowOf(5, []),
    update: (row, request) => fillRequest([...row.cells], request),
  });
  setText(byId("requests-summary", HTMLElement), requests.length > 0 ? "newest first, without secrets" : "");
  byId("no-requests", HTMLElement).hidden = requests.length > 0;
}

/** @param {HTMLTableCellElement[]} cells @param {RequestRow} request */
function fillRequest([time, status, target, operation, reason], request) {
  if (!time || !status || !target || !operation || !reason) return;
  setText(time, dateTime(request.at));
  setText(status, request.status === undefined ? "connection broken" : statusText(request.status));
  status.className = toneOf(request.status);
  const query = new URLSearchParams(request.query).toString();
  const shownQuery = query === "" ? "" : `?${decodeURIComponent(query)}`;
  setDetailsButton(target, `${request.method} ${request.path}${shownQuery}`, {
    number: String(request.number),
  });
  target.className = "code";
  setText(operation, request.operation ?? "–");
  setText(reason, request.reason ?? "");
  reason.className = "wrap";
}

/** @param {ConsoleState} state */
export function showDeliveries({ deliveries }) {
  showList(byId("deliveries", HTMLTableSectionElement), deliveries, {
    // A message is published once for each application and format, and may be published again.
    key: ({ kind, id, what }) => `${kind} ${id} ${what}`,
    make: () => rowOf(5, []),
    update: (row, delivery) => fillDelivery([...row.cells], delivery),
  });
  setText(byId("deliveries-summary", HTMLElement), deliveries.length > 0 ? "newest first" : "");
  byId("no-deliveries", HTMLElement).hidden = deliveries.length > 0;
}

/** @param {HTMLTableCellElement[]} cells @param {ConsoleDelivery} delivery */
function fillDelivery([time, kind, what, outcome, steer], delivery) {
  if (!time || !kind || !what || !outcome || !steer) return;
  setText(time, delivery.at === null ? "–" : dateTime(delivery.at));
  setText(kind, delivery.kind);
  setText(what, delivery.what);
  what.className = "code";
  setText(outcome, delivery.outcome);
  outcome.className = delivery.isFailed ? "bad wrap" : "wrap";
  if (steer.firstChild) return;
  const button = create("button", "", "Send again");
  button.type = "button";
  button.dataset["id"] = delivery.id;
  button.setAttribute("aria-label", `Send ${delivery.kind} ${delivery.id} again`);
  steer.append(button);
}

/** @param {number | undefined} status */
function toneOf(status) {
  if (status === undefined || status >= 500) return "bad";
  return status >= 400 ? "warn" : "good";
}

/** @param {number} cells @param {readonly number[]} numeric the cells that hold numbers */
function rowOf(cells, numeric) {
  const row = create("tr");
  for (let index = 0; index < cells; index++)
    row.append(create("td", numeric.includes(index) ? "number" : ""));
  return row;
}
