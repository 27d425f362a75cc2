import type { Check, Primitive } from "./check.ts";

/** Returns the values that a check accepts, in a few words. */
export function describe(check: Check): string {
  switch (check.kind) {
    case "string":
      return withBounds(check.format ?? "string", [
        bound("of at least ", check.minLength, " characters"),
        bound("of at most ", check.maxLength, " characters"),
        bound("matching ", check.pattern?.source),
      ]);
    case "number":
    case "integer":
      return withBounds(check.kind, [
        bound(">= ", check.minimum),
        bound("<= ", check.maximum),
        bound("a multiple of ", check.multipleOf),
      ]);
    case "array":
    case "object":
      return check.kind;
    case "enum":
      return listed(check.values);
    case "const":
      return quoted(check.value);
    case "type":
      return check.types.join(" or ");
    case "any":
      return "a value";
    case "never":
      return "nothing";
    case "allOf":
      return check.checks.map(describe).join(" and ");
    case "anyOf":
    case "oneOf":
      return check.checks.map(describe).join(" or ");
    case "not":
      return `anything but ${describe(check.check)}`;
  }
}

/** The values of an enumeration. */
export function listed(values: readonly Primitive[]): string {
  return values.length === 1 ? values.map(quoted).join("") : `one of ${values.map(quoted).join(", ")}`;
}

export function quoted(value: Primitive): string {
  return JSON.stringify(value);
}

export function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function withBounds(name: string, bounds: readonly (string | undefined)[]): string {
  return [name, ...bounds.filter((each) => each !== undefined)].join(" ");
}

function bound(before: string, value: string | number | undefined, after = ""): string | undefined {
  return value === undefined ? undefined : `${before}${value}${after}`;
}
