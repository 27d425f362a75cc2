import { checkKnownOptions, checkOneOf } from "@high-mobility-ts/guards";
import { bodyKinds, type OperationKey } from "@high-mobility-ts/schema/facts";
import { requestIdOf } from "../errors/error-body.ts";
import { UnexpectedResponseError } from "../errors/unexpected-response-error.ts";
import { emit, type OnClientEvent } from "./events.ts";
import type { AnyResult } from "./result.ts";

/** The part of a validator of `@high-mobility-ts/schema/validators` that is used here. */
export type BodyValidator = (
  value: unknown,
  options: {
    /** Whether properties and enumeration values that are not in the specification are accepted. */
    readonly lenient: boolean;
  },
) => BodyVerdict;

/** The result of a {@link BodyValidator}. */
export type BodyVerdict =
  | {
      /** The body follows the specification. */
      readonly valid: true;
    }
  | {
      /** The body differs from the specification. */
      readonly valid: false;
      /** Where the body differs from the specification. */
      readonly errors: readonly BodyProblem[];
    };

/** One place where a body differs from the specification. */
export interface BodyProblem {
  /** JSON pointer of the place (RFC 6901). */
  readonly path: string;
  /** What differs there, as a clause that follows the name of the place. */
  readonly message: string;
}

/** Options of {@link responseValidator}. */
export interface ResponseValidatorOptions {
  /** What happens if a body differs from the specification: an event, or an event and an `UnexpectedResponseError`. */
  readonly mode: "report" | "strict";
  /**
   * Validators of the data of 2xx responses, by `METHOD path`. An app passes only those that it needs, so that it
   * bundles no others: `{ "GET /v1/fleets/vehicles/{vin}": validateClearance }`.
   */
  readonly validators: { readonly [K in OperationKey]?: BodyValidator };
  /**
   * Whether properties and enumeration values that are not in the specification are accepted. The platform adds them
   * without notice. Default: `true`.
   */
  readonly lenient?: boolean | undefined;
}

const knownOptions: Readonly<Record<keyof ResponseValidatorOptions, true>> = {
  mode: true,
  validators: true,
  lenient: true,
};

/** A message with more problems would be too long to read. */
const maxProblems = 5;

/** Compares a result with the specification. An error that it throws becomes the error of the call. */
export type ResultValidator = (result: AnyResult, onEvent: OnClientEvent | undefined) => void;

/**
 * Returns a function that compares the data of 2xx responses with the specification. Only apps that import it load its
 * code.
 *
 * @example createClient({ …, responseValidation: responseValidator({ mode: "strict", validators }) })
 * @throws {TypeError} at once, if `mode` or a validator is wrong.
 */
export function responseValidator(options: ResponseValidatorOptions): ResultValidator {
  const byOperation = readValidators(options);
  const { mode, lenient = true } = options;
  return (result, onEvent) => {
    const { ok, operation, status, response } = result;
    const validation = ok ? byOperation.get(operation)?.(result.data, { lenient }) : undefined;
    if (!validation || validation.valid) return;
    const problems = validation.errors
      .slice(0, maxProblems)
      .map(({ path, message }) => `${path || "the body"} ${message}`);
    const requestId = requestIdOf(response);
    emit(onEvent, { type: "response-invalid", operation, status, problems, requestId });
    if (mode === "strict") throw new UnexpectedResponseError(operation, { response, body: "", problems });
  };
}

function readValidators(options: ResponseValidatorOptions): ReadonlyMap<string, BodyValidator> {
  checkKnownOptions("responseValidator()", options, knownOptions);
  checkOneOf("mode", options.mode, ["report", "strict"]);
  checkKnownOptions("validators", options.validators, bodyKinds);
  const byOperation = new Map<string, BodyValidator>();
  for (const [operation, validator] of Object.entries(options.validators)) {
    if (typeof validator !== "function")
      throw new TypeError(`validators["${operation}"] must be a function, got ${typeof validator}.`);
    byOperation.set(operation, validator);
  }
  return byOperation;
}
