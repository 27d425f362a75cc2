import { compareText } from "../../source/json.ts";
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
    text: JSON.stringify([
      byName(Object.entries(meaning.marks)),
      [...meaning.unknown].sort(compareText),
      refusesOverlap,
    ]),
    alternatives: meaning.alternatives.map(partOf),
    unknown: meaning.unknown,
  };
}

function partOf(alternative: Alternative): Part {
  const { type, isInteger, values, bounds, statements, conditions, marks, members, elements } = alternative;
  const nodes: SchemaNode[] = [];
  /** The names, while the nodes are kept in the same order. */
  const named = (map: ReadonlyMap<string, SchemaNode> | undefined): readonly string[] => {
    const entries = byName(map ?? []);
    for (const [, node] of entries) nodes.push(node);
    return entries.map(([name]) => name);
  };
  const other = (node: SchemaNode | string | undefined): string => {
    if (typeof node !== "object") return node ?? "";
    nodes.push(node);
    return "schema";
  };
  const text = JSON.stringify([
    [type, isInteger, values && [...values].sort(compareText), byName(Object.entries(marks))],
    [byName(bounds), byName(statements).map(([name, texts]) => [name, [...texts].sort(compareText)])],
    [named(members?.properties), [...(members?.required ?? [])].sort(compareText)],
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

/** Sorted by name, so that the original order has no influence. */
function byName<T>(entries: Iterable<readonly [string, T]>): readonly (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => compareText(a, b));
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
  return [...new Set(texts)].sort();
}
