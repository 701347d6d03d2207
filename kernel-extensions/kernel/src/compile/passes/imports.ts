import type { CellEdit } from "../cell-edit.js";
import { type Node, walk } from "../walk.js";

/**
 * `import { a as b } from "x"` becomes `let { a: b } = await __import("x", undefined, ["a"], …)`, where the third argument
 * names what the cell uses as a value: the others may be types, which are gone at run time. The fourth is a function that
 * gives the names what another load of a local file exports.
 */
export function lowerImports(cell: CellEdit): void {
  const modules: Node[] = cell.program.body.filter((node: Node) => node.source);
  if (modules.length === 0) return;
  const used = usedNames(cell.program);
  for (const node of modules) if (isImport(node)) hoist(cell, node, importCode(cell, node, used));
  for (const node of modules) if (!isImport(node)) hoist(cell, node, `await ${callImport(cell, node)};`);
}

const isImport = (node: Node): boolean => node.type === "ImportDeclaration";

/** `import(x)` becomes `__import(x)`, `import.meta` becomes `__importMeta`. */
export function lowerDynamicImports(cell: CellEdit): void {
  if (!/\bimport\s*[(./]/.test(cell.source)) return;
  walk(cell.program, (node) => {
    if (node.type === "ImportExpression" && !node.phase)
      cell.text.overwrite(node.start, node.start + "import".length, "__import");
    if (node.type === "MetaProperty" && node.meta.name === "import")
      cell.text.overwrite(node.start, node.end, "__importMeta");
  });
}

/** Modules are loaded before the first statement runs, wherever their import stands. */
function hoist(cell: CellEdit, node: Node, code: string): void {
  if (cell.runsBefore(node)) {
    cell.text.overwrite(node.start, node.end, code);
    cell.moveToStart(node);
  } else cell.replace(node, code);
}

function importCode(cell: CellEdit, node: Node, used: ReadonlySet<string>): string {
  const names: string[] = [];
  const bindings: string[] = [];
  const follow: string[] = [];
  let namespace: string | undefined;
  for (const { type, local, imported } of node.specifiers as Node[]) {
    if (type === "ImportNamespaceSpecifier") {
      namespace = local.name;
      follow.push(assignment(local.name, ""));
      continue;
    }
    const name = type === "ImportDefaultSpecifier" ? "default" : (imported.name ?? imported.value);
    bindings.push(name === local.name ? name : `${JSON.stringify(name)}: ${local.name}`);
    follow.push(assignment(local.name, `[${JSON.stringify(name)}]`));
    if (used.has(local.name)) names.push(name);
  }
  const load = `await ${callImport(cell, node, { names, follow })}`;
  const pattern = bindings.length > 0 ? `{ ${bindings.join(", ")} }` : undefined;
  if (namespace && pattern) return `let ${namespace} = ${load}, ${pattern} = ${namespace};`;
  return namespace || pattern ? `let ${namespace ?? pattern} = ${load};` : `${load};`;
}

/** A name that has been given another meaning since its import keeps that. */
const assignment = (name: string, member: string): string =>
  `if (${name} === __was${member}) ${name} = __now${member};`;

interface Bound {
  readonly names: readonly string[];
  readonly follow: readonly string[];
}

function callImport(cell: CellEdit, node: Node, { names, follow }: Bound = { names: [], follow: [] }): string {
  const written = ({ start, end }: Node) => cell.source.slice(start, end);
  const attributes = (node.attributes as Node[]).map(({ key, value }) => `${written(key)}: ${written(value)}`);
  const options = attributes.length > 0 ? `{ with: { ${attributes.join(", ")} } }` : undefined;
  const args = [written(node.source)];
  if (options || follow.length > 0) args.push(options ?? "undefined");
  if (follow.length > 0) args.push(JSON.stringify(names), `(__was, __now) => { ${follow.join(" ")} }`);
  return `__import(${args.join(", ")})`;
}

/** Names that stand for a value somewhere in the cell; types are erased by now. */
function usedNames(program: Node): Set<string> {
  const used = new Set<string>();
  walk(program, (node, parent) => {
    if (node.type === "ImportDeclaration") return false;
    const isKey =
      (parent?.type === "MemberExpression" && parent.property === node && !parent.computed) ||
      (parent?.type === "Property" && parent.key === node && !parent.computed && !parent.shorthand);
    if (node.type === "Identifier" && !isKey) used.add(node.name);
    return undefined;
  });
  return used;
}
