import { CodegenError } from "./codegen-error.ts";
import { type Files, isBundled } from "./import-documents.ts";
import { type JsonObject, objectAt, sortedEntries } from "./json.ts";
import { lintBundle } from "./lint.ts";
import { mergeDocuments } from "./merge.ts";
import { readNames } from "./names.ts";
import { applyOverlay } from "./overlay.ts";
import { parseSources } from "./sources.ts";
import { keepWords } from "./words-only.ts";
import { formatYaml, parseSource, type Source } from "./yaml-source.ts";

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
  const read = (path: string): Source => {
    const text = spec.get(path);
    if (text === undefined) throw new CodegenError("is missing", { file: `spec/${path}` });
    return parseSource(`spec/${path}`, text);
  };
  const entries = parseSources("spec/sources.yaml", spec.get("sources.yaml") ?? "");
  const documents = entries
    .filter(isBundled)
    .map((entry) => ({ entry, value: read(`documents/${entry.id}.yaml`).value }));
  const overlays = [...spec.keys()].filter((path) => path.startsWith("overlays/")).sort();
  const merged = mergeDocuments(documents, readNames(read("names.yaml")));
  const orphans: string[] = [];
  const document = (current: JsonObject, path: string): JsonObject => {
    const file = `spec/${path}`;
    const next = applyOverlay(current, read(path), (target) => orphans.push(`${file}: ${target}`));
    const worded = keepWords(current, next, file);
    orphans.push(...worded.orphans.map((pointer) => `${file}: ${pointer}`));
    return worded.value;
  };
  const value = sortSchemas(
    overlays.reduce(
      (current, path) =>
        isDocumentation(path) ? document(current, path) : applyOverlay(current, read(path)),
      merged,
    ),
  );
  const text = formatYaml(value, [
    "Made by `codegen bundle` from spec/documents and spec/overlays. Do not edit.",
  ]);
  return { value, text, orphans };
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
