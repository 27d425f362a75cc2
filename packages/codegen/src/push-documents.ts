import type { FiledDocument } from "./emit-validators.ts";
import { type Files, isKept } from "./import-documents.ts";
import type { JsonObject } from "./json.ts";
import { applyOverlay } from "./overlay.ts";
import { parseSources } from "./sources.ts";
import { overlayPaths, readSpecFile } from "./spec-files.ts";

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
