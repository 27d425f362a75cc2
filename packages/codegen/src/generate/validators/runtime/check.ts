/** The values of `type` in JSON Schema. */
export type JsonType = "array" | "boolean" | "integer" | "null" | "number" | "object" | "string";

export type FormatName = "date" | "date-time" | "decimal";

/** If set, values of other kinds are valid, because the schema has no `type`. */
interface Typed {
  readonly untyped?: true;
}

export interface StringCheck extends Typed {
  readonly kind: "string";
  readonly format?: FormatName;
  /** In Unicode code points. */
  readonly minLength?: number;
  /** In Unicode code points. */
  readonly maxLength?: number;
  readonly pattern?: RegExp;
}

export interface NumberCheck extends Typed {
  readonly kind: "number" | "integer";
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
}

export interface ArrayCheck extends Typed {
  readonly kind: "array";
  readonly items?: Check;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
}

export interface ObjectCheck extends Typed {
  readonly kind: "object";
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Check>>;
  /** For properties that are not in `properties`: `false` forbids them; if it is absent, they are allowed. */
  readonly additionalProperties?: Check | false;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** One of a list of values; a lenient validator accepts any value of the same types. */
export interface EnumCheck {
  readonly kind: "enum";
  readonly values: readonly Primitive[];
}

export type Primitive = string | number | boolean | null;

/**
 * A schema as plain data: references are JavaScript references, keywords without a check are removed, and
 * `kind` selects the check. Plain data has no side effects, so a bundler removes checks that an app does not
 * import.
 */
export type Check =
  | StringCheck
  | NumberCheck
  | ArrayCheck
  | ObjectCheck
  | EnumCheck
  | { readonly kind: "const"; readonly value: Primitive }
  | { readonly kind: "type"; readonly types: readonly JsonType[] }
  | { readonly kind: "any" | "never" }
  | { readonly kind: "allOf" | "anyOf" | "oneOf"; readonly checks: readonly Check[] }
  | { readonly kind: "not"; readonly check: Check };
