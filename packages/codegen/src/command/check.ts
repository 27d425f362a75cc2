import { buildBundle } from "../bundle/build-bundle.ts";
import { type Documentation, documentationOf } from "../bundle/documentation.ts";
import { pushV2Document } from "../generate/push-messages/push-v2-document.ts";
import { type EmitTypes, withTypesThread } from "../generate/types/types-thread.ts";
import { readFolder } from "../source/disk.ts";
import { bundlePath, labelOf, readSpecification } from "../source/specification.ts";
import { findPlaceholders } from "../update/placeholders.ts";
import { generateFrom } from "./generate.ts";

export interface CheckReport {
  /** The generated files that differ from the current output of `bundle` and `generate`. */
  readonly stale: readonly string[];
  readonly documentation: Documentation;
  /** Descriptions whose target is not in the bundle, one line each. */
  readonly orphans: readonly string[];
  /** JSON pointers of texts that are still missing. */
  readonly placeholders: readonly string[];
}

/**
 * Compares the generated files with newly generated ones, and finds items without a description.
 * @param outFolder the folder that `generate` was given
 */
export function checkCommand(specFolder: string, outFolder: string): Promise<CheckReport> {
  return withTypesThread((emitTypes) => check(specFolder, outFolder, emitTypes));
}

async function check(specFolder: string, outFolder: string, emitTypes: EmitTypes): Promise<CheckReport> {
  const spec = readSpecification(specFolder);
  const bundle = buildBundle(spec);
  const generating = generateFrom(spec, bundle.value, emitTypes);
  // The promise is awaited below, unless another step fails before. This thread works at the same time.
  generating.catch(() => undefined);
  const isBundleCurrent = spec.files.get(bundlePath) === bundle.text;
  const pushV2 = pushV2Document(spec, bundle.value);
  const documentation = joinDocumentation([
    { documentation: documentationOf(bundle.value) },
    ...(pushV2 ? [{ file: pushV2.file, documentation: documentationOf(pushV2.value) }] : []),
  ]);
  const actual = readFolder(outFolder, (path) => path.endsWith(".ts"));
  const generated = await generating;
  const paths = new Set([...generated.keys(), ...actual.keys()]);
  const stale = [...paths].filter((path) => generated.get(path) !== actual.get(path)).sort();
  return {
    stale: [
      ...(isBundleCurrent ? [] : [bundle.file]),
      ...stale.map((path) => labelOf({ folder: outFolder }, path)),
    ],
    documentation,
    orphans: [...bundle.orphans, ...(pushV2?.orphans ?? [])],
    placeholders: [bundle, ...(pushV2 ? [pushV2] : [])].flatMap(({ value }) => findPlaceholders(value)),
  };
}

interface DocumentedFile {
  /** Absent for the bundle. */
  readonly file?: string;
  readonly documentation: Documentation;
}

function joinDocumentation(files: readonly DocumentedFile[]): Documentation {
  return {
    total: files.reduce((sum, { documentation }) => sum + documentation.total, 0),
    undocumented: files.flatMap(({ file, documentation }) =>
      documentation.undocumented.map((item) => (file === undefined ? item : { ...item, file })),
    ),
  };
}
