import { buildLintedBundle } from "../bundle/build-bundle.ts";
import { changeFiles } from "../source/disk.ts";
import { bundlePath, labelOf, readSpecification } from "../source/specification.ts";

/**
 * Merges the documents and overlays of a specification into the bundle.
 * @param outFolder Default: the folder of the specification, from where `generate` reads the bundle.
 * @returns a line about the result
 */
export async function bundleCommand(specFolder: string, outFolder: string = specFolder): Promise<string> {
  const { text } = await buildLintedBundle(readSpecification(specFolder));
  await changeFiles(outFolder, { write: new Map([[bundlePath, text]]) });
  return `wrote ${labelOf({ folder: outFolder }, bundlePath)}`;
}
