import ts from "typescript";
import type { DeclaredName } from "./messages.js";

/** The names that a cell declares at its top level, imports included, and which of them it exports itself. */
export function declaredNames(file: { readonly statements: readonly ts.Statement[] }): {
  names: DeclaredName[];
  exported: Set<string>;
} {
  const names = new Map<string, DeclaredName>();
  const exported = new Set<string>();
  const add = (name: string, assignable = false) => names.set(name, { name, assignable });
  for (const statement of file.statements) {
    const own = new Set(names.keys());
    if (ts.isImportDeclaration(statement)) for (const name of importedNames(statement)) add(name);
    else if (ts.isExportDeclaration(statement)) for (const name of listedNames(statement)) exported.add(name);
    else if (isNamed(statement)) add(statement.name.text);
    else for (const list of variableLists(statement)) addVariables(list, add);
    if (isExported(statement)) for (const name of names.keys()) if (!own.has(name)) exported.add(name);
  }
  return { names: [...names.values()], exported };
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  const named =
    bindings && (ts.isNamedImports(bindings) ? bindings.elements.map((element) => element.name) : [bindings.name]);
  return [importClause?.name, ...(named ?? [])].flatMap((name) => name?.text ?? []);
}

const listedNames = ({ exportClause }: ts.ExportDeclaration): string[] =>
  exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.map((element) => element.name.text) : [];

function isNamed(node: ts.Statement): node is ts.Statement & { name: ts.Identifier } {
  return "name" in node && node.name !== undefined && ts.isIdentifier(node.name as ts.Node);
}

/** Default exports keep their own name unexported. */
function isExported(node: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const has = (kind: ts.SyntaxKind) => modifiers.some((modifier) => modifier.kind === kind);
  return has(ts.SyntaxKind.ExportKeyword) && !has(ts.SyntaxKind.DefaultKeyword);
}

/** The statement's own variables, and `var` in its blocks and loops, which reaches the top level. */
function variableLists(statement: ts.Statement): ts.VariableDeclarationList[] {
  if (ts.isVariableStatement(statement)) return [statement.declarationList];
  const found: ts.VariableDeclarationList[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return found;
}

function addVariables(list: ts.VariableDeclarationList, add: (name: string, assignable: boolean) => void): void {
  const constant = (list.flags & ts.NodeFlags.Constant) !== 0;
  const addPattern = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) add(name.text, !constant);
    else for (const element of name.elements) if (ts.isBindingElement(element)) addPattern(element.name);
  };
  for (const { name } of list.declarations) addPattern(name);
}
