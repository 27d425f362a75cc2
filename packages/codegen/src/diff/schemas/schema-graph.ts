import { faultAt, type Located } from "../documents/located.ts";
import type { Resolve } from "../documents/resolver.ts";
import { meetAlternatives, meetMarks } from "./combine.ts";
import type { Meaning } from "./meaning.ts";
import { nodeStore } from "./node-store.ts";
import { meetAll } from "./recipe.ts";
import { recipeReader } from "./recipe-reader.ts";
import type { SchemaNode } from "./schema-node.ts";

/** The schemas of one specification, which are read on demand. */
export interface SchemaGraph {
  nodeAt(location: Located): SchemaNode;
  meaningOf(node: SchemaNode): Meaning;
  /** The node for a schema that accepts any value. */
  readonly anything: SchemaNode;
}

/** A larger number is an unintended product of lists. */
const maxAlternatives = 2000;

const anyLocation: Located = { value: true, document: { id: "", value: {} }, pointer: "" };

/** Returns the graph of the schemas that `resolve` leads to. */
export function schemaGraph(resolve: Resolve): SchemaGraph {
  const nodes = nodeStore(resolve);
  const meanings = new Map<SchemaNode, Meaning>();
  const read = recipeReader({ nodes, resolve, meet });

  function meet(left: Meaning, right: Meaning, location: Located): Meaning {
    const alternatives = meetAlternatives(left.alternatives, right.alternatives, nodes.join);
    if (alternatives.length > maxAlternatives)
      throw faultAt(location, `this schema has more than ${maxAlternatives} alternatives`);
    return {
      alternatives,
      isExclusive: left.isExclusive || right.isExclusive,
      marks: meetMarks(left.marks, right.marks),
      unknown: new Set([...left.unknown, ...right.unknown]),
    };
  }

  return {
    nodeAt: nodes.nodeAt,
    meaningOf(node) {
      const [first = anyLocation] = node.locations;
      const meaning =
        meanings.get(node) ??
        meetAll(node.locations.map(read), (left, right) => meet(left, right, first)) ??
        read(anyLocation);
      meanings.set(node, meaning);
      return meaning;
    },
    anything: nodes.nodeAt(anyLocation),
  };
}
