import type { ArrayCheck, Check, JsonType, NumberCheck, ObjectCheck, StringCheck } from "./check.ts";
import { describe, listed, quoted, typeOf } from "./describe.ts";
import { hasFormat } from "./formats.ts";

/** A difference between a value and its schema. It never contains a part of the value. */
export interface ValidationError {
  /** JSON pointer (RFC 6901) of the place; empty for the value as a whole. */
  readonly path: string;
  /** What differs there, as a clause that follows the name of the place. */
  readonly message: string;
  /** What the schema allows there. */
  readonly expected: string;
}

export type ValidationErrors = readonly ValidationError[];

/** The maximum number of collected errors. */
const maxErrors = 100;

const none: ValidationErrors = [];

/** Returns the errors of a value, at most 100; an empty list if it is valid. */
export function runCheck(check: Check, value: unknown, lenient: boolean): ValidationErrors {
  switch (check.kind) {
    case "object":
      return checkObject(check, value, lenient);
    case "string":
      return checkString(check, value, lenient);
    case "number":
    case "integer":
      return checkNumber(check, value);
    case "array":
      return checkArray(check, value, lenient);
    case "enum":
      if (check.values.includes(value as never)) return none;
      return lenient && check.values.some((known) => typeOf(known) === typeOf(value))
        ? none
        : mustBe(listed(check.values));
    case "const":
      return value === check.value ? none : mustBe(quoted(check.value));
    case "type":
      return check.types.some((type) => hasType(value, type)) ? none : wrongType(check, value);
    case "any":
      return none;
    case "never":
      return [{ path: "", message: "must be absent", expected: "nothing" }];
    case "allOf":
      return check.checks.reduce((errors, each) => join(errors, runCheck(each, value, lenient)), none);
    case "anyOf":
    case "oneOf":
      return checkAlternatives(check.kind, check.checks, value, lenient);
    case "not":
      return runCheck(check.check, value, false).length > 0
        ? none
        : mustBe(`anything but ${describe(check.check)}`);
  }
}

function checkObject(check: ObjectCheck, value: unknown, lenient: boolean): ValidationErrors {
  if (!isRecord(value)) return check.untyped ? none : wrongType(check, value);
  let errors = none;
  let count = 0;
  for (const key in value) {
    count += 1;
    const found = checkProperty(check, key, value[key], lenient);
    if (found.length > 0) errors = join(errors, below(key, found));
  }
  const { required = [], minProperties = 0, maxProperties = Infinity } = check;
  for (const key of required)
    if (!Object.hasOwn(value, key) || value[key] === undefined)
      errors = join(errors, below(key, missing(check, key)));
  if (count < minProperties) return join(errors, mustHave(`at least ${minProperties} properties`, count));
  if (count > maxProperties) return join(errors, mustHave(`at most ${maxProperties} properties`, count));
  return errors;
}

function checkProperty(check: ObjectCheck, key: string, value: unknown, lenient: boolean): ValidationErrors {
  const known = propertyOf(check, key) ?? check.additionalProperties;
  if (known === undefined || (known === false && lenient)) return none;
  if (known === false) return unknownProperty(check);
  // JSON has no undefined: an undefined property is not sent. The platform sends null for some properties
  // that have no value.
  if (value === undefined || (value === null && lenient && !check.required?.includes(key))) return none;
  return runCheck(known, value, lenient);
}

function propertyOf({ properties }: ObjectCheck, key: string): Check | undefined {
  return properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
}

function unknownProperty({ properties = {} }: ObjectCheck): ValidationErrors {
  const names = Object.keys(properties).join(", ");
  const expected = names === "" ? "no property" : `only ${names}`;
  return [{ path: "", message: "is not a property that the schema knows", expected }];
}

function missing(check: ObjectCheck, key: string): ValidationErrors {
  const property = propertyOf(check, key);
  return [{ path: "", message: "is missing", expected: property ? describe(property) : "a value" }];
}

function checkArray(check: ArrayCheck, value: unknown, lenient: boolean): ValidationErrors {
  if (!Array.isArray(value)) return check.untyped ? none : wrongType(check, value);
  const { items, minItems = 0, maxItems = Infinity } = check;
  let errors = none;
  if (items !== undefined)
    for (let index = 0; index < value.length && errors.length < maxErrors; index += 1) {
      const found = runCheck(items, value[index], lenient);
      if (found.length > 0) errors = join(errors, below(String(index), found));
    }
  if (value.length < minItems) errors = join(errors, mustHave(`at least ${minItems} items`, value.length));
  if (value.length > maxItems) errors = join(errors, mustHave(`at most ${maxItems} items`, value.length));
  if (check.uniqueItems && new Set(value.map(canonical)).size < value.length)
    errors = join(errors, mustBe("a list without duplicates"));
  return errors;
}

function checkString(check: StringCheck, value: unknown, lenient: boolean): ValidationErrors {
  if (typeof value !== "string") return check.untyped ? none : wrongType(check, value);
  const { format, minLength, maxLength, pattern } = check;
  if (format !== undefined && !hasFormat(value, format, lenient)) return mustBe(describe(check));
  if (minLength !== undefined && [...value].length < minLength) return mustBe(describe(check));
  if (maxLength !== undefined && [...value].length > maxLength) return mustBe(describe(check));
  return pattern === undefined || pattern.test(value) ? none : mustBe(describe(check));
}

function checkNumber(check: NumberCheck, value: unknown): ValidationErrors {
  if (typeof value !== "number") return check.untyped ? none : wrongType(check, value);
  const { kind, minimum = -Infinity, maximum = Infinity, multipleOf } = check;
  const fits =
    Number.isFinite(value) &&
    value >= minimum &&
    value <= maximum &&
    (kind === "number" || Number.isInteger(value)) &&
    (multipleOf === undefined || Number.isInteger(value / multipleOf));
  return fits ? none : mustBe(describe(check));
}

function checkAlternatives(
  kind: "anyOf" | "oneOf",
  checks: readonly Check[],
  value: unknown,
  lenient: boolean,
): ValidationErrors {
  const results = checks.map((check) => runCheck(check, value, lenient));
  const accepted = results.filter((errors) => errors.length === 0).length;
  // Alternatives may differ only in parts that a lenient validator ignores, so several may match.
  if (accepted === 1 || (accepted > 1 && (kind === "anyOf" || lenient))) return none;
  if (accepted > 1) return mustBe(`only one of: ${checks.map(describe).join("; ")}`);
  // The errors of the alternative with the best match are the most helpful.
  return results.reduce((best, errors) => (errors.length < best.length ? errors : best), results[0] ?? none);
}

function hasType(value: unknown, type: JsonType): boolean {
  return type === "integer" ? Number.isInteger(value) : typeOf(value) === type && !Number.isNaN(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mustBe(expected: string): ValidationErrors {
  return [{ path: "", message: `must be ${expected}`, expected }];
}

function mustHave(expected: string, count: number): ValidationErrors {
  return [{ path: "", message: `must have ${expected}, has ${count}`, expected }];
}

function wrongType(check: Check, value: unknown): ValidationErrors {
  const expected = describe(check);
  return [{ path: "", message: `must be ${expected}, is ${typeOf(value)}`, expected }];
}

function join(errors: ValidationErrors, more: ValidationErrors): ValidationErrors {
  if (more.length === 0 || errors.length >= maxErrors) return errors;
  return errors.length === 0 ? more : [...errors, ...more].slice(0, maxErrors);
}

function below(key: string, errors: ValidationErrors): ValidationErrors {
  const segment = `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  return errors.map((error) => ({ ...error, path: segment + error.path }));
}

/** Returns the same text for the same JSON with keys in any order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, child: unknown) =>
    isRecord(child) ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1))) : child,
  );
}
