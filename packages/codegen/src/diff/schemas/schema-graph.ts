import { CodegenError } from "../../source/codegen-error.ts";
import type { Resolve } from "../read/resolver.ts";
import { type Combination, combinationOf, type Union } from "./combination.ts";
import { eitherOf, meetAlternatives, meetMarks, withoutKinds } from "./combine.ts";
import { checkKeywords } from "./keywords.ts";
import type { Meaning } from "./meaning.ts";
import { nodeStore } from "./node-store.ts";
import { readAlternatives, readMarks } from "./read-alternatives.ts";
import type { SchemaLocation, SchemaNode } from "./schema-node.ts";

/** The schemas of one specification, read as far as anybody asks. */
export interface SchemaGraph {
  nodeAt(location: SchemaLocation): SchemaNode;
  meaningOf(node: SchemaNode): Meaning;
  /** The node of any value. */
  readonly anything: SchemaNode;
}

/** More than this is a product of lists that nobody meant to write. */
const maxAlternatives = 2000;

/** Returns the graph of the schemas that `resolve` leads to. */
export function schemaGraph(resolve: Resolve): SchemaGraph {
  const nodes = nodeStore(resolve);
  const read = new Map<string, Meaning>();
  const meanings = new Map<SchemaNode, Meaning>();
  const combinations = new Map<string, Combination>();

  /** Reads the schemas of a combination first. A list of what is left to read has no depth, which recursion would have. */
  function readLocation(start: SchemaLocation): Meaning {
    const pending = [nodes.targetOf(start)];
    const begun = new Set<string>();
    for (let location = pending.at(-1); location !== undefined; location = pending.at(-1)) {
      const id = nodes.idOf(location);
      const combination = combinations.get(id) ?? readCombination(location);
      combinations.set(id, combination);
      const parts = partsOf(combination).map((part) => nodes.targetOf(part));
      const unread = parts.find((part) => !read.has(nodes.idOf(part)));
      begun.add(id);
      if (unread === undefined) {
        if (!read.has(id)) read.set(id, meaningAt(location, combination));
        pending.pop();
      } else if (begun.has(nodes.idOf(unread))) throw fault("consists of itself", unread);
      else pending.push(unread);
    }
    return meaningRead(start);
  }

  function readCombination(location: SchemaLocation): Combination {
    checkKeywords(location);
    return combinationOf(location, resolve);
  }

  function meaningRead(location: SchemaLocation): Meaning {
    const meaning = read.get(nodes.idOf(nodes.targetOf(location)));
    if (meaning === undefined) throw new TypeError(`the schema at ${location.pointer} is read too late`);
    return meaning;
  }

  function meaningAt(location: SchemaLocation, { all, unions, unresolved }: Combination): Meaning {
    const own: Meaning = {
      alternatives: readAlternatives(location, nodes.nodeAt),
      isExclusive: false,
      marks: readMarks(location.value),
      unresolved: new Set(unresolved),
    };
    const parts = [...all.map((part) => withoutKinds(meaningRead(part))), ...unions.map(unionOf)];
    return parts.reduce((left, right) => meet(left, right, location), own);
  }

  function unionOf({ variants, isExclusive }: Union): Meaning {
    const meanings = variants.map((parts) =>
      parts.map(meaningRead).reduce((left, right) => meet(left, right, parts[0])),
    );
    return eitherOf(meanings, isExclusive);
  }

  function meet(left: Meaning, right: Meaning, location: SchemaLocation | undefined): Meaning {
    const alternatives = meetAlternatives(left.alternatives, right.alternatives, nodes.join);
    if (alternatives.length > maxAlternatives) throw fault("has too many alternatives to be compared", location);
    return {
      alternatives,
      isExclusive: left.isExclusive || right.isExclusive,
      marks: meetMarks(left.marks, right.marks),
      unresolved: new Set([...left.unresolved, ...right.unresolved]),
    };
  }

  return {
    nodeAt: nodes.nodeAt,
    meaningOf(node) {
      const known = meanings.get(node);
      if (known !== undefined) return known;
      const [first] = node.locations;
      const meaning = node.locations.map(readLocation).reduce((left, right) => meet(left, right, first));
      meanings.set(node, meaning);
      return meaning;
    },
    anything: nodes.nodeAt({ value: true, document: { id: "", value: {} }, pointer: "" }),
  };
}

function partsOf({ all, unions }: Combination): readonly SchemaLocation[] {
  return [...all, ...unions.flatMap(({ variants }) => variants.flat())];
}

function fault(message: string, location: SchemaLocation | undefined): CodegenError {
  const place = location && { file: location.document.id, pointer: location.pointer };
  return new CodegenError(`this schema ${message}`, place);
}
