import ts from "typescript";
import { comment, readComment } from "../print/jsdoc.ts";
import { accessPath, commentsOf, isInterface, type Nodes, readMembers, withComments } from "./type-nodes.ts";

/** Writes comments for editors: first the description as text, and no tag that repeats the type. */
export function tidyComments(nodes: Nodes): Nodes {
  const tidy = (node: ts.Node): void => {
    withComments(
      node,
      commentsOf(node).flatMap((text) => comment(readComment(text))),
    );
    ts.forEachChild(node, tidy);
  };
  nodes.forEach(tidy);
  return nodes;
}

/** `operations["getX"]` has the same comment as the method of its path. */
export function describeOperations(nodes: Nodes): Nodes {
  const words = new Map<string, readonly string[]>();
  const paths = readMembers(nodes.find((node) => isInterface(node, "paths")));
  for (const { type, comments } of paths.flatMap((path) => readMembers(path.type))) {
    const [root, id] = accessPath(type) ?? [];
    if (root === "operations" && id !== undefined) words.set(id, comments);
  }
  for (const member of nodes.find((node) => isInterface(node, "operations"))?.members ?? [])
    if (member.name && ts.isIdentifier(member.name)) withComments(member, words.get(member.name.text) ?? []);
  return nodes;
}
