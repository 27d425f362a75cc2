import { createHash } from "node:crypto";
import { CodegenError } from "../source/codegen-error.ts";
import type { Files } from "../source/files.ts";
import { formatYaml } from "../source/format-yaml.ts";
import type { JsonObject } from "../source/json.ts";
import { parseYaml } from "../source/yaml.ts";
import {
  type DocumentFormat,
  documentFormats,
  kindOf,
  revisionOf,
  schemaName,
  wrongFormat,
} from "./document-formats.ts";
import { extractFacts, type FactsOptions } from "./facts.ts";
import { formatSources, type SourceEntry } from "./sources.ts";

export interface ImportInput {
  readonly entries: readonly SourceEntry[];
  /** The file of the entries, as it appears in messages. */
  readonly sourcesFile: string;
  /** The official files, by their path in the official repository. */
  readonly official: Files;
}

/**
 * Turns official documents into facts: `documents/<id>.yaml` for each live one, and `sources.yaml`.
 * @throws {CodegenError} a listed file is missing, an official file is not listed, or a document is not understood.
 */
export function importDocuments({ entries, sourcesFile, official }: ImportInput): Files {
  const listed = new Set(entries.map((entry) => entry.file));
  for (const file of official.keys())
    if (!listed.has(file)) throw new CodegenError(`is not listed in ${sourcesFile}`, { file });
  const externalReferences = referencesBetween(entries);
  const files = new Map<string, string>();
  const recorded = entries.map((entry) => {
    const text = official.get(entry.file);
    if (text === undefined) throw new CodegenError("is missing from the folder", { file: entry.file });
    if (!isKept(entry)) return { ...entry, sha256: sha256(text) };
    const document = importDocument(entry, text, { externalReferences });
    files.set(`documents/${entry.id}.yaml`, document.text);
    return document.entry;
  });
  files.set("sources.yaml", formatSources(recorded));
  return files;
}

export interface ImportAnyInput extends Omit<ImportInput, "sourcesFile"> {
  readonly allowUnresolved: boolean;
  /** With `allowUnresolved`: keeps unresolved references. Default: `false`. */
  readonly keepUnresolved?: boolean;
}

/**
 * Returns every official file as facts, including deprecated and unknown files: `<id>.yaml` each.
 * @returns the files, and a line for every reference that was dropped
 */
export function importAnyDocuments(input: ImportAnyInput): {
  readonly files: Files;
  readonly dropped: readonly string[];
} {
  const { entries, official, allowUnresolved, keepUnresolved = false } = input;
  const known = [...official].map(
    ([file, text]) => [entries.find((entry) => entry.file === file) ?? entryFor(file, text), text] as const,
  );
  const options = {
    allowUnresolved,
    keepUnresolved,
    externalReferences: referencesBetween(known.map(([entry]) => entry)),
  };
  const documents = known.map(([entry, text]) => importDocument(entry, text, options));
  for (const [index, { entry }] of documents.entries()) {
    const other = documents.slice(0, index).find((earlier) => earlier.entry.id === entry.id);
    if (other)
      throw new CodegenError(`would be written to ${entry.id}.yaml, as ${other.entry.file} would`, {
        file: entry.file,
      });
  }
  return {
    files: new Map(documents.map(({ entry, text }) => [`${entry.id}.yaml`, text])),
    dropped: documents.flatMap(({ entry, unresolved }) =>
      unresolved.map((ref) => `${entry.file}: dropped ${ref}`),
    ),
  };
}

/** Returns an entry for a file that `sources.yaml` does not list. */
function entryFor(file: string, text: string): SourceEntry {
  const kind = kindOf(parseYaml(file, text));
  const id = file.replace(/\.[a-z]+$/, "").replaceAll(/[^a-zA-Z0-9]+/g, "-");
  return { id, file, kind, status: "live", revision: "", sha256: "" };
}

/** Whether the document's facts are kept in the repository. */
export function isKept(entry: SourceEntry): boolean {
  return entry.status === "live";
}

/** JSON Schemas refer to each other by their paths in the official repository. */
function referencesBetween(entries: readonly SourceEntry[]): ReadonlyMap<string, string> {
  const schemas = entries.filter((entry) => entry.kind === "json-schema");
  return new Map(
    schemas.map(({ file, id }) => [`/${file}`, `./${id}.yaml#/components/schemas/${schemaName(id)}`]),
  );
}

/** Whether the document becomes part of the bundle. */
export function isBundled(entry: SourceEntry): boolean {
  return entry.kind === "openapi3" && entry.status === "live";
}

export interface ImportedDocument {
  readonly entry: SourceEntry;
  readonly text: string;
  /** Unresolved references that were dropped. */
  readonly unresolved: readonly string[];
}

/** One official document as facts in OpenAPI 3.1. */
export function importDocument(
  entry: SourceEntry,
  text: string,
  options: FactsOptions = {},
): ImportedDocument {
  const { file, id } = entry;
  const format = documentFormats[entry.kind];
  const source = parseYaml(file, text);
  if (!format.recognizes(source.value)) throw wrongFormat(source, [format.label]);
  const { value: facts, unresolved } = extractFacts(source, format.grammar, options);
  const revision = revisionOf(facts);
  const document: JsonObject = {
    openapi: "3.1.1",
    ...convert(format, facts, entry),
    info: { title: id, version: revision },
  };
  return {
    entry: { ...entry, revision, sha256: sha256(text) },
    text: formatYaml(document, [`Facts of ${file}, made by \`codegen import\`. Do not edit.`]),
    unresolved,
  };
}

/** The upgrader is a library: its errors are caused by the document. */
function convert(format: DocumentFormat, facts: JsonObject, { id, file }: SourceEntry): JsonObject {
  try {
    return format.convert(facts, id);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unknown reason";
    throw new CodegenError(`cannot be turned into OpenAPI 3.1 (${reason})`, { file }, { cause });
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
