export { type Bundle, buildBundle, lintedBundle } from "./build-bundle.ts";
export { CodegenError, type Place } from "./codegen-error.ts";
export { generate } from "./generate.ts";
export { type Files, type ImportInput, importDocuments } from "./import-documents.ts";
export { type GenericType, type Names, readNames, type TypeAlias } from "./names.ts";
export { parseSources, type SourceEntry } from "./sources.ts";
