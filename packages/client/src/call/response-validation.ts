import { requestIdOf } from "../errors/error-body.ts";
import { UnexpectedResponseError } from "../errors/unexpected-response-error.ts";
import type { OperationKey } from "../resilience/operation-limits.ts";
import { emit, type OnClientEvent } from "./events.ts";
import type { AnyResult } from "./result.ts";

/** What a validator of `@high-mobility-ts/schema/validators` is, as far as it matters here. */
export type BodyValidator = (
  value: unknown,
  options: { readonly lenient: boolean },
) => { readonly valid: true } | { readonly valid: false; readonly errors: readonly BodyProblem[] };

export interface BodyProblem {
  /** JSON pointer of the place (RFC 6901). */
  readonly path: string;
  /** What is wrong there, as a clause that follows the name of the place. */
  readonly message: string;
}

export interface ResponseValidation {
  /** What follows a body that breaks the specification: an event, or an `UnexpectedResponseError`. */
  readonly mode: "report" | "strict";
  /**
   * Validators of the data of 2xx answers, by `METHOD path`. Given rather than built in, so that an app bundles those it
   * uses: `{ "GET /v1/fleets/vehicles/{vin}": validateClearance }`.
   */
  readonly validators: { readonly [K in OperationKey]?: BodyValidator };
  /** Whether properties and enumeration values that the specification does not know are fine. Default: false. */
  readonly lenient?: boolean | undefined;
}

/** More than this nobody reads in one message. */
const MAX_PROBLEMS = 5;

/** @throws {TypeError} when mode or validators are no such thing. */
export function createInspector(
  { mode, validators, lenient = false }: ResponseValidation,
  onEvent: OnClientEvent | undefined,
): (result: AnyResult) => void {
  if (mode !== "report" && mode !== "strict")
    throw new TypeError('responseValidation.mode must be "report" or "strict"');
  const byOperation = new Map<string, BodyValidator | undefined>(Object.entries(validators));
  return (result) => {
    const { ok, operation, status, response } = result;
    const validation = ok ? byOperation.get(operation)?.(result.data, { lenient }) : undefined;
    if (!validation || validation.valid) return;
    const problems = validation.errors
      .slice(0, MAX_PROBLEMS)
      .map(({ path, message }) => `${path || "the body"} ${message}`);
    const requestId = requestIdOf(response);
    emit(onEvent, { type: "response-invalid", operation, status, problems, requestId });
    if (mode === "strict") throw new UnexpectedResponseError(operation, { response, body: "", problems });
  };
}
