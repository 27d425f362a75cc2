import ts from "typescript";
import { isPropertyName } from "../print/identifier.ts";

export type Nodes = readonly ts.Node[];

/** A property of a type. */
export interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: ts.TypeNode;
  /** The content of the comments before it. */
  readonly comments: readonly string[];
  /** Where it was read. */
  readonly node: ts.Node;
}

const { factory } = ts;

/** The properties of an interface or of a type literal. */
export function readMembers(node: ts.Node | undefined): readonly Member[] {
  if (!node || !(ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node))) return [];
  return node.members.flatMap((member) => {
    if (!ts.isPropertySignature(member) || !member.type || ts.isComputedPropertyName(member.name)) return [];
    const { name, type, questionToken } = member;
    const optional = questionToken !== undefined;
    return { name: name.text, optional, type, comments: commentsOf(member), node: member };
  });
}

export function writeMembers(members: readonly Member[]): ts.TypeLiteralNode {
  return factory.createTypeLiteralNode(
    members.map(({ name, optional, type, comments }) => {
      const key = isPropertyName(name) ? name : factory.createStringLiteral(name);
      const question = optional ? factory.createToken(ts.SyntaxKind.QuestionToken) : undefined;
      return withComments(factory.createPropertySignature(undefined, key, question, type), comments);
    }),
  );
}

export function isInterface(node: ts.Node, name: string): node is ts.InterfaceDeclaration {
  return ts.isInterfaceDeclaration(node) && node.name.text === name;
}

/** `a["b"]["c"]` as `["a", "b", "c"]`; undefined for any other type. */
export function accessPath(node: ts.Node): readonly string[] | undefined {
  if (ts.isTypeReferenceNode(node))
    return ts.isIdentifier(node.typeName) && !node.typeArguments ? [node.typeName.text] : undefined;
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isLiteralTypeNode(node.indexType)) return undefined;
  const path = accessPath(node.objectType);
  const { literal } = node.indexType;
  return path && ts.isStringLiteral(literal) ? [...path, literal.text] : undefined;
}

/** `export type Name<Parameter> = …` */
export function declareType(member: Pick<Member, "name" | "type" | "comments">, parameter?: string): ts.Node {
  const { name, type, comments } = member;
  const parameters =
    parameter === undefined ? [] : [factory.createTypeParameterDeclaration(undefined, parameter)];
  const exported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];
  return withComments(factory.createTypeAliasDeclaration(exported, name, parameters, type), comments);
}

export function commentsOf(node: ts.Node): readonly string[] {
  return (ts.getSyntheticLeadingComments(node) ?? []).map(({ text }) => text);
}

/** The node, with these comments instead of its own. */
export function withComments<T extends ts.Node>(node: T, comments: readonly string[]): T {
  ts.setSyntheticLeadingComments(node, undefined);
  for (const text of comments)
    ts.addSyntheticLeadingComment(node, ts.SyntaxKind.MultiLineCommentTrivia, text, true);
  return node;
}
