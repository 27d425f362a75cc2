import type { OperationId, operations } from "@high-mobility-ts/schema/operations";

/** The documented statuses of an operation that are errors. */
export type ErrorStatus<O extends OperationId> = Exclude<(typeof operations)[O]["statuses"][number], 200>;

type StatusFault = {
  readonly [O in OperationId]: {
    readonly operation: O;
    readonly status: ErrorStatus<O>;
    readonly times?: number;
  };
}[OperationId];

/**
 * What should go wrong: an operation answers one of its documented errors, or its connection breaks. `times` says how
 * often: an integer >= 1, by default once.
 */
export type Fault =
  | StatusFault
  | { readonly operation: OperationId; readonly network: "error"; readonly times?: number };

export interface Faults {
  add(fault: Fault): void;
  /** The oldest fault of the operation, used once. */
  take(operation: OperationId): Fault | undefined;
  /** Faults that no request has met yet. */
  pending(): readonly Fault[];
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault) => {
      const left = fault.times ?? 1;
      if (!Number.isSafeInteger(left) || left < 1)
        throw new TypeError(`times: expected a whole number >= 1, got ${left}`);
      waiting.push({ fault, left });
    },
    take: (operation) => {
      const met = waiting.find(({ fault }) => fault.operation === operation);
      if (!met) return undefined;
      met.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return met.fault;
    },
    pending: () => waiting.map(({ fault, left }) => ({ ...fault, times: left })),
    clear: () => {
      waiting = [];
    },
  };
}

/** The connection was made to break. */
export class NetworkFault extends TypeError {
  override readonly name: string = "NetworkFault";
}
