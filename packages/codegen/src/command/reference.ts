import { buildBundle } from "../bundle/build-bundle.ts";
import { pushDocuments } from "../generate/push-messages/push-documents.ts";
import { pushV2Document } from "../generate/push-messages/push-v2-document.ts";
import { operationReferences } from "../reference/operation-reference.ts";
import { capabilityReferences } from "../reference/property-reference.ts";
import type { Reference } from "../reference/reference.ts";
import { readSpecification } from "../source/specification.ts";

/**
 * Returns what a person looks up in a specification: every property that vehicles report, and every operation. The
 * bundle does not have to be written: documents and overlays are the source.
 * @throws {CodegenError} If the specification is malformed.
 */
export function referenceCommand(specFolder: string): Reference {
  const spec = readSpecification(specFolder);
  const bundle = buildBundle(spec).value;
  const sources = { bundle, pushes: pushDocuments(spec), pushV2: pushV2Document(spec, bundle) };
  return { capabilities: capabilityReferences(sources), operations: operationReferences(bundle) };
}
