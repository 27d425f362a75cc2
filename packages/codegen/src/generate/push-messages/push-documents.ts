import { applyOverlay } from "../../bundle/overlay.ts";
import { isKept } from "../../import/import-documents.ts";
import { parseSources } from "../../import/sources.ts";
import type { FiledDocument, Files } from "../../source/files.ts";
import type { JsonObject } from "../../source/json.ts";
import { overlayPaths, readSpecFile } from "../../source/specification.ts";

/**
 * The documents of push messages, corrected. They are no part of the bundle: OpenAPI has no channels.
 * @param spec the files below `spec/`, by path from there
 */
export function pushDocuments(spec: Files): readonly FiledDocument[] {
  const entries = parseSources("spec/sources.yaml", spec.get("sources.yaml") ?? "");
  const overlays = overlayPaths(spec, "push-overlays").map((path) => readSpecFile(spec, path));
  return entries
    .filter((entry) => entry.kind === "asyncapi2" && isKept(entry))
    .map(({ id, file, revision, sha256 }) => {
      const source = readSpecFile(spec, `documents/${id}.yaml`);
      const document: JsonObject = { ...source.value, "x-sources": [{ id, file, revision, sha256 }] };
      return {
        file: source.file,
        value: overlays.reduce<JsonObject>((value, overlay) => applyOverlay(value, overlay), document),
      };
    });
}
