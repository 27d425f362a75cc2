import { type OperationId, operations } from "@high-mobility-ts/schema/operations";
import { type Duration, durationMs } from "../control/clock.ts";
import type { Fault, TokenOperation } from "../control/faults.ts";
import type { Emulator } from "../emulator.ts";
import type { BrandName } from "../vehicles/brands.ts";

type CommandFields = Readonly<Record<string, unknown>>;
type Command = (emulator: Emulator, fields: CommandFields) => void;

const longestAdvanceMs = 366 * 86_400_000;
const mostFaults = 1_000;

/**
 * The commands that can be posted below `/_emulator/`, by the last path segment. Each throws a TypeError for invalid
 * fields.
 */
export const commands: Readonly<Record<string, Command>> = {
  clock: (emulator, { advance }) => {
    // `durationMs` rejects other values.
    const byMs = durationMs(advance as Duration);
    if (byMs > longestAdvanceMs) throw new TypeError("`advance` must be at most 366 days, got more.");
    emulator.clock.advance(byMs);
  },
  faults: (emulator, fields) => emulator.fail(faultFrom(fields)),
  vehicles: (emulator, { vin, action }) => {
    if (typeof vin !== "string" || vin.length !== 17)
      throw new TypeError("`vin` must be a text of 17 characters, got another value.");
    const act = vehicleActions.get(action);
    if (!act)
      throw new TypeError(
        `\`action\` must be one of ${[...vehicleActions.keys()].join(", ")}, got another value.`,
      );
    act(emulator, vin);
  },
  "new-vehicle": ({ vehicles }, { vin, brand }) => {
    if (typeof vin !== "string" || typeof brand !== "string")
      throw new TypeError("`vin` and `brand` must be texts, got another value.");
    vehicles.add({ vin, brand: brand as BrandName, cleared: true });
  },
  resend: ({ webhooks, push }, { id }) => {
    if (typeof id !== "string") throw new TypeError("`id` must be a text, got another value.");
    if (webhooks.deliveries.some((delivery) => delivery.id === id)) webhooks.resend(id);
    else if (push.messages.some(({ content }) => content.message_id === id)) void push.resend(id);
    else throw new TypeError("`id` must be the id of a delivery, got another value.");
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
  ["withdraw", ({ vehicles }, vin) => vehicles.removeConsent(vin)],
  ["consent", ({ vehicles }, vin) => vehicles.removeConsent(vin, false)],
]);

function faultFrom({ operation: id, status, network, token, times = 1 }: CommandFields): Fault {
  if (!isOperation(id)) throw new TypeError("`operation` must be the id of an operation, got another value.");
  if (typeof times !== "number" || !Number.isInteger(times) || times < 1 || times > mostFaults)
    throw new TypeError(`\`times\` must be a whole number from 1 to ${mostFaults}, got another value.`);
  if (network === "error" || network === "hang") return { operation: id, network, times };
  if (token === "expires" && takesToken(id)) return { operation: id, token, times };
  const statuses: readonly unknown[] = operations[id].statuses.filter((documented) => documented >= 400);
  if (!statuses.includes(status))
    throw new TypeError(`\`status\` must be one of ${statuses.join(", ")}, got another value.`);
  // The status was checked above with the table from which the type is derived.
  return { operation: id, status, times } as Fault;
}

export function takesToken(id: OperationId): id is TokenOperation {
  return id !== "createAccessToken" && id !== "revokeAccessToken";
}

function isOperation(id: unknown): id is OperationId {
  return typeof id === "string" && Object.hasOwn(operations, id);
}
