import type { Elements } from "../schemas/meaning.ts";
import type { SchemaNode } from "../schemas/schema-node.ts";
import type { Findings, Pair, SchemaTools } from "./difference.ts";

/** Compares the elements of two arrays. */
export function compareElements(
  { old, new: next }: Pair<Elements>,
  subject: string,
  { graphs }: SchemaTools,
): Findings {
  if (old.prefix.length !== next.prefix.length)
    return {
      differences: [
        { code: "type-changed", path: "", old: elementsText(old), new: elementsText(next), subject },
      ],
      inner: [],
    };
  const prefix = old.prefix.flatMap((node, index) => {
    const other = next.prefix[index];
    return other === undefined ? [] : [{ path: `[${index}]`, nodes: { old: node, new: other } }];
  });
  if (old.rest === next.rest) return { differences: [], inner: prefix };
  if (old.rest === "closed" || next.rest === "closed")
    return {
      differences: [
        {
          code: next.rest === "closed" ? "constraint-tightened" : "constraint-loosened",
          path: "",
          old: restValue(old),
          new: restValue(next),
          subject,
        },
      ],
      inner: prefix,
    };
  const rest = {
    old: restNode(old.rest, graphs.old.anything),
    new: restNode(next.rest, graphs.new.anything),
  };
  return { differences: [], inner: [...prefix, { path: "[]", nodes: rest }] };
}

function elementsText({ prefix }: Elements): string {
  return prefix.length === 0 ? "array" : `array that begins with ${prefix.length} own elements`;
}

function restValue({ rest }: Elements): { items: false } | null {
  return rest === "closed" ? { items: false } : null;
}

function restNode(rest: SchemaNode | "open", anything: SchemaNode): SchemaNode {
  return rest === "open" ? anything : rest;
}
