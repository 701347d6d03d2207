import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { findPlugins } from "../user/plugins/manifest.node.js";

/** A name that a cell could import. */
export interface Importable {
  readonly name: string;
  /** The module that exports it, as it is written in an import. */
  readonly module: string;
  readonly isType: boolean;
}

/** What the index asks of the language service's host. */
export interface Modules {
  /** The file of a module that a cell, or the given file, would import. */
  resolve(specifier: string, from?: string): string | undefined;
  readFile(file: string): string | undefined;
}

/**
 * The names that cells could import: those of installed plugins, then of the packages that the nearest `package.json`
 * depends on, then of Node. Declaration files are only parsed, not checked: eight plugins take 0.15 s and 1 MiB.
 */
export class ExportIndex {
  readonly #names = new Map<string, Importable[]>();
  readonly #sorted: readonly string[];

  constructor(directory: string, modules: Modules, node: readonly Importable[]) {
    const packages = [...findPlugins(directory).map(({ name }) => name), ...dependencies(directory)];
    for (const module of new Set(packages)) {
      const file = modules.resolve(module);
      if (!file?.endsWith(".d.ts") && !file?.endsWith(".d.mts")) continue;
      for (const [name, isType] of exportsOf(file, modules)) this.#add({ name, module, isType });
    }
    for (const importable of node) this.#add(importable);
    this.#sorted = [...this.#names.keys()].sort();
  }

  /** Where `name` comes from; the first is the one to suggest. */
  find(name: string): readonly Importable[] {
    return this.#names.get(name) ?? [];
  }

  /** Names that start with `typed`, those in the same case first: at most `maximum` that are accepted. */
  startingWith(typed: string, maximum: number, accept = (_: Importable) => true): readonly Importable[] {
    const wanted = typed.toLowerCase();
    const names = this.#sorted.filter((name) => name.toLowerCase().startsWith(wanted));
    const ordered = new Set([...names.filter((name) => name.startsWith(typed)), ...names]);
    return [...ordered].flatMap((name) => this.find(name).find(accept) ?? []).slice(0, maximum);
  }

  #add(importable: Importable): void {
    const known = this.#names.get(importable.name);
    if (known) known.push(importable);
    else this.#names.set(importable.name, [importable]);
  }
}

/** The statement that brings a name. */
export const importStatement = ({ name, module, isType }: Importable): string =>
  `import { ${isType ? "type " : ""}${name} } from "${module}";`;

/** The exports of Node's modules, which the checker knows from `@types/node`; of a name in several, the shortest. */
export function nodeExports(checker: ts.TypeChecker): readonly Importable[] {
  const modules = checker.getAmbientModules().map((symbol) => ({ symbol, module: symbol.name.slice(1, -1) }));
  return modules
    .filter(({ module }) => module.startsWith("node:") && !module.startsWith("node:test"))
    .sort((a, b) => a.module.length - b.module.length)
    .flatMap(({ symbol, module }) =>
      checker
        .getExportsOfModule(symbol)
        .filter(({ name, flags }) => name !== "default" && flags & ts.SymbolFlags.Value)
        .map(({ name }) => ({ name, module, isType: false })),
    );
}

/** The names that a declaration file exports, and whether each is only a type. */
function exportsOf(file: string, modules: Modules, seen = new Set<string>()): Map<string, boolean> {
  const names = new Map<string, boolean>();
  const text = seen.has(file) ? undefined : modules.readFile(file);
  seen.add(file);
  if (text === undefined) return names;
  for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.ESNext).statements) {
    if (ts.isExportDeclaration(statement)) addListed(statement);
    else if (isExported(statement)) for (const [name, isType] of declaredBy(statement)) names.set(name, isType);
  }
  names.delete("default");
  return names;

  function addListed({ exportClause, moduleSpecifier, isTypeOnly }: ts.ExportDeclaration): void {
    if (exportClause && ts.isNamedExports(exportClause))
      for (const element of exportClause.elements) names.set(element.name.text, isTypeOnly || element.isTypeOnly);
    else if (exportClause) names.set(exportClause.name.text, isTypeOnly);
    else if (moduleSpecifier && ts.isStringLiteral(moduleSpecifier)) {
      const from = modules.resolve(moduleSpecifier.text, file);
      if (from) for (const [name, isType] of exportsOf(from, modules, seen)) names.set(name, isType || isTypeOnly);
    }
  }
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function declaredBy(statement: ts.Statement): [name: string, isType: boolean][] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [[name.text, false]] : [],
    );
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  const { name } = statement as ts.DeclarationStatement;
  return name && ts.isIdentifier(name) ? [[name.text, isType]] : [];
}

/** What the nearest `package.json` upwards depends on. */
function dependencies(folder: string): string[] {
  try {
    const content = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { dependencies?: object };
    return Object.keys(content.dependencies ?? {});
  } catch {
    const above = dirname(folder);
    return above === folder ? [] : dependencies(above);
  }
}
