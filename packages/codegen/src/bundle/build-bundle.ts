import { isBundled } from "../import/import-documents.ts";
import { readSources } from "../import/sources.ts";
import { checkReferences } from "../source/check-references.ts";
import { formatYaml } from "../source/format-yaml.ts";
import { type JsonObject, objectAt, sortedEntries } from "../source/json.ts";
import { bundlePath, labelOf, readSpecificationFile, type Specification } from "../source/specification.ts";
import { applyOverlays } from "./apply-overlays.ts";
import { nameLevels } from "./levels.ts";
import { lintBundle } from "./lint.ts";
import { mergeDocuments } from "./merge.ts";
import { readNames } from "./names.ts";
import type { OnUnmatched } from "./overlay.ts";

export interface Bundle {
  /** The name of the bundle's file in messages. */
  readonly file: string;
  readonly value: JsonObject;
  readonly text: string;
  /** Descriptions in overlays whose target does not exist, one line each. */
  readonly orphans: readonly string[];
}

/**
 * Merges the documents of a specification and applies its overlays.
 * @param onUnmatched is called with each action that matches nothing; the bundle may then be incomplete. By default
 * such
 * an action is an error.
 * @throws {CodegenError} The specification is malformed, or a reference in the bundle cannot be resolved.
 */
export function buildBundle(spec: Specification, onUnmatched?: OnUnmatched): Bundle {
  const file = labelOf(spec, bundlePath);
  const documents = readSources(readSpecificationFile(spec, "sources.yaml"))
    .filter(isBundled)
    .map((entry) => ({ entry, value: readSpecificationFile(spec, `documents/${entry.id}.yaml`).value }));
  const merged = mergeDocuments(documents, readNames(readSpecificationFile(spec, "names.yaml")));
  const described = applyOverlays(merged, spec, "overlays", onUnmatched);
  const value = nameLevels(sortSchemas(described.value));
  if (onUnmatched === undefined) checkReferences(value, file);
  let text: string | undefined;
  return {
    file,
    value,
    orphans: described.orphans,
    // The text is written on demand, so that the types can be generated at the same time.
    get text() {
      text ??= formatYaml(value, ["Made by `codegen bundle` from documents and overlays. Do not edit."]);
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

/**
 * Returns the bundle of a specification.
 * @throws {CodegenError} The bundle does not pass the linter.
 */
export async function buildLintedBundle(spec: Specification): Promise<Bundle> {
  const bundle = buildBundle(spec);
  await lintBundle(bundle.file, bundle.text);
  return bundle;
}
