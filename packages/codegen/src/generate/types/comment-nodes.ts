import ts from "typescript";
import { comment, readComment } from "../print/jsdoc.ts";
import {
  accessPath,
  commentsOf,
  isInterface,
  type Member,
  type Nodes,
  readMembers,
  withComments,
} from "./type-nodes.ts";

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
  const membersOf = (name: string): readonly Member[] =>
    readMembers(nodes.find((node) => isInterface(node, name)));
  const operations = new Map<string | undefined, ts.Node>(
    membersOf("operations").map(({ name, node }) => [name, node]),
  );
  for (const { type, comments } of membersOf("paths").flatMap((path) => readMembers(path.type))) {
    const operation = operations.get(accessPath(type)?.[1]);
    if (operation) withComments(operation, comments);
  }
  return nodes;
}
