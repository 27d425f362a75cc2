import { isObject } from "../../source/json.ts";
import { faultAt, isOpenapi30, type Located } from "../documents/located.ts";
import type { Resolve } from "../documents/resolver.ts";
import { type Combination, combinationOf, type Union } from "./combination.ts";
import { eitherOf, meetAlternatives, meetMarks, ofKind, withoutKinds } from "./combine.ts";
import { checkKeywords } from "./keywords.ts";
import type { Meaning } from "./meaning.ts";
import { nodeStore } from "./node-store.ts";
import { anyValue, readAlternatives, readMarks, unknownTypes } from "./read-alternatives.ts";
import type { SchemaNode } from "./schema-node.ts";

/** The schemas of one specification, read as far as anybody asks. */
export interface SchemaGraph {
  nodeAt(location: Located): SchemaNode;
  meaningOf(node: SchemaNode): Meaning;
  /** The node of any value. */
  readonly anything: SchemaNode;
}

/** More than this is a product of lists that nobody meant to write. */
const maxAlternatives = 2000;

const anyLocation: Located = { value: true, document: { id: "", value: {} }, pointer: "" };
const nullMeaning: Meaning = {
  alternatives: [anyValue("null")],
  isExclusive: false,
  marks: {},
  unknown: new Set(),
};

/** Returns the graph of the schemas that `resolve` leads to. */
export function schemaGraph(resolve: Resolve): SchemaGraph {
  const nodes = nodeStore(resolve);
  const read = new Map<string, Meaning>();
  const meanings = new Map<SchemaNode, Meaning>();
  const combinations = new Map<string, Combination>();

  /** Reads the schemas of a combination first. A list of what is left to read has no depth, which recursion would have. */
  function readLocation(start: Located): Meaning {
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
      } else if (begun.has(nodes.idOf(unread))) throw faultAt(unread, "this schema consists of itself");
      else pending.push(unread);
    }
    return meaningRead(start);
  }

  function readCombination(location: Located): Combination {
    checkKeywords(location);
    return combinationOf(location, resolve);
  }

  function meaningRead(location: Located): Meaning {
    const meaning = read.get(nodes.idOf(nodes.targetOf(location)));
    if (meaning === undefined) throw new TypeError(`the schema at ${location.pointer} is read too late`);
    return meaning;
  }

  function meaningAt(location: Located, { targets, bases, kinds, unions, unresolved }: Combination): Meaning {
    const own: Meaning = {
      alternatives: readAlternatives(location, nodes.nodeAt),
      isExclusive: false,
      marks: readMarks(location.value),
      unknown: new Set([...unresolved, ...unknownTypes(location.value)]),
    };
    const parts = [
      ...targets.map(meaningRead),
      ...bases.map((base) => withoutKinds(meaningRead(base))),
      ...unions.map(unionOf),
    ];
    const combined = parts.reduce((left, right) => meet(left, right, location), own);
    const meaning = kinds.map(meaningRead).reduce(ofKind, combined);
    return isNullable(location) ? eitherOf([meaning, nullMeaning], false) : meaning;
  }

  function unionOf({ variants, isExclusive }: Union): Meaning {
    const meanings = variants.map(({ schema, kinds }) =>
      kinds.map(meaningRead).reduce(ofKind, meaningRead(schema)),
    );
    return eitherOf(meanings, isExclusive);
  }

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
      const known = meanings.get(node);
      if (known !== undefined) return known;
      const [first = anyLocation] = node.locations;
      const meaning = node.locations.map(readLocation).reduce((left, right) => meet(left, right, first));
      meanings.set(node, meaning);
      return meaning;
    },
    anything: nodes.nodeAt(anyLocation),
  };
}

function partsOf({ targets, bases, kinds, unions }: Combination): readonly Located[] {
  const variants = unions.flatMap((union) => union.variants);
  return [
    ...targets,
    ...bases,
    ...kinds,
    ...variants.flatMap((variant) => [variant.schema, ...variant.kinds]),
  ];
}

function isNullable({ value, document }: Located): boolean {
  return isOpenapi30(document) && isObject(value) && value["nullable"] === true;
}
