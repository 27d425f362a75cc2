import type { operations as described } from "@high-mobility-ts/schema";
import { type OperationId, operations } from "@high-mobility-ts/schema/operations";
import { type Quirk, quirkNames } from "../responder/quirks.ts";
import type { SpecValidator } from "../responder/spec-validator.ts";

/** The documented statuses of an operation that are errors. */
export type ErrorStatus<O extends OperationId> = Exclude<(typeof operations)[O]["statuses"][number], 200>;

/** The body that an operation documents for a status; `never` if it documents none. */
export type ErrorBodyOf<O extends OperationId, S> = S extends keyof described[O]["responses"]
  ? described[O]["responses"][S] extends { readonly content: { readonly "application/json": infer Body } }
    ? Body
    : never
  : never;

type StatusFault = {
  readonly [O in OperationId]: {
    readonly [S in ErrorStatus<O>]: {
      /** The operation that fails. */
      readonly operation: O;
      /** A status that the specification documents for the operation. */
      readonly status: S;
      /** The body. Default: a documented body whose text says that the error was injected. */
      readonly body?: ErrorBodyOf<O, S>;
      /** Headers of the response, such as `{ "retry-after": "1" }`. Default: only the usual headers. */
      readonly headers?: Readonly<Record<string, string>>;
      /** How the response differs from the documented one. Default: not at all. */
      readonly quirk?: Quirk;
      /** How many requests get the fault, a whole number >= 1. Default: `1`. */
      readonly times?: number;
    };
  }[ErrorStatus<O>];
}[OperationId];

/** An operation that takes an access token. */
export type TokenOperation = Exclude<OperationId, "createAccessToken" | "revokeAccessToken">;

/**
 * A fault to inject: an operation responds with one of its documented errors, its connection breaks or hangs
 * until the caller aborts, the access token of the call expires, or the response has a quirk of the real
 * platform. `times` is the number of requests, a whole number >= 1. Default: `1`.
 */
export type Fault =
  | StatusFault
  | {
      /** The operation that gets the fault. */
      readonly operation: OperationId;
      /** `error` breaks the connection. `hang` sends no response until the caller aborts. */
      readonly network: "error" | "hang";
      /** How many requests get the fault, a whole number >= 1. Default: `1`. */
      readonly times?: number;
    }
  | {
      /** The operation that gets the fault. */
      readonly operation: TokenOperation;
      /** The access token of the call expires when the request arrives. */
      readonly token: "expires";
      /** How many requests get the fault, a whole number >= 1. Default: `1`. */
      readonly times?: number;
    }
  | {
      /** The operation that gets the fault. */
      readonly operation: OperationId;
      /** How the response differs from the documented one. */
      readonly quirk: Quirk;
      /** How many requests get the fault, a whole number >= 1. Default: `1`. */
      readonly times?: number;
    };

export interface Faults {
  /** @throws {TypeError} when `times` is out of bounds. */
  add(fault: Fault): void;
  /** Returns the oldest fault of the operation and counts one use. */
  take(operation: OperationId): Fault | undefined;
  /** Faults that are not used up. */
  pending(): readonly Fault[];
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault) => {
      const left = fault.times ?? 1;
      if (!Number.isSafeInteger(left) || left < 1)
        throw new TypeError(`\`times\` must be a whole number >= 1, got ${left}.`);
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

/** @throws {TypeError} if the body is not documented for the operation, or a header or quirk is not valid. */
export function checkFault(fault: Fault, validator: SpecValidator): void {
  if ("quirk" in fault && fault.quirk !== undefined) checkQuirk("quirk", fault.quirk);
  if (!("status" in fault)) return;
  checkHeaders(fault.headers);
  if (fault.body === undefined) return;
  const [violation] = validator.response(operations[fault.operation], fault.status, fault.body);
  if (violation)
    throw new TypeError(
      `\`body\` must be what ${fault.operation} documents for ${fault.status}, got a different body: at "${violation.path}" it ${violation.message}.`,
    );
}

/** @throws {TypeError} if the text is not the name of a quirk. */
export function checkQuirk(option: string, quirk: string): void {
  if (!quirkNames.includes(quirk))
    throw new TypeError(
      `\`${option}\` must be one of ${quirkNames.join(", ")}, got ${JSON.stringify(quirk)}.`,
    );
}

function checkHeaders(headers: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(headers))
    try {
      new Headers({ [name]: value });
    } catch (cause) {
      throw new TypeError(`\`headers\` must be names and values of HTTP, got ${JSON.stringify(name)}.`, {
        cause,
      });
    }
}

/** An injected fault: a broken connection. */
export class NetworkFault extends TypeError {
  override readonly name: string = "NetworkFault";
}

/** Never resolves. Rejects with the reason of the signal when the caller aborts. */
export function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}
