import { type OperationId, operations } from "@high-mobility-ts/schema/operations";
import type { Emulator } from "../emulator.ts";
import { type Duration, durationMs } from "../steering/clock.ts";
import type { Fault, TokenOperation } from "../steering/faults.ts";

type Fields = Readonly<Record<string, unknown>>;
type Command = (emulator: Emulator, fields: Fields) => void;

const longestAdvanceMs = 366 * 86_400_000;
const mostFaults = 1_000;

/** What can be posted below `/_emulator/`, by its last path segment. Each throws a TypeError for bad fields. */
export const commands: Readonly<Record<string, Command>> = {
  clock: (emulator, { advance }) => {
    // `durationMs` refuses what is not one.
    const byMs = durationMs(advance as Duration);
    if (byMs > longestAdvanceMs) throw new TypeError("advance: expected at most 366 days");
    emulator.clock.advance(byMs);
  },
  faults: (emulator, fields) => emulator.fail(faultFrom(fields)),
  vehicles: (emulator, { vin, action }) => {
    if (typeof vin !== "string" || vin.length !== 17) throw new TypeError("vin: expected 17 characters");
    const act = vehicleActions.get(action);
    if (!act) throw new TypeError(`action: expected one of ${[...vehicleActions.keys()].join(", ")}`);
    act(emulator, vin);
  },
  reset: (emulator) => emulator.reset(),
};

const vehicleActions: ReadonlyMap<unknown, (emulator: Emulator, vin: string) => void> = new Map([
  ["approve", ({ vehicles }: Emulator, vin: string) => vehicles.approve(vin)],
  ["reject", ({ vehicles }, vin) => vehicles.reject(vin, "rejected by hand")],
  ["sleep", ({ vehicles }, vin) => vehicles.sleep(vin)],
  ["wake", ({ vehicles }, vin) => vehicles.sleep(vin, false)],
  ["hide", ({ vehicles }, vin) => vehicles.privacyMode(vin)],
  ["show", ({ vehicles }, vin) => vehicles.privacyMode(vin, false)],
]);

function faultFrom({ operation: id, status, network, token, times = 1 }: Fields): Fault {
  if (!isOperation(id)) throw new TypeError("operation: expected the id of an operation");
  if (typeof times !== "number" || !Number.isInteger(times) || times < 1 || times > mostFaults)
    throw new TypeError(`times: expected a whole number from 1 to ${mostFaults}`);
  if (network === "error" || network === "hang") return { operation: id, network, times };
  if (token === "expires" && takesToken(id)) return { operation: id, token, times };
  const statuses: readonly unknown[] = operations[id].statuses.filter((documented) => documented >= 400);
  if (!statuses.includes(status)) throw new TypeError(`status: expected one of ${statuses.join(", ")}`);
  // The line above looked the status up in the table that the type is made of.
  return { operation: id, status, times } as Fault;
}

export const takesToken = (id: OperationId): id is TokenOperation =>
  id !== "createAccessToken" && id !== "revokeAccessToken";

const isOperation = (id: unknown): id is OperationId =>
  typeof id === "string" && Object.hasOwn(operations, id);
