import { CodegenError } from "../../source/codegen-error.ts";
import { isObject, stringAt } from "../../source/json.ts";
import type { Resolve } from "../read/resolver.ts";
import { schemaKeywords } from "./keywords.ts";
import type { SchemaLocation, SchemaNode } from "./schema-node.ts";

/** Sees to it that the same schemas are the same node. */
export interface NodeStore {
  /** The same for the same schema, however it was reached. */
  idOf(location: SchemaLocation): string;
  /** The location behind references that stand alone. */
  targetOf(location: SchemaLocation): SchemaLocation;
  nodeAt(location: SchemaLocation): SchemaNode;
  join(left: SchemaNode, right: SchemaNode): SchemaNode;
}

export function nodeStore(resolve: Resolve): NodeStore {
  const ids = new WeakMap<object, number>();
  const nodes = new Map<string, SchemaNode>();
  const targets = new WeakMap<object, SchemaLocation>();
  let lastId = 0;

  function idOf({ value }: SchemaLocation): string {
    if (typeof value !== "object" || value === null) return String(value);
    const id = ids.get(value) ?? ++lastId;
    ids.set(value, id);
    return String(id);
  }

  function targetOf(location: SchemaLocation): SchemaLocation {
    const { value } = location;
    if (!isObject(value) || value["$ref"] === undefined) return location;
    const target = targets.get(value) ?? followReferences(location, resolve);
    targets.set(value, target);
    return target;
  }

  function nodeOf(locations: ReadonlyMap<string, SchemaLocation>): SchemaNode {
    const key = [...locations.keys()].sort().join("+");
    const node = nodes.get(key) ?? { id: nodes.size, locations: [...locations.values()] };
    nodes.set(key, node);
    return node;
  }

  return {
    idOf,
    targetOf,
    nodeAt(location) {
      const target = targetOf(location);
      return nodeOf(new Map([[idOf(target), target]]));
    },
    join(left, right) {
      if (left === right) return left;
      const locations = [...left.locations, ...right.locations];
      return nodeOf(new Map(locations.map((location) => [idOf(location), location])));
    },
  };
}

/** @throws {CodegenError} references that lead back to themselves */
function followReferences(start: SchemaLocation, resolve: Resolve): SchemaLocation {
  const seen = new Set<unknown>();
  let location = start;
  for (;;) {
    const { value, document, pointer } = location;
    const ref = stringAt(value, "$ref");
    if (!isObject(value) || ref === undefined || !Object.keys(value).every(isBesideReference)) return location;
    if (seen.has(value))
      throw new CodegenError(`reference \`${ref}\` leads back to itself`, { file: document.id, pointer });
    seen.add(value);
    const target = resolve(ref, location);
    if (target === undefined) return location;
    location = target;
  }
}

function isBesideReference(key: string): boolean {
  return key === "$ref" || key.startsWith("x-") || schemaKeywords[key]?.treatment === "no meaning";
}
