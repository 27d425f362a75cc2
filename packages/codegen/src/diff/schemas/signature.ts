import { isOverlapping } from "./exclusive.ts";
import type { Alternative, Meaning } from "./meaning.ts";
import type { SchemaGraph } from "./schema-graph.ts";
import type { SchemaNode } from "./schema-node.ts";

/** A number that is equal for two schemas if, and only if, they have the same meaning. */
export type ClassOf = (node: SchemaNode) => number;

/** The content of a schema as text, separate from the schemas inside it. */
export interface Signature {
  readonly text: string;
  readonly alternatives: readonly Part[];
  /** References and names with an unknown meaning. */
  readonly unknown: ReadonlySet<string>;
}

interface Part {
  readonly text: string;
  /** In the order of the text. */
  readonly nodes: readonly SchemaNode[];
  /** In no order. */
  readonly conditions: readonly Omit<Part, "conditions">[];
}

export function signatureOf(meaning: Meaning, graph: SchemaGraph): Signature {
  const refusesOverlap = meaning.isExclusive && isOverlapping(meaning, graph);
  return {
    text: JSON.stringify([sorted(Object.entries(meaning.marks)), sorted(meaning.unknown), refusesOverlap]),
    alternatives: meaning.alternatives.map(partOf),
    unknown: meaning.unknown,
  };
}

function partOf(alternative: Alternative): Part {
  const { type, isInteger, values, bounds, statements, conditions, marks, members, elements } = alternative;
  const nodes: SchemaNode[] = [];
  /** The names, while the nodes are kept in the same order. */
  const named = (map: ReadonlyMap<string, SchemaNode> | undefined): readonly string[] => {
    const entries = sorted(map ?? []);
    for (const [, node] of entries) nodes.push(node);
    return entries.map(([name]) => name);
  };
  const other = (node: SchemaNode | string | undefined): string => {
    if (typeof node !== "object") return node ?? "";
    nodes.push(node);
    return "schema";
  };
  const text = JSON.stringify([
    [type, isInteger, values && sorted(values), sorted(Object.entries(marks))],
    [sorted(bounds), sorted(statements).map(([name, texts]) => [name, sorted(texts)])],
    [named(members?.properties), sorted(members?.required ?? [])],
    [named(members?.patterns), other(members?.additional), named(members?.kinds)],
    [elements?.prefix.map(other), other(elements?.rest)],
  ]);
  return {
    text,
    nodes,
    conditions: conditions.map((condition) => ({
      text: JSON.stringify([condition.keyword, condition.subject]),
      nodes: condition.nodes,
    })),
  };
}

/** Sorted by JSON text, so that the original order has no influence. */
function sorted<T>(items: Iterable<T>): readonly T[] {
  return [...items]
    .map((item) => [JSON.stringify(Array.isArray(item) ? item[0] : item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([, item]) => item);
}

/** Every schema inside. */
export function nodesIn({ alternatives }: Signature): readonly SchemaNode[] {
  return alternatives.flatMap(({ nodes, conditions }) => [
    ...nodes,
    ...conditions.flatMap((condition) => condition.nodes),
  ]);
}

/** Returns the same text for equivalent alternatives. */
export function alternativeSignature(alternative: Alternative, classOf: ClassOf): string {
  return partSignature(partOf(alternative), classOf);
}

/** Returns the same text for equivalent schemas, as far as the classes of inner schemas are known. */
export function signatureText({ text, alternatives }: Signature, classOf: ClassOf): string {
  const parts = alternatives.map((alternative) => partSignature(alternative, classOf));
  return [text, ...unique(parts)].join("|");
}

function partSignature({ conditions, ...own }: Part, classOf: ClassOf): string {
  const textOf = ({ text, nodes }: Omit<Part, "conditions">): string => `${text}${nodes.map(classOf).join()}`;
  return [textOf(own), ...unique(conditions.map(textOf))].join("&");
}

function unique(texts: readonly string[]): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)].sort();
}
