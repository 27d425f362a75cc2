/** The reference of a specification: everything that vehicles report, and every operation. */
export interface Reference {
  readonly capabilities: readonly CapabilityReference[];
  readonly operations: readonly OperationReference[];
}

/** Properties of a vehicle that belong together, such as `diagnostics`. */
export interface CapabilityReference extends Described {
  readonly name: string;
  /** The name as words, such as "Charging session". */
  readonly title: string;
  readonly properties: readonly PropertyReference[];
}

/** A value that a vehicle reports, such as `odometer`. */
export interface PropertyReference extends Described {
  readonly name: string;
  /** The name as words, such as "Battery level". */
  readonly title: string;
  readonly deprecated: boolean;
  /** The ways in which the property arrives: in a response, or in a push message of either format. */
  readonly ways: readonly PropertyChannel[];
  /** Whether a response or a V1 message holds several items, such as one for each door. V2 messages always hold a list. */
  readonly hasItems: boolean;
  /** The value of one item, in the first of these ways. */
  readonly value: ValueReference;
}

export type PropertyChannel = "rest" | "push-v1" | "push-v2";

/** A value of JSON. */
export interface ValueReference {
  readonly type:
    | "quantity"
    | "object"
    | "list"
    | "string"
    | "number"
    | "integer"
    | "boolean"
    | "one-of"
    | "any";
  /** The name of its type in the specification, or null if it has none. */
  readonly typeName: string | null;
  readonly isNullable: boolean;
  /** The only valid values, or an empty list if there are others. */
  readonly values: readonly (string | number | boolean | null)[];
  /** The units of a quantity, which is `{ unit, value }`; otherwise empty. */
  readonly units: readonly string[];
  /** The format of a string, such as `date-time`; otherwise null. */
  readonly format: string | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Bounds of the number of characters of a string, inclusive; null if there is no bound. */
  readonly minLength: number | null;
  readonly maxLength: number | null;
  /** Bounds of the number of items of a list, inclusive; null if there is no bound. */
  readonly minItems: number | null;
  readonly maxItems: number | null;
  /** The regular expression that a string matches, or null if there is none. */
  readonly pattern: string | null;
  /** The variants of `one-of`, one of which the value has; otherwise empty. */
  readonly variants: readonly ValueReference[];
  /** The members of an object; otherwise empty. */
  readonly members: readonly MemberReference[];
  /** The elements of a list; otherwise null. */
  readonly items: ValueReference | null;
}

/** A member of an object. */
export interface MemberReference extends Described {
  readonly name: string;
  readonly required: boolean;
  readonly value: ValueReference;
}

export interface OperationReference extends Described {
  readonly id: string;
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly scopes: readonly string[];
  readonly idempotent: boolean;
  readonly deprecated: boolean;
  /** The documented limit per application, or null if none is documented. */
  readonly rateLimit: { readonly calls: number; readonly periodSeconds: number } | null;
  readonly parameters: readonly ParameterReference[];
  /** The JSON body of the request, or null if it has no body. */
  readonly body: { readonly required: boolean; readonly value: ValueReference } | null;
  readonly responses: readonly ResponseReference[];
}

export interface ParameterReference extends MemberReference {
  readonly in: string;
}

export interface ResponseReference extends Described {
  readonly status: number;
  /** The name of the type of the response body, or null if there is none. */
  readonly typeName: string | null;
}

interface Described {
  readonly description: string;
}

/** Returns a name of the specification as words: `charging_session` is "Charging session". */
export function titleOf(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
