import { compareKeywords } from "./compare-keywords.ts";
import { compareObjects } from "./compare-object.ts";
import { compareTypes } from "./compare-types.ts";
import { compareVariants } from "./compare-variants.ts";
import type { Descent, Difference, Pair } from "./difference.ts";
import type { SchemaNode, SchemaReader, Shape } from "./schema-shape.ts";

/** Compares two schemas; `path` is how a caller reaches them. */
export type CompareSchemas = (nodes: Pair<SchemaNode>, path: string) => readonly Difference[];

/**
 * What differs between two schemas, by meaning: references, `allOf` and single alternatives are read through, order
 * and prose are not looked at. A pair that is met again inside itself is equal as far as the rest of it is.
 */
export function createSchemaComparison(readers: Pair<SchemaReader>): CompareSchemas {
  const compare = (
    nodes: Pair<SchemaNode>,
    path: string,
    open: ReadonlySet<string>,
  ): readonly Difference[] => {
    const key = `${nodes.old.key} ${nodes.new.key}`;
    if (open.has(key)) return [];
    const inner = new Set([...open, key]);
    return compareShapes(nodes, {
      path,
      readers,
      compare: (below, belowPath) => compare(below, belowPath, inner),
    });
  };
  return (nodes, path) => compare(nodes, path, new Set());
}

function compareShapes(nodes: Pair<SchemaNode>, descent: Descent): readonly Difference[] {
  const { path, readers } = descent;
  const shapes: Pair<Shape> = { old: readers.old.shapeOf(nodes.old), new: readers.new.shapeOf(nodes.new) };
  if (shapes.old.variants.length > 0 || shapes.new.variants.length > 0)
    return compareVariants(nodes, shapes, descent);
  const types = compareTypes(shapes, path);
  if (types.some(({ code }) => code === "type-changed")) return types;
  return [...types, ...compareKeywords(shapes, path), ...compareObjects(shapes, descent)];
}
