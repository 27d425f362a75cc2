import type { JsonObject, JsonValue } from "../source/json.ts";
import type { RawSchema } from "./resolver.ts";
import type { SchemaReader } from "./schema-shape.ts";

/** Bodies by media type. `undefined` is a media type without a schema. */
export type Content = ReadonlyMap<string, RawSchema | undefined>;

export interface Parameter {
  readonly required: boolean;
  readonly deprecated: boolean;
  /** How the value is written in the request. */
  readonly encoding: string;
  readonly schema: RawSchema | undefined;
}

export interface Answer {
  readonly content: Content;
  readonly headers: ReadonlyMap<string, RawSchema | undefined>;
}

/** What a caller has to know about one operation, with all references followed but those of schemas. */
export interface Operation {
  readonly id: string | undefined;
  readonly deprecated: boolean;
  readonly idempotent: JsonValue;
  readonly rateLimit: JsonObject | undefined;
  readonly servers: ReadonlySet<string>;
  readonly security: Security;
  /** By place and name as callers write them: `query.limit`. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly body: { readonly required: boolean; readonly content: Content } | undefined;
  /** By status. */
  readonly answers: ReadonlyMap<string, Answer>;
}

export interface Security {
  /** Alternatives of schemes, in words; empty when the operation is open. */
  readonly schemes: string;
  readonly scopes: ReadonlySet<string>;
  readonly tokenUrls: ReadonlySet<string>;
}

/** A whole specification, as the comparison sees it. */
export interface Api {
  readonly operations: ReadonlyMap<string, Operation>;
  readonly reader: SchemaReader;
}
