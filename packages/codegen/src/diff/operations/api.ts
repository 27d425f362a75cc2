import type { JsonObject, JsonValue } from "../../source/json.ts";
import type { Located } from "../documents/located.ts";
import type { SchemaGraph } from "../schemas/schema-graph.ts";

/** A whole specification in the form that the comparison uses. */
export interface Api {
  /** By name: `METHOD path`. */
  readonly operations: ReadonlyMap<string, ApiOperation>;
  readonly graph: SchemaGraph;
}

/** The facts of one operation, with all references resolved except those of schemas. */
export interface ApiOperation {
  readonly id: string | undefined;
  readonly deprecated: boolean;
  readonly idempotent: JsonValue;
  readonly rateLimit: JsonObject | undefined;
  readonly servers: ReadonlySet<string>;
  readonly security: Security;
  /** By place and name, in the spelling of callers: `query.limit`. */
  readonly parameters: ReadonlyMap<string, ApiParameter>;
  readonly body: ApiBody | undefined;
  /** By status; a message has no status, so it is at `""`. */
  readonly responses: ReadonlyMap<string, ApiResponse>;
  /** The app's responses by status, if the server calls the app. */
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
  /** The encoding of the parts of a form, as JSON text by property. */
  readonly encodings: ReadonlyMap<string, string>;
}

/** Alternatives, each of which is sufficient. An empty list means that every caller is accepted. */
export type Security = readonly SecurityAlternative[];

/** The credentials of a call, without the names of the schemes in the document. */
export interface SecurityAlternative {
  /** By what is sent, such as `bearer`. */
  readonly credentials: ReadonlyMap<string, Credential>;
}

export interface Credential {
  readonly scopes: ReadonlySet<string>;
  /** The ways to obtain tokens, by flow. */
  readonly flows: ReadonlyMap<string, ReadonlySet<string>>;
}
