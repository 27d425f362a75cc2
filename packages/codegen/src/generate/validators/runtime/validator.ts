import type { Check } from "./check.ts";
import { runCheck, type ValidationErrors } from "./run-check.ts";
import { type StandardSchema, standardSchema } from "./standard-schema.ts";

/** The value with its type, or all its errors. */
export type Validation<T> =
  | { readonly valid: true; readonly value: T }
  | { readonly valid: false; readonly errors: ValidationErrors };

/**
 * The type that a lenient validator returns: listed values may also be other values, and optional properties
 * may be null.
 */
export type Lenient<T> = T extends string
  ? T | (string & {})
  : T extends readonly unknown[]
    ? { [Index in keyof T]: Lenient<T[Index]> }
    : T extends object
      ? { [Key in keyof T]: Lenient<T[Key]> | (undefined extends T[Key] ? null : never) }
      : T;

export interface LenientOptions {
  /**
   * Accepts some values that the specification does not allow but the platform sends: properties and
   * enumeration values that the schema does not know (carmakers add some without notice), null for an
   * optional property, and times without an offset, which are UTC. Default: `false`.
   */
  readonly lenient?: boolean;
}

/** Validates a request: the value must match the schema exactly. Returns the value itself, not a copy. */
export interface RequestValidator<T> extends StandardSchema<T> {
  (value: unknown): Validation<T>;
}

/**
 * Validates what the platform sends. Returns the value itself, not a copy. Libraries that take a Standard Schema validate
 * leniently.
 */
export interface ResponseValidator<T> extends StandardSchema<Lenient<T>> {
  (value: unknown, options?: { readonly lenient?: false }): Validation<T>;
  (value: unknown, options: LenientOptions): Validation<Lenient<T>>;
}

export function requestValidator<T>(check: Check): RequestValidator<T> {
  return Object.assign((value: unknown) => validate<T>(check, value, false), standardSchema<T>(check, false));
}

export function responseValidator<T>(check: Check): ResponseValidator<T> {
  // A strict validation results in T, which Lenient<T> includes.
  const validator = (value: unknown, options: LenientOptions = {}): Validation<never> =>
    validate<never>(check, value, options.lenient === true);
  return Object.assign(validator, standardSchema<Lenient<T>>(check, true));
}

function validate<T>(check: Check, value: unknown, lenient: boolean): Validation<T> {
  const errors = runCheck(check, value, lenient);
  // The check proves the type.
  return errors.length === 0 ? { valid: true, value: value as T } : { valid: false, errors };
}
