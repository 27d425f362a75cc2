import { formats } from "../import/formats.ts";
import { importAnyDocuments } from "../import/import-documents.ts";
import { kinds } from "../import/sources.ts";
import { CodegenError } from "../source/codegen-error.ts";
import type { Files } from "../source/files.ts";
import { compareText, type JsonObject, stringAt } from "../source/json.ts";
import { parseSource } from "../source/yaml-source.ts";
import type { NamedSpecification } from "./resolver.ts";

/**
 * Specifications for comparison: a bundle or facts as they stand, official documents as the importer reads them.
 * A reference that resolves to nothing accepts anything: documents with such references were published.
 * @throws {CodegenError} a file in no known format, or none at all.
 */
export function specificationsIn(files: Files): readonly NamedSpecification[] {
  const parsed = [...files].map(([file, text]) => ({ file, text, value: parseSource(file, text).value }));
  const official = parsed.filter(({ value }) => isOfficial(value));
  const ready = parsed.filter(({ value }) => stringAt(value, "openapi")?.startsWith("3.1.") === true);
  const unknown = parsed.find((document) => !official.includes(document) && !ready.includes(document));
  if (unknown) throw new CodegenError("is in no format that is known here", { file: unknown.file });
  if (parsed.length === 0) throw new CodegenError("there is no document to compare");
  const imported = importAnyDocuments({
    entries: [],
    official: new Map(official.map(({ file, text }) => [file, text])),
    allowUnresolved: true,
  });
  return [
    ...ready.map(({ file, value }) => ({ id: idOf(file), value })),
    ...[...imported.files].map(([file, text]) => ({ id: idOf(file), value: parseSource(file, text).value })),
  ].sort((a, b) => compareText(a.id, b.id));
}

function isOfficial(value: JsonObject): boolean {
  return kinds.some((kind) => formats[kind].recognizes(value));
}

function idOf(file: string): string {
  return file.replace(/\.[a-z]+$/, "");
}
