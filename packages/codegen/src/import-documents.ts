import { createHash } from "node:crypto";
import { CodegenError } from "./codegen-error.ts";
import { factsOf } from "./facts.ts";
import { type JsonObject, objectAt, stringAt } from "./json.ts";
import { openapiGrammar } from "./openapi-grammar.ts";
import { formatSources, type SourceEntry } from "./sources.ts";
import { formatYaml, parseSource } from "./yaml-source.ts";

/** Files by path. */
export type Files = ReadonlyMap<string, string>;

export interface ImportInput {
  readonly entries: readonly SourceEntry[];
  /** The official files, by their path in the official repository. */
  readonly official: Files;
}

/**
 * Turns official documents into facts: `documents/<id>.yaml` for each live one, and `sources.yaml`.
 * @throws {CodegenError} a listed file is missing, an official file is not listed, or a document is not understood.
 */
export function importDocuments({ entries, official }: ImportInput): Files {
  const listed = new Set(entries.map((entry) => entry.file));
  for (const file of official.keys())
    if (!listed.has(file)) throw new CodegenError("is not listed in spec/sources.yaml", { file });
  const files = new Map<string, string>();
  const recorded = entries.map((entry) => {
    const text = official.get(entry.file);
    if (text === undefined) throw new CodegenError("is missing from the folder", { file: entry.file });
    if (!isBundled(entry)) return { ...entry, sha256: sha256(text) };
    const document = importDocument(entry, text);
    files.set(`documents/${entry.id}.yaml`, document.text);
    return { ...entry, revision: document.revision, sha256: sha256(text) };
  });
  files.set("sources.yaml", formatSources(recorded));
  return files;
}

/** Whether the document becomes part of the bundle. */
export function isBundled(entry: SourceEntry): boolean {
  return entry.kind === "openapi3" && entry.status === "live";
}

function importDocument(entry: SourceEntry, text: string): { text: string; revision: string } {
  const source = parseSource(entry.file, text);
  const version = stringAt(source.value, "openapi");
  if (!version?.startsWith("3.0."))
    throw new CodegenError(`expected OpenAPI 3.0, found ${version ?? "none"}`, { file: entry.file });
  const facts = factsOf(source, openapiGrammar);
  const revision = stringAt(objectAt(facts, "info"), "version") ?? "";
  const document: JsonObject = { openapi: "3.1.1", ...facts, info: { title: entry.id, version: revision } };
  return {
    text: formatYaml(document, [`Facts of ${entry.file}, made by \`codegen import\`. Do not edit.`]),
    revision,
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
