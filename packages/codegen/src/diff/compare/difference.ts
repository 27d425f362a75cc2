import { compareText, type JsonValue } from "../../source/json.ts";
import type { ChangeCode } from "../codes/change-codes.ts";
import type { SchemaGraph } from "../schemas/schema-graph.ts";
import type { SchemaNode } from "../schemas/schema-node.ts";
import type { ClassOf } from "../schemas/signature.ts";

/** Both sides of a comparison. */
export interface Pair<T> {
  readonly old: T;
  readonly new: T;
}

/** The names in either of two mappings, sorted. */
export function namesInEither({ old, new: next }: Pair<ReadonlyMap<string, unknown>>): readonly string[] {
  return [...new Set([...old.keys(), ...next.keys()])].sort(compareText);
}

/** A difference between two schemas. Its level depends on the use of the schemas. */
export interface SchemaDifference {
  readonly code: ChangeCode;
  /** The path from the schema, as TypeScript would write the access. */
  readonly path: string;
  readonly old: JsonValue;
  readonly new: JsonValue;
  /** The schemas with the difference. The same difference between the same schemas is one change. */
  readonly subject: string;
}

/** Schemas inside two schemas that must be compared, too. */
export interface InnerPair {
  readonly path: string;
  readonly nodes: Pair<SchemaNode>;
}

/** The result of comparing two schemas, without the schemas inside them. */
export interface Findings {
  readonly differences: readonly SchemaDifference[];
  readonly inner: readonly InnerPair[];
}

/** The dependencies of the comparison of schemas. */
export interface SchemaTools {
  readonly graphs: Pair<SchemaGraph>;
  readonly classOf: ClassOf;
}

export function combineFindings(all: readonly Findings[]): Findings {
  return {
    differences: all.flatMap(({ differences }) => differences),
    inner: all.flatMap(({ inner }) => inner),
  };
}

export function subjectOf(nodes: Pair<SchemaNode | undefined>): string {
  return `${nodes.old?.id ?? ""}:${nodes.new?.id ?? ""}`;
}

/** The path of a member, as TypeScript would write the access. */
export function memberPath(path: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}
