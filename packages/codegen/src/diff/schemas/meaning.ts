import type { Bounds } from "./bounds.ts";
import type { SchemaNode } from "./schema-node.ts";
import type { ValueType } from "./value-types.ts";

/** The meaning of a schema, independent of its spelling: a value of any of the alternatives is valid. */
export interface Meaning {
  /** Without alternatives, no value is valid. */
  readonly alternatives: readonly Alternative[];
  /** Whether a value that fits two alternatives is invalid (`oneOf`). */
  readonly isExclusive: boolean;
  readonly marks: Marks;
  /** Unresolved references and unknown type names, for which the valid values are unknown. */
  readonly unknown: ReadonlySet<string>;
}

/** Members that have no influence on which values are valid. */
export interface Marks {
  readonly readOnly?: true;
  readonly writeOnly?: true;
  readonly deprecated?: true;
  /** JSON text. */
  readonly default?: string;
}

/** Valid values of one type. */
export interface Alternative {
  readonly type: ValueType;
  readonly isInteger: boolean;
  /** JSON texts of the only valid values. */
  readonly values: ReadonlySet<string> | undefined;
  readonly bounds: Bounds;
  /** Keywords whose values are plain data, such as `format` and `pattern`. All values of a keyword apply. */
  readonly statements: ReadonlyMap<StatementName, ReadonlySet<string>>;
  /** Keywords whose values are schemas that types do not show, such as `not` and `contains`. */
  readonly conditions: readonly Condition[];
  /** Marks of this alternative, if there are other alternatives. */
  readonly marks: Marks;
  /** Of objects only. */
  readonly members: Members | undefined;
  /** Of arrays only. */
  readonly elements: Elements | undefined;
}

export type StatementName =
  | "contentEncoding"
  | "contentMediaType"
  | "dependentRequired"
  | "format"
  | "multipleOf"
  | "pattern"
  | "uniqueItems"
  | "xml";

export interface Condition {
  readonly keyword: string;
  /** The subject of the keyword: a property or a value of the discriminator. */
  readonly subject: string;
  readonly nodes: readonly SchemaNode[];
}

/** The properties of an object. */
export interface Members {
  readonly properties: ReadonlyMap<string, SchemaNode>;
  readonly required: ReadonlySet<string>;
  /** Properties whose names match a pattern. */
  readonly patterns: ReadonlyMap<string, SchemaNode>;
  /** Properties of any other name. */
  readonly additional: SchemaNode | "closed" | "open";
  /** The kinds of object in the mapping of a discriminator: `property=value` to their schemas. */
  readonly kinds: ReadonlyMap<string, SchemaNode>;
}

/** The elements of an array. */
export interface Elements {
  readonly prefix: readonly SchemaNode[];
  /** The elements after the prefix. */
  readonly rest: SchemaNode | "closed" | "open";
}
