import ts from 'typescript';

const isTyping = (statement: ts.Statement): boolean =>
  ts.isInterfaceDeclaration(statement) ||
  ts.isTypeAliasDeclaration(statement) ||
  (ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false));

const isLink = (statement: ts.Statement): boolean =>
  ts.isExportDeclaration(statement) || (ts.isImportDeclaration(statement) && statement.importClause !== undefined);

/** Whether a part of a constant does anything when it is evaluated, or could do so later. */
function acts(node: ts.Node): boolean {
  if (ts.isTypeNode(node)) return false;
  return (
    ts.isFunctionLike(node) ||
    ts.isClassLike(node) ||
    ts.isCallOrNewExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    (ts.forEachChild(node, (child) => acts(child) || undefined) ?? false)
  );
}

/**
 * Whether a source file holds something that a test can find wrong. Types, imports, re-exports and constants that are
 * written out (the lists of an `index.ts`, names, limits) are not code.
 */
export function holdsCode(text: string): boolean {
  const { statements } = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest);
  return statements.some(
    (statement) =>
      !isTyping(statement) && !isLink(statement) && !(ts.isVariableStatement(statement) && !acts(statement)),
  );
}
