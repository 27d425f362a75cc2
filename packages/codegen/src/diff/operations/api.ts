import type { JsonObject, JsonValue } from "../../source/json.ts";
import type { Located } from "../documents/located.ts";
import type { SchemaGraph } from "../schemas/schema-graph.ts";

/** A whole specification, as the comparison sees it. */
export interface Api {
  /** By name: `METHOD path`. */
  readonly operations: ReadonlyMap<string, ApiOperation>;
  readonly graph: SchemaGraph;
}

/** What a caller has to know about one operation, with all references followed but those of schemas. */
export interface ApiOperation {
  readonly id: string | undefined;
  readonly deprecated: boolean;
  readonly idempotent: JsonValue;
  readonly rateLimit: JsonObject | undefined;
  readonly servers: ReadonlySet<string>;
  readonly security: Security;
  /** By place and name as callers write them: `query.limit`. */
  readonly parameters: ReadonlyMap<string, ApiParameter>;
  readonly body: ApiBody | undefined;
  /** By status; what has no status, such as a message, is at `""`. */
  readonly responses: ReadonlyMap<string, ApiResponse>;
  /** What the app responds with, by status, where the server calls the app. */
  readonly replies: ReadonlyMap<string, ApiResponse>;
}

export interface ApiParameter {
  readonly required: boolean;
  readonly deprecated: boolean;
  /** How the value is written in the request. */
  readonly encoding: string;
  /** Undefined: any value. */
  readonly schema: Located | undefined;
}

export interface ApiBody {
  readonly required: boolean;
  readonly content: Content;
}

export interface ApiResponse {
  readonly content: Content;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, ApiParameter>;
  /** JSON text by name. */
  readonly links: ReadonlyMap<string, string>;
}

/** By media type. */
export type Content = ReadonlyMap<string, ApiMedia>;

export interface ApiMedia {
  readonly schema: Located | undefined;
  /** How parts of a form are written, as JSON text by property. */
  readonly encodings: ReadonlyMap<string, string>;
}

/** Alternatives, any of which suffices. Without any, nobody is refused. */
export type Security = readonly SecurityAlternative[];

/** What a call has to carry, whatever the schemes are called in the document. */
export interface SecurityAlternative {
  /** By what is sent, such as `bearer`. */
  readonly credentials: ReadonlyMap<string, Credential>;
}

export interface Credential {
  readonly scopes: ReadonlySet<string>;
  /** How tokens are obtained, by flow. */
  readonly flows: ReadonlyMap<string, ReadonlySet<string>>;
}
