import { isBundled } from "../import/import-documents.ts";
import { parseSources } from "../import/sources.ts";
import { findCircularReference } from "../source/circular-references.ts";
import { CodegenError } from "../source/codegen-error.ts";
import type { Files } from "../source/files.ts";
import { formatYaml } from "../source/format-yaml.ts";
import { type JsonObject, objectAt, sortedEntries } from "../source/json.ts";
import { overlayPaths, readSpecFile } from "../source/specification.ts";
import type { ParsedFile } from "../source/yaml.ts";
import { applyDescriptions } from "./descriptions.ts";
import { lintBundle } from "./lint.ts";
import { mergeDocuments } from "./merge.ts";
import { readNames } from "./names.ts";
import { applyOverlay } from "./overlay.ts";

export const bundleFile = "spec/high-mobility.openapi.yaml";

const isDocumentation = (path: string): boolean => path.startsWith("overlays/30-");

export interface Bundle {
  readonly value: JsonObject;
  readonly text: string;
  /** Where in an overlay of documentation something is described that is not there, a line each. */
  readonly orphans: readonly string[];
}

/**
 * Documents and overlays become the bundle.
 * @param spec the files below `spec/`, by path from there
 */
export function buildBundle(spec: Files): Bundle {
  const read = (path: string): ParsedFile => readSpecFile(spec, path);
  const entries = parseSources("spec/sources.yaml", spec.get("sources.yaml") ?? "");
  const documents = entries
    .filter(isBundled)
    .map((entry) => ({ entry, value: read(`documents/${entry.id}.yaml`).value }));
  const merged = mergeDocuments(documents, readNames(read("names.yaml")));
  const overlays = overlayPaths(spec, "overlays").map((path) => ({ path, source: read(path) }));
  const corrected = overlays
    .filter(({ path }) => !isDocumentation(path))
    .reduce((current, { source }) => applyOverlay(current, source), merged);
  const words = overlays.filter(({ path }) => isDocumentation(path)).map(({ source }) => source);
  const worded = applyDescriptions(corrected, words);
  const value = sortSchemas(worded.value);
  const circular = findCircularReference(value);
  if (circular !== undefined)
    throw new CodegenError("this reference leads back to itself", { file: bundleFile, pointer: circular });
  let text: string | undefined;
  return {
    value,
    orphans: worded.orphans,
    // Written when it is asked for: the types can be made meanwhile.
    get text() {
      text ??= formatYaml(value, [
        "Made by `codegen bundle` from spec/documents and spec/overlays. Do not edit.",
      ]);
      return text;
    },
  };
}

/** Overlays add schemas at the end. */
function sortSchemas(bundle: JsonObject): JsonObject {
  const components = objectAt(bundle, "components");
  const schemas = Object.fromEntries(sortedEntries(objectAt(components, "schemas")));
  return { ...bundle, components: { ...components, schemas } };
}

/** The bundle, refused unless it passes the linter. */
export async function lintedBundle(spec: Files): Promise<Bundle> {
  const bundle = buildBundle(spec);
  await lintBundle(bundleFile, bundle.text);
  return bundle;
}
