import type { Located, SpecificationDocument } from "../../src/diff/documents/located.ts";
import { type Resolve, resolverOf } from "../../src/diff/documents/resolver.ts";
import type { Alternative, Elements, Meaning, Members } from "../../src/diff/schemas/meaning.ts";
import { type SchemaGraph, schemaGraph } from "../../src/diff/schemas/schema-graph.ts";
import type { SchemaNode } from "../../src/diff/schemas/schema-node.ts";
import type { JsonObject, JsonValue } from "../../src/source/json.ts";

export const components = "#/components/schemas/";

export interface Specification {
  readonly document: SpecificationDocument;
  readonly resolve: Resolve;
  readonly graph: SchemaGraph;
  /** A schema that may refer to the components. Its pointer is empty. */
  at(schema: JsonValue): Located;
  nodeOf(schema: JsonValue): SchemaNode;
  meaningOf(schema: JsonValue): Meaning;
}

/** A specification with the component schemas. */
export function specification(schemas: JsonObject = {}, openapi = "3.1.1"): Specification {
  const document = { id: "spec", value: { openapi, components: { schemas } } };
  const resolve = resolverOf([document]);
  const graph = schemaGraph(resolve);
  const at = (value: JsonValue): Located => ({ value, document, pointer: "" });
  const nodeOf = (schema: JsonValue): SchemaNode => graph.nodeAt(at(schema));
  return { document, resolve, graph, at, nodeOf, meaningOf: (schema) => graph.meaningOf(nodeOf(schema)) };
}

/** The meaning of a schema as plain data, without its empty parts. */
export function plainMeaning({ alternatives, isExclusive, marks, unknown }: Meaning): object {
  return filled({
    alternatives: alternatives.map(plainAlternative),
    isExclusive,
    marks,
    unknown: [...unknown],
  });
}

export function plainAlternative(alternative: Alternative): object {
  const { type, isInteger, values, bounds, statements, conditions, marks, members, elements } = alternative;
  return filled({
    type,
    isInteger,
    // Empty lists of values are shown, because they allow nothing.
    ...(values === undefined ? {} : { values: [...values].join() }),
    bounds: Object.fromEntries(
      [...bounds].map(([name, { limit, isExclusive }]) => [
        name,
        isExclusive ? `${limit} excluded` : `${limit}`,
      ]),
    ),
    statements: Object.fromEntries([...statements].map(([name, texts]) => [name, [...texts].join()])),
    conditions: conditions.map(({ keyword, subject, nodes }) => [keyword, subject, ...nodes.map(nodeText)]),
    marks,
    ...(members === undefined ? {} : plainMembers(members)),
    ...(elements === undefined ? {} : plainElements(elements)),
  });
}

function plainMembers({ properties, required, patterns, additional, kinds }: Members): object {
  return {
    properties: plainNodes(properties),
    required: [...required],
    patterns: plainNodes(patterns),
    additional: additional === "open" ? "" : plainRest(additional),
    kinds: plainNodes(kinds),
  };
}

function plainElements({ prefix, rest }: Elements): object {
  return { prefix: prefix.map(nodeText), rest: rest === "open" ? "" : plainRest(rest) };
}

function plainNodes(nodes: ReadonlyMap<string, SchemaNode>): object {
  return Object.fromEntries([...nodes].map(([name, node]) => [name, nodeText(node)]));
}

function plainRest(rest: SchemaNode | string): string {
  return typeof rest === "string" ? rest : nodeText(rest);
}

/** The pointers of the schemas of a node. */
export function nodeText({ locations }: SchemaNode): string {
  return locations.map(({ pointer }) => pointer).join(" + ");
}

/** The parts that are not empty. */
function filled(parts: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(parts).filter(
      ([, part]) =>
        part !== false && part !== "" && (typeof part !== "object" || Object.keys(part ?? {}).length > 0),
    ),
  );
}
