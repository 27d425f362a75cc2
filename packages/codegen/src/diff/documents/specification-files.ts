import { documentFormats, schemaName, wrongFormat } from "../../import/document-formats.ts";
import { importAnyDocuments } from "../../import/import-documents.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import type { Files } from "../../source/files.ts";
import { compareText, stringAt } from "../../source/json.ts";
import { mapReferences } from "../../source/references.ts";
import { type ParsedFile, parseYaml } from "../../source/yaml.ts";
import type { SpecificationDocument } from "./located.ts";

/**
 * Reads specifications for the comparison: OpenAPI 3.0 and 3.1 unchanged, JSON Schemas as documents with one
 * schema, and Swagger 2.0 and AsyncAPI 2 after a translation by the importer.
 * @throws {CodegenError} a file has another format, or there is no file
 */
export function specificationsIn(files: Files): readonly SpecificationDocument[] {
  const parsed = [...files].map(([file, text]) => parseYaml(file, text));
  if (parsed.length === 0) throw new CodegenError("there is no document to compare");
  const isTranslated = ({ value }: ParsedFile): boolean =>
    documentFormats.swagger2.recognizes(value) || documentFormats.asyncapi2.recognizes(value);
  const isSchema = ({ value }: ParsedFile): boolean => documentFormats["json-schema"].recognizes(value);
  const isOpenapi = ({ value }: ParsedFile): boolean => /^3\.[01]\./.test(stringAt(value, "openapi") ?? "");
  const unknown = parsed.find((file) => ![isTranslated, isSchema, isOpenapi].some((is) => is(file)));
  if (unknown) throw wrongFormat(unknown, acceptedFormats);
  const schemas = parsed.filter(isSchema);
  return [
    ...parsed.filter(isOpenapi).map(({ file, value }) => ({ id: idOf(file), value })),
    ...schemas.map((file) => schemaDocument(file, schemas)),
    ...translated(parsed.filter(isTranslated), files),
  ].sort((a, b) => compareText(a.id, b.id));
}

const acceptedFormats = ["OpenAPI 3.0", "OpenAPI 3.1", "Swagger 2.0", "AsyncAPI 2.x", "JSON Schema"];

/** An unresolved reference is kept, because published documents contain such references. */
function translated(parsed: readonly ParsedFile[], files: Files): readonly SpecificationDocument[] {
  const { files: imported } = importAnyDocuments({
    entries: [],
    official: new Map(parsed.map(({ file }) => [file, files.get(file) ?? ""])),
    allowUnresolved: true,
    keepUnresolved: true,
  });
  return [...imported].map(([file, text]) => ({ id: idOf(file), value: parseYaml(file, text).value }));
}

/** JSON Schemas refer to each other by their paths or by their ids. */
function schemaDocument({ file, value }: ParsedFile, others: readonly ParsedFile[]): SpecificationDocument {
  const component = (id: string): string => `#/components/schemas/${schemaName(id)}`;
  const id = schemaId(file);
  const { $schema: _, $id: __, ...schema } = value;
  const inDocument = (ref: string): string => {
    const [address = "", fragment = ""] = ref.split("#");
    const other = others.find(
      (candidate) => `/${candidate.file}` === address || stringAt(candidate.value, "$id") === address,
    );
    if (address === "") return `${component(id)}${fragment}`;
    return other === undefined
      ? ref
      : `./${schemaId(other.file)}.yaml${component(schemaId(other.file))}${fragment}`;
  };
  const schemas = { [schemaName(id)]: mapReferences(schema, inDocument) };
  return { id, value: { openapi: "3.1.1", components: { schemas } } };
}

function schemaId(file: string): string {
  return idOf(file).replaceAll(/[^a-zA-Z0-9]+/g, "-");
}

function idOf(file: string): string {
  return file.replace(/\.[a-z]+$/, "");
}
