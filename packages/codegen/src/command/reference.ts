import { buildBundle } from "../bundle/build-bundle.ts";
import { pushDocuments } from "../generate/push-messages/push-documents.ts";
import { pushV2Document } from "../generate/push-messages/push-v2-document.ts";
import { operationReferences } from "../reference/operation-reference.ts";
import { capabilityReferences } from "../reference/property-reference.ts";
import type { Reference } from "../reference/reference.ts";
import { readSpecification } from "../source/specification.ts";

/**
 * Returns the reference of a specification: every property of vehicles, and every operation. It is read from documents
 * and overlays, so the bundle need not exist.
 * @throws {CodegenError} If the specification is malformed.
 */
export function referenceCommand(specFolder: string): Reference {
  const spec = readSpecification(specFolder);
  const bundle = buildBundle(spec).value;
  const sources = { bundle, pushes: pushDocuments(spec), pushV2: pushV2Document(spec, bundle) };
  return { capabilities: capabilityReferences(sources), operations: operationReferences(bundle) };
}
