import type { JsonValue } from "../source/json.ts";
import type { ChangeCode } from "./change-codes.ts";
import type { SchemaNode, SchemaReader } from "./schema-shape.ts";

/** A change before its level is looked up. */
export interface Difference {
  readonly code: ChangeCode;
  readonly path: string;
  readonly old: JsonValue;
  readonly new: JsonValue;
}

/** Both sides of a comparison. */
export interface Pair<T> {
  readonly old: T;
  readonly new: T;
}

/** Where a comparison of schemas stands, and how it goes on below. */
export interface Descent {
  readonly path: string;
  readonly readers: Pair<SchemaReader>;
  compare(nodes: Pair<SchemaNode>, path: string): readonly Difference[];
}

/** The path of a member, as TypeScript would write the access. */
export function memberPath(path: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}
