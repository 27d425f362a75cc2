import { byId, create, setText, showList } from "./dom.js";
import { counted, statusText } from "./format.js";

/** @import { Fault } from "../../control/faults.ts" */
/** @import { ConsoleState, OperationChoice } from "../console-state.ts" */

/** @type {Readonly<Record<string, object>>} */
const otherFaults = {
  connection: { network: "error" },
  hang: { network: "hang" },
  token: { token: "expires" },
};

/**
 * Sends a command; the response's `error` becomes the error's message.
 *
 * @param {string} name
 * @param {object} fields
 */
async function post(name, fields) {
  const answer = await fetch(`/_emulator/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fields),
  });
  if (answer.ok) return;
  const { error } = await answer.json();
  throw new Error(String(error));
}

/**
 * Connects the buttons and forms.
 *
 * @param {{ refresh: () => Promise<void> }} page
 */
export function connectControls({ refresh }) {
  /** @param {string} done what to say @param {string} name @param {object} fields */
  const run = async (done, name, fields) => {
    const notice = byId("notice", HTMLElement);
    try {
      await post(name, fields);
      notice.className = "notice";
      notice.textContent = done;
    } catch (error) {
      notice.className = "notice bad";
      notice.textContent = error instanceof Error ? error.message : "That did not work.";
    }
    await refresh();
  };

  for (const button of document.querySelectorAll("button"))
    if (button.dataset["advance"] !== undefined)
      button.addEventListener("click", () =>
        run(`Advanced the clock by ${button.textContent}.`, "clock", { advance: button.dataset["advance"] }),
      );

  byId("vehicles", HTMLElement).addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    const { action, vin = "" } = target.dataset;
    // The other buttons open details.
    if (action === undefined) return;
    run(`${target.textContent}: ${vin}.`, "vehicles", { vin, action });
  });

  byId("deliveries", HTMLElement).addEventListener("click", ({ target }) => {
    if (target instanceof HTMLButtonElement) run("Sent again.", "resend", { id: target.dataset["id"] });
  });

  byId("vehicle-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const { value: vin } = byId("new-vin", HTMLInputElement);
    const { value: brand } = byId("new-brand", HTMLInputElement);
    run(`Added ${vin}.`, "new-vehicle", { vin, brand });
  });

  byId("fault-operation", HTMLSelectElement).addEventListener("change", showOutcomes);
  byId("fault-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const { value: operation } = byId("fault-operation", HTMLSelectElement);
    const { value: outcome } = byId("fault-outcome", HTMLSelectElement);
    const times = byId("fault-times", HTMLInputElement).valueAsNumber;
    const fault = otherFaults[outcome] ?? { status: Number(outcome) };
    run(`${operation} will fail.`, "faults", { operation, times, ...fault });
  });

  byId("reset", HTMLElement).addEventListener("click", () => {
    if (confirm("Remove all tokens, clearances, faults and requests, and reset the clock?"))
      run("Reset: tokens, clearances, faults and requests were removed.", "reset", {});
  });
}

/** @param {ConsoleState} state */
export function showFaults({ operations, pendingFaults }) {
  const select = byId("fault-operation", HTMLSelectElement);
  if (select.options.length === 0) {
    select.append(...operations.map(operationOption));
    select.value = "getVehicleData";
    showOutcomes();
  }
  showList(
    byId("pending-faults", HTMLElement),
    pendingFaults.map((fault, index) => ({ ...fault, index })),
    {
      key: ({ index }) => String(index),
      make: () => create("li"),
      update: (item, fault) => {
        setText(item, `${fault.operation}: ${outcomeOf(fault)}, ${counted(fault.times ?? 1, "time")}`);
      },
    },
  );
  byId("no-faults", HTMLElement).hidden = pendingFaults.length > 0;
}

/** @param {Fault} fault */
function outcomeOf(fault) {
  if ("status" in fault) return statusText(fault.status);
  if ("token" in fault) return "token expires";
  if (!("network" in fault)) return fault.quirk;
  return fault.network === "hang" ? "no response" : "connection breaks";
}

/** @param {OperationChoice} operation */
function operationOption({ id, method, path, statuses, takesToken }) {
  const option = new Option(id, id);
  option.title = `${method} ${path}`;
  option.dataset["statuses"] = statuses.join(" ");
  option.dataset["takesToken"] = String(takesToken);
  return option;
}

/** Offers the statuses that the chosen operation documents. */
function showOutcomes() {
  const [chosen] = byId("fault-operation", HTMLSelectElement).selectedOptions;
  const statuses = (chosen?.dataset["statuses"] ?? "").split(" ").filter((status) => status !== "");
  const options = statuses.map((status) => new Option(statusText(Number(status)), status));
  options.push(new Option("nothing: the connection breaks", "connection"));
  options.push(new Option("nothing: the call hangs", "hang"));
  if (chosen?.dataset["takesToken"] === "true")
    options.push(new Option("401, as its token expires", "token"));
  const select = byId("fault-outcome", HTMLSelectElement);
  select.replaceChildren(...options);
  select.value = statuses.at(-1) ?? "connection";
}
