// Finds public names of a package without documentation. TypeScript 5.9, since 7 has no stable interface yet.
import ts from "typescript-5.9";

/** A name that has no JSDoc, and where it is declared. */
export interface UndocumentedName {
  readonly file: string;
  readonly line: number;
  /** Such as `ServerOptions` or `ServerOptions.tokenUrl`. */
  readonly name: string;
}

/** A declaration, and the names on the path to it. */
interface DocumentedScope {
  readonly node: ts.Node;
  readonly name: string;
}

const compilerOptions: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  noEmit: true,
  // Only names are looked up, so the declarations of the language and Node are not needed.
  noLib: true,
  types: [],
};

/**
 * Returns the names without JSDoc among the exports of the entries, the types in these exports, and all
 * members.
 *
 * @param isOurs says whether the declarations of a file have to be documented
 */
export function undocumentedNames(
  entries: readonly string[],
  isOurs: (file: string) => boolean,
): readonly UndocumentedName[] {
  const program = ts.createProgram([...entries], compilerOptions);
  const checker = program.getTypeChecker();
  const seen = new Set<ts.Symbol>();
  const found: UndocumentedName[] = [];
  for (const entry of entries) {
    const source = program.getSourceFile(entry);
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${entry} is not a module.`);
    for (const symbol of checker.getExportsOfModule(module)) visitSymbol(symbol);
  }
  return found.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);

  function visitSymbol(named: ts.Symbol): void {
    const symbol = named.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
    if (seen.has(symbol)) return;
    seen.add(symbol);
    const declarations = (symbol.declarations ?? []).filter(
      (node) => isTopLevel(node) && isOurs(node.getSourceFile().fileName),
    );
    const [first] = declarations;
    if (!first) return;
    // One comment is enough for overloads, and for a type and a value with the same name.
    if (declarations.some(isExported) && !declarations.some(hasWords))
      report({ node: first, name: symbol.name });
    for (const node of declarations) visitNode({ node, name: symbol.name });
  }

  /** Checks the members of a declaration, and the names in it. */
  function visitNode({ node, name }: DocumentedScope): void {
    for (const { child, scope } of publicParts(node, name)) {
      if (isMember(child) && needsWords(child) && !hasWords(child)) report({ node: child, name: scope });
      const mentioned = mentionedName(child);
      const symbol = mentioned && checker.getSymbolAtLocation(mentioned);
      if (symbol) visitSymbol(symbol);
      visitNode({ node: child, name: scope });
    }
  }

  function report({ node, name }: DocumentedScope): void {
    const source = node.getSourceFile();
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ file: source.fileName, line, name });
  }
}

/** The parts of a declaration that its users see: no bodies, no initializers, nothing private, no conditions. */
function publicParts(node: ts.Node, name: string): readonly { child: ts.Node; scope: string }[] {
  const parts: { child: ts.Node; scope: string }[] = [];
  ts.forEachChild(node, (child) => {
    if (ts.isBlock(child) || ts.isJSDoc(child) || ts.isTypeParameterDeclaration(child)) return;
    if (ts.isExpression(child) && !ts.isExpressionWithTypeArguments(child)) return;
    if (ts.isConditionalTypeNode(node) && (child === node.checkType || child === node.extendsType)) return;
    if (isHidden(child)) return;
    const scope = isMember(child) ? `${name}.${child.name?.getText() ?? "(call)"}` : name;
    parts.push({ child, scope });
  });
  return parts;
}

type PublicMember = ts.TypeElement | ts.ClassElement;

/** A member of an interface, of a type literal or of a class. */
function isMember(node: ts.Node): node is PublicMember {
  return (ts.isTypeElement(node) || ts.isClassElement(node)) && !ts.isConstructorDeclaration(node);
}

/** An overridden member has its description in the base class; a member that must be absent needs none. */
function needsWords(member: PublicMember): boolean {
  if (isInSignatureOfMember(member) || isOverloadWithWords(member)) return false;
  if (ts.isCallSignatureDeclaration(member) || ts.isConstructSignatureDeclaration(member)) return false;
  if (ts.isIndexSignatureDeclaration(member)) return false;
  if (ts.canHaveModifiers(member) && hasModifier(member, ts.SyntaxKind.OverrideKeyword)) return false;
  return !(ts.isPropertySignature(member) && member.questionToken && isAbsent(member.type));
}

/** The comment of a method also covers its parameters and its result. */
function isInSignatureOfMember(member: PublicMember): boolean {
  for (let node = member.parent; !ts.isSourceFile(node); node = node.parent)
    if (ts.isMethodSignature(node) || ts.isMethodDeclaration(node)) return true;
  return false;
}

/** One comment is enough for the overloads of a method. */
function isOverloadWithWords(member: PublicMember): boolean {
  if (!ts.isMethodSignature(member) && !ts.isMethodDeclaration(member)) return false;
  const members: readonly ts.Node[] = "members" in member.parent ? member.parent.members : [];
  return members.some(
    (other) => isMember(other) && other.name?.getText() === member.name.getText() && hasWords(other),
  );
}

function isAbsent(type: ts.TypeNode | undefined): boolean {
  return type?.kind === ts.SyntaxKind.NeverKeyword || type?.kind === ts.SyntaxKind.UndefinedKeyword;
}

function isHidden(node: ts.Node): boolean {
  if (!isMember(node)) return false;
  const { name } = node;
  if (name && ts.isPrivateIdentifier(name)) return true;
  return ts.canHaveModifiers(node) && hasModifier(node, ts.SyntaxKind.PrivateKeyword);
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false;
}

function isExported(node: ts.Node): boolean {
  const statement = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return ts.canHaveModifiers(statement) && hasModifier(statement, ts.SyntaxKind.ExportKeyword);
}

/**
 * Returns whether an import can reach the declaration, so it is not a parameter, a local or a type parameter.
 */
function isTopLevel(node: ts.Node): boolean {
  const statement = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return ts.isSourceFile(statement.parent);
}

function mentionedName(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isExpressionWithTypeArguments(node)) return node.expression;
  return ts.isTypeQueryNode(node) ? node.exprName : undefined;
}

/** Returns whether the declaration has JSDoc with text; tags alone do not count. */
function hasWords(node: ts.Node): boolean {
  const host = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return ts
    .getJSDocCommentsAndTags(host)
    .some((doc) => ts.isJSDoc(doc) && (ts.getTextOfJSDocComment(doc.comment) ?? "").trim() !== "");
}
