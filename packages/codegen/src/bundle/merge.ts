import type { SourceEntry } from "../import/sources.ts";
import { CodegenError, type Place } from "../source/codegen-error.ts";
import {
  compareText,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  sortedEntries,
  stringAt,
} from "../source/json.ts";
import { childPointer, pointerKeys, pointerOf } from "../source/json-pointer.ts";
import { formatReference, mapReferences, parseReference } from "../source/references.ts";
import { nameOf, type SpecificationNames } from "./names.ts";

export interface NamedDocument {
  readonly entry: SourceEntry;
  readonly value: JsonObject;
}

/**
 * Returns one document with every path, schema and security scheme of all documents, under the names of `names`.
 * @throws {CodegenError} two documents claim one path, schema or security scheme, or a name is never used.
 */
export function mergeDocuments(documents: readonly NamedDocument[], names: SpecificationNames): JsonObject {
  const renamed = documents.map(({ entry, value }) => ({
    entry,
    value: renameSchemas(entry.id, value, names),
  }));
  const section = (name: string): JsonObject =>
    union(
      renamed.map(({ entry, value }) => ({
        id: entry.id,
        part: objectAt(objectAt(value, "components"), name),
      })),
      { file: names.file, pointer: "/documents" },
    );
  const servers = sharedServers(renamed.map(({ value }) => value));
  const paths = union(
    renamed.map(({ entry, value }) => ({ id: entry.id, part: pathsWithServers(value, servers) })),
    { file: names.file, pointer: "/documents" },
  );
  return {
    openapi: "3.1.1",
    info: { title: "", version: "" },
    servers: servers.map((url) => ({ url })),
    paths,
    components: { schemas: section("schemas"), securitySchemes: section("securitySchemes") },
    "x-sources": documents.map(({ entry: { id, file, revision, sha256 } }) => ({
      id,
      file,
      revision,
      sha256,
    })),
  };
}

function renameSchemas(id: string, value: JsonObject, names: SpecificationNames): JsonObject {
  const own = names.documents.get(id);
  const components = objectAt(value, "components");
  const schemas = objectAt(components, "schemas");
  for (const official of own?.exact.keys() ?? [])
    if (!Object.hasOwn(schemas, official))
      throw new CodegenError(`names a schema "${official}" that ${id} does not have`, {
        file: names.file,
        pointer: childPointer(`/documents/${id}/exact`, official),
      });
  const renamed = mapReferences(value, (ref) => renameReference(ref, (name) => nameOf(name, own)));
  const mine = union(
    Object.entries(objectAt(objectAt(renamed, "components"), "schemas")).map(([official, schema]) => ({
      id,
      part: { [nameOf(official, own)]: schema },
    })),
    { file: names.file, pointer: `/documents/${id}` },
  );
  return isObject(renamed)
    ? { ...renamed, components: { ...objectAt(renamed, "components"), schemas: mine } }
    : value;
}

/** Renames the schema in a reference. */
function renameReference(ref: string, rename: (name: string) => string): string {
  const { file, pointer } = parseReference(ref) ?? { file: ref, pointer: "" };
  const [components, schemas, name, ...inside] = pointerKeys(pointer);
  if (file !== "" || components !== "components" || schemas !== "schemas" || name === undefined) return ref;
  return formatReference({ file, pointer: pointerOf([components, schemas, rename(name), ...inside]) });
}

function union(parts: readonly { id: string; part: JsonObject }[], place: Place): JsonObject {
  const owners = new Map<string, string>();
  const all: [string, JsonValue][] = [];
  for (const { id, part } of parts)
    for (const [key, value] of Object.entries(part)) {
      const owner = owners.get(key);
      if (owner !== undefined)
        throw new CodegenError(`"${key}" comes from ${owner} and from ${id}; rename one of them`, place);
      owners.set(key, id);
      all.push([key, value]);
    }
  return Object.fromEntries(sortedEntries(Object.fromEntries(all)));
}

function serverUrls(document: JsonObject): readonly string[] {
  const servers = document["servers"];
  const urls = isArray(servers) ? servers.map((server) => stringAt(server, "url") ?? "") : [];
  return urls.toSorted(compareText);
}

/** Returns the servers of all documents without duplicates. */
function sharedServers(documents: readonly JsonObject[]): readonly string[] {
  return [...new Set(documents.flatMap(serverUrls))].sort(compareText);
}

/** Returns the paths of a document, with the document's servers if they differ from the bundle's. */
function pathsWithServers(document: JsonObject, shared: readonly string[]): JsonObject {
  const paths = objectAt(document, "paths");
  const own = serverUrls(document);
  if (own.length === shared.length) return paths;
  const servers = own.map((url) => ({ url }));
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [path, isObject(item) ? { servers, ...item } : item]),
  );
}
