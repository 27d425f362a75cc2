import ts from "typescript";
import { visibleText } from "../../src/source/escape.ts";

/** Functions that generated modules may call while they are loaded. */
const factories =
  /^(?:deepFreeze|requestValidator|responseValidator|[a-z]\w*Message(?:V2)?|push\w*|message\w*|capability\w*)$/;

/** The one function that generated modules declare. */
const declaredFunctions = new Set(["deepFreeze"]);

/** Returns the problems of a generated module: code other than data and types, or why it does not parse. */
export function misdeedsOf(file: string, code: string): readonly string[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const errors = ts.transpileModule(code, { fileName: file, reportDiagnostics: true }).diagnostics ?? [];
  const misdeeds = errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  for (const line of code.split("\n"))
    if (visibleText(line) !== line) misdeeds.push(`has invisible characters: ${visibleText(line)}`);
  for (const statement of source.statements)
    if (!isDeclaration(statement)) misdeeds.push(`executes ${statement.getText().slice(0, 80)}`);
  const visit = (node: ts.Node): void => {
    const misdeed = misdeedOf(node);
    if (misdeed !== undefined) misdeeds.push(misdeed);
    ts.forEachChild(node, visit);
  };
  source.statements.filter((statement) => !isOwnFunction(statement)).forEach(visit);
  return misdeeds;
}

function isOwnFunction(node: ts.Node): boolean {
  return ts.isFunctionDeclaration(node) && declaredFunctions.has(node.name?.text ?? "");
}

function isDeclaration(statement: ts.Statement): boolean {
  if (ts.isVariableStatement(statement)) return (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  return (
    isOwnFunction(statement) ||
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  );
}

function misdeedOf(node: ts.Node): string | undefined {
  const text = node.getText().slice(0, 80);
  if (ts.isCallExpression(node)) return isFactoryCall(node) ? undefined : `calls ${text}`;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    return isOwnModule(node.moduleSpecifier) ? undefined : `imports ${text}`;
  if (isCode(node)) return `has the code ${text}`;
  return ts.isComputedPropertyName(node) && node.expression.getText() !== '"__proto__"'
    ? `computes the name ${text}`
    : undefined;
}

function isFactoryCall({ expression }: ts.CallExpression): boolean {
  return ts.isIdentifier(expression) && factories.test(expression.text);
}

function isOwnModule(from: ts.Expression | undefined): boolean {
  if (from === undefined) return true;
  return ts.isStringLiteral(from) && /^\.{1,2}\/[\w./-]+\.ts$/.test(from.text);
}

const codeKinds = new Set([
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.TaggedTemplateExpression,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.DeleteExpression,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.SpreadAssignment,
]);

function isCode(node: ts.Node): boolean {
  return codeKinds.has(node.kind);
}
