import { isObject, stringAt } from "../../source/json.ts";
import { faultAt, isOpenapi30, type Located } from "../documents/located.ts";
import type { Resolve } from "../documents/resolver.ts";
import { schemaKeywords } from "./keywords.ts";
import type { SchemaNode } from "./schema-node.ts";

/** Returns the same node for the same schemas. */
export interface NodeStore {
  /** The node is the same for the same schema, on any path. */
  idOf(location: Located): string;
  /** Returns the location after references without other keywords. */
  targetOf(location: Located): Located;
  nodeAt(location: Located): SchemaNode;
  join(left: SchemaNode, right: SchemaNode): SchemaNode;
}

export function nodeStore(resolve: Resolve): NodeStore {
  const ids = new Map<object, number>();
  const nodes = new Map<string, SchemaNode>();
  const targets = new WeakMap<object, Located>();

  function idOf({ value }: Located): string {
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const id = ids.get(value) ?? ids.size;
    ids.set(value, id);
    // A reference may lead to a number or a text, whose JSON text is no id of an object.
    return `#${id}`;
  }

  function targetOf(location: Located): Located {
    const { value } = location;
    if (!isObject(value) || value["$ref"] === undefined) return location;
    const target = targets.get(value) ?? followReferences(location, resolve);
    targets.set(value, target);
    return target;
  }

  function nodeOf(locations: ReadonlyMap<string, Located>): SchemaNode {
    const key = [...locations.keys()].sort().join();
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

/** @throws {CodegenError} references are circular */
function followReferences(start: Located, resolve: Resolve): Located {
  const seen = new Set<unknown>();
  let location = start;
  for (;;) {
    const { value } = location;
    const ref = stringAt(value, "$ref");
    if (!isObject(value) || ref === undefined) return location;
    const isAlone = isOpenapi30(location.document) || Object.keys(value).every(isBesideReference);
    if (!isAlone) return location;
    if (seen.has(value)) throw faultAt(location, `reference \`${ref}\` leads back to itself`);
    seen.add(value);
    const target = resolve(ref, location);
    if (target === undefined) return location;
    location = target;
  }
}

function isBesideReference(key: string): boolean {
  return key === "$ref" || key.startsWith("x-") || schemaKeywords[key]?.treatment === "no meaning";
}
