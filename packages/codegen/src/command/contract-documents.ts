import { existsSync } from "node:fs";
import { join } from "node:path";
import type { SpecificationDocument } from "../diff/documents/located.ts";
import { specificationsIn } from "../diff/documents/specification-files.ts";
import { pushDocuments } from "../generate/push-messages/push-documents.ts";
import { type PushV2Document, pushV2Document } from "../generate/push-messages/push-v2-document.ts";
import type { Files } from "../source/files.ts";
import { schemaReference } from "../source/references.ts";
import { bundlePath, readSpecification, type Specification } from "../source/specification.ts";

/** The name of V2 push messages in a comparison. */
const channelV2 = "push messages of the second format";

/**
 * Returns the documents of a specification that callers depend on: the bundle, and the corrected push messages, from
 * which types and validators are generated. During an update, a correction may match nothing.
 * @returns Undefined for other folders.
 */
export function contractDocuments(path: string): readonly SpecificationDocument[] | undefined {
  if (!existsSync(join(path, bundlePath))) return undefined;
  const spec = readSpecification(path);
  const bundle = specificationsIn(new Map([["high-mobility.yaml", spec.files.get(bundlePath) ?? ""]]));
  const [{ value: bundled } = { value: {} }] = bundle;
  const isUpdating = (): void => undefined;
  const hasSources = spec.files.has("sources.yaml");
  const pushV2 = hasSources ? pushV2Document(spec, bundled, isUpdating) : undefined;
  const pushes = hasSources ? pushDocuments(spec, isUpdating) : [];
  const corrected = [
    ...pushes.map(({ file, value }) => ({ id: idOf(file), value })),
    ...(pushV2 ? [{ id: idOf(pushV2.file), value: withChannel(pushV2) }] : []),
  ];
  const read = new Set([...corrected.map(({ id }) => id), ...(pushV2?.ids ?? [])]);
  const others = otherDocuments(spec, read);
  return [...bundle, ...corrected, ...(others.size > 0 ? specificationsIn(others) : [])];
}

/** Returns the documents that are neither in the bundle nor read in another way. */
function otherDocuments(spec: Specification, read: ReadonlySet<string>): Files {
  const apart = [...spec.files].filter(
    ([file, text]) => file.startsWith("documents/") && !read.has(idOf(file)) && /^paths: \{\}$/m.test(text),
  );
  return new Map(apart.map(([file, text]) => [file.slice("documents/".length), text]));
}

/** A message is received as a whole. The content of its envelope is compared. */
function withChannel({ value, envelope }: PushV2Document): SpecificationDocument["value"] {
  const message = { payload: { $ref: schemaReference(envelope) } };
  return { ...value, "x-asyncapi": { channels: { [channelV2]: { subscribe: { message } } } } };
}

/** `spec/documents/push.yaml` is `push`. */
function idOf(file: string): string {
  return file.replace(/^.*\//, "").replace(/\.yaml$/, "");
}
