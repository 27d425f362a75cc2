import type { JsonObject } from "../source/json.ts";
import { overlayPaths, readSpecificationFile, type Specification } from "../source/specification.ts";
import { applyDescriptions, type DescribedDocument } from "./descriptions.ts";
import { applyOverlay, type OnUnmatched } from "./overlay.ts";

/**
 * Applies the overlays of a folder of the specification: first overlays that correct facts, then overlays
 * with descriptions, whose names begin with `30-`.
 * @param onUnmatched is called with each action that matches nothing; by default such a correction is an error
 * @throws {CodegenError} An overlay is malformed, corrects something that does not exist, or changes a fact
 *   although its name begins with `30-`.
 */
export function applyOverlays(
  document: JsonObject,
  spec: Specification,
  folder: string,
  onUnmatched?: OnUnmatched,
): DescribedDocument {
  const paths = overlayPaths(spec, folder);
  const isDocumentation = (path: string): boolean => path.startsWith(`${folder}/30-`);
  const corrected = paths
    .filter((path) => !isDocumentation(path))
    .reduce(
      (current, path) => applyOverlay(current, readSpecificationFile(spec, path), onUnmatched),
      document,
    );
  const documentation = paths.filter(isDocumentation).map((path) => readSpecificationFile(spec, path));
  return applyDescriptions(corrected, documentation, onUnmatched);
}
