import type { JsonObject } from "./json.ts";

/** The texts of files, by path. */
export type Files = ReadonlyMap<string, string>;

/** A document, with its file name for messages. */
export interface FiledDocument {
  readonly file: string;
  readonly value: JsonObject;
}
