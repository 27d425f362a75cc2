import { applyOverlays } from "../../bundle/apply-overlays.ts";
import type { OnUnmatched } from "../../bundle/overlay.ts";
import { isKept } from "../../import/import-documents.ts";
import { readSources } from "../../import/sources.ts";
import type { FiledDocument } from "../../source/files.ts";
import type { JsonObject } from "../../source/json.ts";
import { readSpecificationFile, type Specification } from "../../source/specification.ts";

/**
 * Returns the corrected documents of push messages. They are not part of the bundle, because OpenAPI has no
 * channels.
 * @param onUnmatched is called with each correction that matches nothing; by default that is an error
 */
export function pushDocuments(spec: Specification, onUnmatched?: OnUnmatched): readonly FiledDocument[] {
  const entries = readSources(readSpecificationFile(spec, "sources.yaml"));
  return entries
    .filter((entry) => entry.kind === "asyncapi2" && isKept(entry))
    .map(({ id, file, revision, sha256 }) => {
      const source = readSpecificationFile(spec, `documents/${id}.yaml`);
      const document: JsonObject = { ...source.value, "x-sources": [{ id, file, revision, sha256 }] };
      return {
        file: source.file,
        value: applyOverlays(document, spec, "push-overlays", onUnmatched).value,
      };
    });
}
