import { applyOverlays } from "../../bundle/apply-overlays.ts";
import type { DescribedDocument } from "../../bundle/descriptions.ts";
import type { OnUnmatched } from "../../bundle/overlay.ts";
import { schemaName } from "../../import/document-formats.ts";
import { isKept } from "../../import/import-documents.ts";
import { readSources } from "../../import/sources.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import type { FiledDocument } from "../../source/files.ts";
import { isObject, type JsonObject, type JsonValue, objectAt, stringAt } from "../../source/json.ts";
import { mapReferences, schemaNameOf } from "../../source/references.ts";
import { readSpecificationFile, type Specification } from "../../source/specification.ts";
import { inheritDescriptions } from "./inherit-descriptions.ts";

/** The messages of the second format: an envelope and its content in one document. */
export interface PushV2Document extends FiledDocument, DescribedDocument {
  /** The ids of the documents that it joins. */
  readonly ids: readonly string[];
  /** Name of the envelope among the component schemas. */
  readonly envelope: string;
  /** Name of the schema with a property for each capability. */
  readonly content: string;
}

/**
 * Returns the corrected document of the push messages of the second format, with the descriptions of the
 * vehicle data for the same properties. The official documents are JSON Schemas, one of which refers to the
 * other.
 * @param onUnmatched is called with each action of an overlay that matches nothing
 * @returns undefined if no live document is such an envelope
 */
export function pushV2Document(
  spec: Specification,
  bundle: JsonObject,
  onUnmatched?: OnUnmatched,
): PushV2Document | undefined {
  const entries = readSources(readSpecificationFile(spec, "sources.yaml")).filter(
    (entry) => entry.kind === "json-schema" && isKept(entry),
  );
  const documents = entries.map((entry) => ({
    entry,
    ...readSpecificationFile(spec, `documents/${entry.id}.yaml`),
  }));
  const schemas = joinSchemas(documents);
  const [found] = documents.flatMap(({ entry, file }) => {
    const envelope = schemaName(entry.id);
    const content = contentOf(schemas[envelope], schemas);
    return content === undefined ? [] : [{ file, envelope, content }];
  });
  if (found === undefined) return undefined;
  const joined: JsonObject = {
    components: { schemas },
    "x-sources": entries.map(({ id, file, revision, sha256 }) => ({ id, file, revision, sha256 })),
  };
  return {
    ...applyOverlays(
      inheritDescriptions(joined, found.content, bundle),
      spec,
      "push-v2-overlays",
      onUnmatched,
    ),
    ...found,
    ids: entries.map(({ id }) => id),
  };
}

/** Returns the component schemas of all documents in one; references between the documents become references inside it. */
function joinSchemas(documents: readonly FiledDocument[]): JsonObject {
  const joined = new Map<string, JsonValue>();
  for (const { file, value } of documents)
    for (const [name, schema] of Object.entries(objectAt(objectAt(value, "components"), "schemas"))) {
      if (joined.has(name))
        throw new CodegenError("another JSON Schema has a schema of this name", {
          file,
          pointer: `/components/schemas/${name}`,
        });
      joined.set(
        name,
        mapReferences(schema, (ref) => ref.replace(/^\.\/[^#]*/, "")),
      );
    }
  return Object.fromEntries(joined);
}

/** Returns the name of the schema that an envelope has in its `data`. */
function contentOf(envelope: JsonObject[string] | undefined, schemas: JsonObject): string | undefined {
  const name = schemaNameOf(stringAt(objectAt(envelope, "properties")["data"], "$ref"));
  return name !== undefined && isObject(schemas[name]) ? name : undefined;
}
